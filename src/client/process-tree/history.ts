/** What is known of the processes of a sandbox: those of now, and enough of those before to name them. */
import {
  type Adoption,
  adoptionOf,
  type Process,
  type ProcessEvent,
  type Processes,
} from "../../protocol/processes.ts";
import type { Names } from "./words.ts";

const namesMax = 5_000;

export class ProcessHistory implements Names {
  #now: readonly Process[] = [];
  #parents = new Map<number, number>();
  #adoptions = new Map<number, Adoption>();
  readonly #commands = new Map<number, string>();
  /** Who took orphans in: PID 1, and whoever made itself a subreaper. */
  readonly #adopters = new Set<number>();

  get now(): readonly Process[] {
    return this.#now;
  }

  commandOf(pid: number): string | null {
    return this.#commands.get(pid) ?? null;
  }

  /** Null: it is with the parent that it was born to, as far as we know. */
  adoption(pid: number): Adoption | null {
    return this.#adoptions.get(pid) ?? null;
  }

  /**
   * Who would adopt the children of a process if it ended now: its nearest ancestor that was seen to adopt, else PID 1.
   * An ancestor that never had to adopt may be a subreaper all the same, which nobody can ask.
   * Null: it is PID 1 itself, or has none, or its kin is unknown.
   */
  adopterAfter(pid: number): number | null {
    if (pid === 1 || !this.#now.some((process) => process.ppid === pid)) return null;
    const seen = new Set<number>();
    for (let at = this.#parents.get(pid); at !== undefined && !seen.has(at); at = this.#parents.get(at)) {
      if (at === 1 || this.#adopters.has(at)) return at;
      seen.add(at);
    }
    return null;
  }

  /** @returns the PIDs that have another parent than a moment ago */
  update({ list }: Pick<Processes, "list">): ReadonlySet<number> {
    const adopted = new Set<number>();
    const parents = new Map<number, number>();
    for (const { pid, ppid, command, subreaper } of list) {
      const before = this.#parents.get(pid);
      if (subreaper) this.#adopters.add(pid);
      if (before !== undefined && before !== ppid) {
        adopted.add(pid);
        this.#adopters.add(ppid);
        // An event that came before says more.
        if (this.adoption(pid)?.to !== ppid)
          this.#adoptions.set(pid, { from: before, to: ppid, why: null, guessed: false });
      }
      parents.set(pid, ppid);
      this.#name(pid, command);
    }
    for (const pid of this.#parents.keys()) {
      if (parents.has(pid)) continue;
      this.#adoptions.delete(pid);
      this.#adopters.delete(pid);
    }
    this.#parents = parents;
    this.#now = list;
    return adopted;
  }

  /** Goes to another moment. Names stay: whoever had one then has the same now. */
  restore({ list }: Pick<Processes, "list">, adopted: ReadonlyMap<number, Adoption>): void {
    this.#parents = new Map(list.map(({ pid, ppid }) => [pid, ppid]));
    this.#adoptions = new Map(adopted);
    this.#adopters.clear();
    for (const { pid, subreaper } of list) if (subreaper) this.#adopters.add(pid);
    for (const { pid, command } of list) this.#name(pid, command);
    this.#now = list;
  }

  /** Events name what no snapshot saw, and say who an orphan's parent was even if it was never drawn there. */
  event(event: ProcessEvent): void {
    if (event.kind === "executed") this.#name(event.pid, event.command);
    if (event.kind === "orphaned") {
      this.#adopters.add(event.to);
      this.#adoptions.set(event.pid, adoptionOf(event, this.#adoptions.get(event.pid)));
    }
    if (event.kind === "reaped") this.#adoptions.delete(event.pid);
    if (event.kind === "forked" && !this.#parents.has(event.pid)) {
      this.#commands.delete(event.pid); // A PID used again is another process.
      this.#adoptions.delete(event.pid);
    }
  }

  #name(pid: number, command: string): void {
    if (command === "") return;
    // Taken out first, so that the oldest name is the first one and can be forgotten.
    this.#commands.delete(pid);
    this.#commands.set(pid, command);
    const oldest = this.#commands.keys().next().value;
    if (this.#commands.size > namesMax && oldest !== undefined) this.#commands.delete(oldest);
  }
}
