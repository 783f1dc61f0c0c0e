/** The process tree of the moment of a recording that shows most, in the language of the live one, without scripts. */
import { type BoxLabel, boxLabel, boxWidth, type LabelWords } from "../../client/process-tree/box.ts";
import { Folds, type Item, isFold, itemsOf } from "../../client/process-tree/items.ts";
import { boxHeight, Columns, edgePath, layOut } from "../../client/process-tree/layout.ts";
import type { Process } from "../../protocol/processes.ts";
import { type ProcessMoment, processesAt, type Recording } from "../../recording/recording.ts";

export interface Poster {
  /** Children beside their parents. */
  wide: PosterTree;
  /** Children below their parents. */
  narrow: PosterTree;
  /** For who cannot see it. */
  words: string;
}

export interface PosterTree {
  width: number;
  height: number;
  edges: { path: string; isAdopted: boolean }[];
  boxes: { x: number; y: number; width: number; label: BoxLabel; process: Process; isFold: boolean }[];
}

export interface PosterWords extends LabelWords {
  poster(processes: number, init: string, zombies: number): string;
  nobody: string;
}

/** So long after an event the list has it, too. */
const shown_ms = 100;
/** What there is to see; a crowd says no more than a few. */
const zombiesMax = 6;
const adoptedMax = 3;
/** More boxes than this are small where there is little room. */
const boxesMax = 12;

export function posterOf(recording: Recording, words: PosterWords): Poster | null {
  const moment = bestMoment(recording);
  if (!moment) return null;
  const tree = (room_px: number): PosterTree => treeOf(moment, recording.about.initName, words, room_px);
  return { wide: tree(Number.POSITIVE_INFINITY), narrow: tree(0), words: wordsOf(moment.processes.list, words) };
}

function treeOf(
  { processes, adopted }: ProcessMoment,
  initName: string | null,
  words: PosterWords,
  room_px: number,
): PosterTree {
  const label = (item: Item): BoxLabel => boxLabel(item, initName, words);
  const widthOf = (item: Item): number => boxWidth(label(item));
  const layout = layOut(itemsOf(processes.list, new Folds()), widthOf, room_px, new Columns());
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
      ...(isFold(item) ? { process: item.first, isFold: true } : { process: item.process, isFold: false }),
    })),
  };
}

function bestMoment(recording: Recording): ProcessMoment | null {
  const times = recording.segments.flatMap(({ happenings }) =>
    happenings.flatMap((happening) => (happening.kind === "event" ? [happening.at_ms + shown_ms] : [])),
  );
  let best: ProcessMoment | null = null;
  let most = Number.NEGATIVE_INFINITY;
  for (const at_ms of new Set(times)) {
    const known = processesAt(recording, at_ms);
    if (!known) continue;
    const moment = { ...known, adopted: seenAdoptions(known) };
    if (interest(moment) <= most) continue;
    best = moment;
    most = interest(moment);
  }
  return best;
}

/** An event may come before the list in which its orphan has the new parent, or that list never, if the sandbox ends. */
function seenAdoptions({ processes: { list }, adopted }: ProcessMoment): ProcessMoment["adopted"] {
  const parents = new Map(list.map(({ pid, ppid }) => [pid, ppid]));
  return new Map([...adopted].filter(([pid, { to }]) => parents.get(pid) === to));
}

function interest({ processes: { list }, adopted }: ProcessMoment): number {
  const boxes = count(itemsOf(list, new Folds()));
  return (
    2 * Math.min(zombiesMax, zombies(list)) +
    Math.min(adoptedMax, adopted.size) +
    Math.min(10, list.length) / 10 -
    Math.max(0, boxes - boxesMax)
  );
}

function count(items: readonly Item[]): number {
  return items.reduce((sum, item) => sum + 1 + (isFold(item) ? 0 : count(item.children)), 0);
}

function zombies(list: readonly Process[]): number {
  return list.filter(({ state }) => state === "Z").length;
}

function wordsOf(list: readonly Process[], { poster, nobody }: PosterWords): string {
  const init = list.find(({ pid }) => pid === 1)?.command ?? nobody;
  return poster(list.length, init, zombies(list));
}
