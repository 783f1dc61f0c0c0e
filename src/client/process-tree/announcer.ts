/** Says what happens to processes, in few words: what comes in a burst is counted, not listed. */
import type { AdoptionReason, ProcessEvent } from "../../protocol/processes.ts";
import { words } from "../../words/page.ts";
import { eventWords, type Names } from "./words.ts";

const gather_ms = 1_200;
const oneByOneMax = 2;

export class Announcer {
  readonly #say: (text: string) => void;
  readonly #names: Names;
  readonly #spokenZombies = new Set<number>();
  #waiting: ProcessEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(say: (text: string) => void, names: Names) {
    this.#say = say;
    this.#names = names;
  }

  hear(event: ProcessEvent): void {
    this.#waiting.push(event);
    // Not pushed back by later events: in a steady stream something is said all the same.
    this.#timer ??= setTimeout(() => this.#speak(), gather_ms);
  }

  reset(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = [];
    this.#spokenZombies.clear();
  }

  #speak(): void {
    const events = this.#waiting;
    this.#timer = undefined;
    this.#waiting = [];
    const told = announcement(events, this.#spokenZombies, this.#names);
    if (told !== "") this.#say(told);
  }
}

/**
 * What is worth saying of these events. Births and the quiet end of a child whose parent waited for it are not: each
 * command that a shell runs does that.
 *
 * @param zombies whose becoming a zombie was said; kept up to date here
 */
export function announcement(events: readonly ProcessEvent[], zombies: Set<number>, names: Names): string {
  const reapedNow = new Set(events.filter(({ kind }) => kind === "reaped").map(({ pid }) => pid));
  const newZombies = events.filter((event) => event.kind === "zombie" && !reapedNow.has(event.pid));
  const orphans = events.filter(({ kind }) => kind === "orphaned");
  const reaped = events.filter((event) => event.kind === "reaped" && (event.orphan || zombies.has(event.pid)));
  for (const { pid } of newZombies) zombies.add(pid);
  for (const pid of reapedNow) zombies.delete(pid);
  const { many } = words.tree;
  return [
    group(orphans, names, (count) => many.orphaned(count, theOne(orphans.map(byWhom)), theReason(orphans))),
    group(newZombies, names, many.zombies),
    group(reaped, names, (count) => many.reaped(count, theOne(reaped.map(byWhom)))),
  ]
    .flat()
    .join(". ");
}

function group(events: readonly ProcessEvent[], names: Names, many: (count: number) => string): string[] {
  if (events.length <= oneByOneMax) return events.map((event) => eventWords(event, names));
  return [many(events.length)];
}

/** Who adopted or reaped. */
function byWhom(event: ProcessEvent): number {
  if (event.kind === "orphaned") return event.to;
  return event.kind === "reaped" ? event.by : 0;
}

/** Null: there is none, or more than one. */
function theOne<T>(all: readonly T[]): T | null {
  const [first, ...others] = new Set(all);
  return first === undefined || others.length > 0 ? null : first;
}

function theReason(events: readonly ProcessEvent[]): AdoptionReason | null {
  return theOne(events.map((event) => (event.kind === "orphaned" ? event.why : undefined))) ?? null;
}
