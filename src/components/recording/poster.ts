/** The process tree of the moment of a recording that shows most, in the language of the live one, without scripts. */
import { type BoxLabel, boxLabel, boxWidth, type LabelWords } from "../../client/process-tree/box.ts";
import { Folds, type Item, isFold, itemsOf } from "../../client/process-tree/items.ts";
import { boxHeight, Columns, edgePath, layOut } from "../../client/process-tree/layout.ts";
import type { Process } from "../../protocol/processes.ts";
import { type ProcessMoment, processesAt, type Recording } from "../../recording/recording.ts";

export interface Poster {
  width: number;
  height: number;
  edges: { path: string; isAdopted: boolean }[];
  boxes: { x: number; y: number; width: number; label: BoxLabel; state: Process["state"] }[];
  /** For who cannot see it. */
  words: string;
}

export { boxHeight };

export interface PosterWords extends LabelWords {
  poster(processes: number, init: string, zombies: number): string;
  nobody: string;
}

/** So long after an event the list has it, too. */
const shown_ms = 100;
/** What there is to see; a crowd says no more than a few. */
const zombiesMax = 6;

export function posterOf(recording: Recording, words: PosterWords): Poster | null {
  const moment = bestMoment(recording);
  if (!moment) return null;
  const { processes, adopted } = moment;
  const label = (item: Item): BoxLabel => boxLabel(item, recording.about.initName, words);
  const layout = layOut(itemsOf(processes.list, new Folds()), (item) => boxWidth(label(item)), Infinity, new Columns());
  const places = new Map(layout.placed.map((placed) => [placed.item.key, placed]));
  return {
    width: layout.width,
    height: layout.height,
    edges: layout.placed.flatMap(({ item, parent, x, y }) => {
      const from = parent === null ? undefined : places.get(parent)?.out;
      if (!from) return [];
      const isAdopted = !isFold(item) && adopted.has(item.process.pid);
      return [{ path: edgePath(layout.shape, from, { x, y: y + boxHeight / 2 }), isAdopted }];
    }),
    boxes: layout.placed.map(({ item, x, y, width }) => ({
      ...{ x, y, width, label: label(item) },
      state: (isFold(item) ? item.first : item.process).state,
    })),
    words: wordsOf(processes.list, words),
  };
}

function bestMoment(recording: Recording): ProcessMoment | null {
  const times = recording.segments.flatMap(({ happenings }) =>
    happenings.flatMap((happening) => (happening.kind === "event" ? [happening.at_ms + shown_ms] : [])),
  );
  let best: ProcessMoment | null = null;
  for (const at_ms of new Set(times)) {
    const moment = processesAt(recording, at_ms);
    if (moment && (!best || interest(moment) > interest(best))) best = moment;
  }
  return best;
}

function interest({ processes: { list }, adopted }: ProcessMoment): number {
  return 2 * Math.min(zombiesMax, zombies(list)) + Math.min(zombiesMax, adopted.size) + Math.min(10, list.length) / 10;
}

function zombies(list: readonly Process[]): number {
  return list.filter(({ state }) => state === "Z").length;
}

function wordsOf(list: readonly Process[], { poster, nobody }: PosterWords): string {
  const init = list.find(({ pid }) => pid === 1)?.command ?? nobody;
  return poster(list.length, init, zombies(list));
}
