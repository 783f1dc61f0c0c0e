/**
 * The happenings of a recording in segments. Each segment begins with the whole picture of its moment, so that any moment
 * is reached from the beginning of its segment, and a segment can be thinned or dropped without harm to those after it.
 */
import { type Adoption, adoptionOf, type Processes } from "../protocol/processes.ts";
import { costOf, type Happening, textCost } from "./happenings.ts";
import { Lives } from "./lives.ts";
import { applyChange, nobody } from "./process-changes.ts";

/** What one terminal showed: written into an empty one of this size, `text` shows it again. */
export interface Screen {
  terminal: number;
  cols: number;
  rows: number;
  text: string;
}

export interface Segment {
  start_ms: number;
  processes: Processes;
  /** Of each process that is not with the parent that it was born to. */
  adopted: ReadonlyMap<number, Adoption>;
  /** All lives up to its beginning; of a thinned one, up to that of the one before. */
  lives: Lives;
  /** Of `cost`, what its lives take beside those of the segment before. */
  livesCost: number;
  /** Null: nobody has drawn it yet; the terminals are as the segment before leaves them. */
  screens: readonly Screen[] | null;
  happenings: Happening[];
  /** In bytes, about. */
  cost: number;
  /** What its terminals and processes did was too much to be kept; marks and tasks were. */
  isThin: boolean;
}

/** A segment is full when it holds so much: as much as a terminal draws in a few hundredths of a second. */
const segmentCostMax = 192 * 1024;
const segment_ms_max = 60_000;
/** A segment that costs less gains nothing by being thinned. */
const worthThinning = 8 * 1024;

export class Track {
  readonly segments: Segment[] = [];
  readonly #costMax: number;
  readonly #screens: () => readonly Screen[] | null;
  #processes = nobody;
  #adopted = new Map<number, Adoption>();
  readonly #lives = new Lives();
  #cost = 0;
  #end_ms = 0;

  /**
   * @param costMax the memory that it may take, in bytes
   * @param screens what the terminals show right now; null where there are none
   */
  constructor(costMax: number, screens: () => readonly Screen[] | null = () => null) {
    this.#costMax = costMax;
    this.#screens = screens;
  }

  get end_ms(): number {
    return this.#end_ms;
  }

  get cost(): number {
    return this.#cost;
  }

  get processes(): Processes {
    return this.#processes;
  }

  add(happening: Happening): void {
    const segment = this.segments.at(-1) ?? this.#open(0, null);
    segment.happenings.push(happening);
    const cost = costOf(happening);
    segment.cost += cost;
    this.#cost += cost;
    this.#end_ms = Math.max(this.#end_ms, happening.at_ms);
    this.#follow(happening);
    const isFull = segment.cost > segmentCostMax || happening.at_ms - segment.start_ms > segment_ms_max;
    if (!isFull) return;
    this.#open(happening.at_ms, this.#screens());
    while (this.#cost > this.#costMax && this.segments.length > 2) this.#shrink();
  }

  /** More of the same output: it is kept as one. */
  lengthen(last: Extract<Happening, { kind: "output" }>, text: string): void {
    const segment = this.segments.at(-1);
    if (!segment) return;
    const before = costOf(last);
    last.text += text;
    const cost = costOf(last) - before;
    segment.cost += cost;
    this.#cost += cost;
  }

  #open(start_ms: number, screens: readonly Screen[] | null): Segment {
    const lives = this.#lives.copy();
    const livesCost = lives.costBeside(this.segments.at(-1)?.lives);
    const cost =
      512 +
      livesCost +
      8 * this.#processes.list.length +
      32 * this.#adopted.size +
      (screens ?? []).reduce((sum, { text }) => sum + textCost(text), 0);
    const segment = {
      ...{ start_ms, screens, cost, happenings: [], isThin: false },
      ...{ processes: this.#processes, adopted: new Map(this.#adopted), lives, livesCost },
    };
    this.segments.push(segment);
    this.#cost += cost;
    return segment;
  }

  #follow(happening: Happening): void {
    followLives(this.#lives, happening);
    if (happening.kind === "processes") {
      const before = this.#processes;
      this.#processes = applyChange(before, happening.change);
      noteAdoptions(this.#adopted, before, this.#processes);
    } else if (happening.kind === "event" && happening.event.kind === "orphaned") {
      const { pid } = happening.event;
      this.#adopted.set(pid, adoptionOf(happening.event, this.#adopted.get(pid)));
    }
  }

  /** The fullest segment loses what it says of terminals and processes; when none is worth it, the oldest goes. */
  #shrink(): void {
    const old = this.segments.slice(0, -1);
    const fullest = old.reduce((most, segment) => (contentOf(segment) > contentOf(most) ? segment : most));
    const at = this.segments.indexOf(fullest);
    const next = this.segments[at + 1];
    if (contentOf(fullest) < worthThinning || !next?.screens) {
      this.#cost -= this.segments.shift()?.cost ?? 0;
      return;
    }
    const kept = fullest.happenings.filter(({ kind }) => kind === "mark" || kind === "task");
    const cost = fullest.cost - contentOf(fullest) + sum(kept);
    this.#cost -= fullest.cost - cost;
    const lives = this.segments[at - 1]?.lives ?? new Lives();
    Object.assign(fullest, { happenings: kept, cost, isThin: true, lives, livesCost: 0 });
  }
}

/** Adds those of `now` whose parent is not the one of `before`, and forgets those that are gone. */
export function noteAdoptions(adopted: Map<number, Adoption>, before: Processes, now: Processes): void {
  if (before.list === now.list) return;
  const parents = new Map(before.list.map(({ pid, ppid }) => [pid, ppid]));
  for (const { pid, ppid } of now.list) {
    const parent = parents.get(pid);
    // An event that came before says more.
    if (parent !== undefined && parent !== ppid && adopted.get(pid)?.to !== ppid)
      adopted.set(pid, { from: parent, to: ppid, why: null, guessed: false });
    parents.delete(pid);
  }
  for (const pid of parents.keys()) adopted.delete(pid);
}

/** Tells lives what happened to processes. */
export function followLives(lives: Lives, happening: Happening): void {
  if (happening.kind === "event") lives.event(happening.event);
  if (happening.kind !== "processes") return;
  const { at, all, set = [], gone = [] } = happening.change;
  if (all) lives.update({ at, list: set });
  else lives.change({ at, set, gone });
}

/** What thinning would free, in bytes. */
function contentOf(segment: Segment): number {
  return segment.isThin ? 0 : sum(segment.happenings) + segment.livesCost;
}

function sum(happenings: readonly Happening[]): number {
  return happenings.reduce((total, happening) => total + costOf(happening), 0);
}
