/** The lives of processes: from birth to reaping, with what is told of them on the way. Those of a PID used again are two. */
import type { Exit, Process, ProcessEvent, Processes } from "../protocol/processes.ts";

/** Times are the server's, in milliseconds since 1970. */
export interface Life {
  pid: number;
  command: string;
  /** Null: it was there when somebody first looked. */
  born: number | null;
  /** When it became a zombie; null: it is none, or nobody saw that it was one. */
  exited: number | null;
  /** When nothing of it was left; null: it is still there. */
  gone: number | null;
  exit: Exit | null;
  reaper: number | null;
  marks: Mark[];
}

/** What happens to a process on its way. */
export type Mark = Extract<ProcessEvent, { kind: (typeof markKinds)[number] }>;

const markKinds = ["signalled", "orphaned", "session", "uid", "gid"] as const;

/** So many that are over are remembered; all that go on are. */
const pastMax = 400;
const marksMax = 50;
/** In memory, about, in bytes. */
const cost = { life: 160, mark: 96, reference: 8 } as const;

export class Lives {
  readonly #living = new Map<number, Life>();
  #past: Life[] = [];
  #began: number | null = null;

  /** When the first was heard of; null before it. */
  get began(): number | null {
    return this.#began;
  }

  /** The same, which goes on alone. Lives that are over are shared. */
  copy(): Lives {
    const copy = new Lives();
    copy.#began = this.#began;
    copy.#past = this.#past.slice(-pastMax);
    for (const [pid, life] of this.#living) copy.#living.set(pid, { ...life, marks: [...life.marks] });
    return copy;
  }

  /** The memory that it takes beside an older copy, in bytes, about. */
  costBeside(older: Lives | undefined): number {
    const shared = new Set(older ? older.#past : []);
    const own = [...this.#living.values(), ...this.#past.filter((life) => !shared.has(life))];
    return own.reduce(
      (sum, { marks }) => sum + cost.life + cost.mark * marks.length,
      cost.reference * this.#past.length,
    );
  }

  /** In order of birth. */
  get all(): Life[] {
    return [...this.#past, ...this.#living.values()].sort(
      (a, b) => (a.born ?? 0) - (b.born ?? 0) || a.pid - b.pid || (a.gone ?? 0) - (b.gone ?? 0),
    );
  }

  /** The one that has this PID now. */
  of(pid: number): Life | null {
    return this.#living.get(pid) ?? null;
  }

  /** All processes of one moment. */
  update({ at, list }: Pick<Processes, "at" | "list">): void {
    const pids = new Set(list.map(({ pid }) => pid));
    this.change({ at, set: list, gone: [...this.#living.keys()].filter((pid) => !pids.has(pid)) });
  }

  /** Those that are new or not as they were, and those that are gone. */
  change({ at, set, gone }: { at: number; set: readonly Process[]; gone: readonly number[] }): void {
    for (const pid of gone) {
      const life = this.#living.get(pid);
      if (life) this.#end(life, at);
    }
    for (const process of set) this.#see(process, at);
    this.#began ??= at;
  }

  event(event: ProcessEvent): void {
    const { at, pid } = event;
    this.#began ??= at;
    if (event.kind === "forked") {
      const before = this.#living.get(pid);
      // A list may come before the event.
      if (before && (before.born === null || before.born >= at) && before.exited === null) before.born = at;
      else {
        if (before) this.#end(before, at);
        // Until it runs another program it is called as its parent is.
        this.#begin(pid, at).command = this.#living.get(event.ppid)?.command ?? "";
      }
      return;
    }
    const life = this.#living.get(pid) ?? (event.kind === "reaped" ? this.#reopened(pid) : null);
    if (!life) return;
    if (event.kind === "executed") life.command = event.command;
    if (event.kind === "exited" || event.kind === "zombie") life.exit = event.exit ?? life.exit;
    if (event.kind === "zombie") life.exited ??= at;
    if (isMark(event) && life.marks.length < marksMax) life.marks.push(event);
    if (event.kind !== "reaped") return;
    life.reaper = event.by;
    if (life.gone === null) this.#end(life, at);
  }

  #see({ pid, command, state, exit }: Process, at: number): void {
    const life = this.#living.get(pid) ?? this.#begin(pid, this.#began === null ? null : at);
    life.command = command;
    if (state === "Z") life.exited ??= at;
    if (exit) life.exit = exit;
  }

  #begin(pid: number, born: number | null): Life {
    const life: Life = {
      ...{ pid, command: "", born, exited: null, gone: null },
      ...{ exit: null, reaper: null, marks: [] },
    };
    this.#living.set(pid, life);
    return life;
  }

  #end(life: Life, at: number): void {
    life.gone = at;
    this.#living.delete(life.pid);
    this.#past.push(life);
    if (this.#past.length > 2 * pastMax) this.#past = this.#past.slice(-pastMax);
  }

  /** A list may come before the event that says who reaped it. Copies keep what they know. */
  #reopened(pid: number): Life | null {
    const at = this.#past.findLastIndex((life) => life.pid === pid && life.reaper === null);
    const life = this.#past[at];
    if (!life) return null;
    const own = { ...life };
    this.#past[at] = own;
    return own;
  }
}

function isMark(event: ProcessEvent): event is Mark {
  return markKinds.some((kind) => kind === event.kind);
}
