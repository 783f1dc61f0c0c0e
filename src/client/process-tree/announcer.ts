/** Says what happens to processes, in few words: what comes in a burst is counted, not listed. */
import type { ProcessEvent } from "../../protocol/processes.ts";
import { eventWords, type Names, reasonWords } from "./words.ts";

const gather_ms = 1_200;
const oneByOneMax = 2;

export class Announcer {
  readonly #say: (words: string) => void;
  readonly #names: Names;
  readonly #spokenZombies = new Set<number>();
  #waiting: ProcessEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(say: (words: string) => void, names: Names) {
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
    const words = announcement(events, this.#spokenZombies, this.#names);
    if (words !== "") this.#say(words);
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
  return [
    group(orphans, "were orphaned", names, adopters(orphans)),
    group(newZombies, "became zombies", names),
    group(reaped, "were reaped", names, reapers(reaped)),
  ]
    .flat()
    .join(". ");
}

function group(events: readonly ProcessEvent[], happened: string, names: Names, by = ""): string[] {
  if (events.length <= oneByOneMax) return events.map((event) => eventWords(event, names));
  return [`${events.length} processes ${happened}${by}`];
}

function adopters(events: readonly ProcessEvent[]): string {
  const orphans = events.filter((event) => event.kind === "orphaned");
  const [why, ...others] = new Set(orphans.map((event) => event.why));
  const reason = why && others.length === 0 ? `: ${reasonWords(why)}` : "";
  const adopter = theOne(
    orphans.map(({ to }) => to),
    ", adopted by PID ",
  );
  return adopter && adopter + reason;
}

function reapers(events: readonly ProcessEvent[]): string {
  return theOne(
    events.map((event) => (event.kind === "reaped" ? event.by : 0)),
    " by PID ",
  );
}

function theOne(pids: number[], words: string): string {
  const [first, ...others] = new Set(pids);
  return first === undefined || others.length > 0 ? "" : words + first;
}
