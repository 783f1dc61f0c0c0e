/** Whether what happened is what a lab's file asks for. */
import { constants } from "node:os";
import type { Condition } from "../../course/task-file.ts";
import type { ProcessEvent, Processes } from "../../protocol/processes.ts";
import type { SandboxEnd } from "../sandbox/sandbox.ts";

interface Known {
  name: string;
  /** The name of the parent that it was born to. */
  parent: string;
  /** The name of the one that it has now. */
  parentNow: string;
}

/** Names of processes and of their parents, also of those that are gone when somebody asks. */
export class ProcessFamily {
  readonly #known = new Map<number, Known>();

  know({ list }: Processes): void {
    const names = new Map(list.map(({ pid, command }) => [pid, command]));
    for (const pid of this.#known.keys()) if (!names.has(pid)) this.#known.delete(pid);
    for (const { pid, ppid, command } of list) {
      const parentNow = names.get(ppid) ?? "";
      const parent = this.#known.get(pid)?.parent ?? parentNow;
      this.#known.set(pid, { name: command, parent, parentNow });
    }
  }

  see(event: ProcessEvent): void {
    const { pid, kind } = event;
    const known = this.#known.get(pid);
    if (kind === "forked") {
      // A child runs its parent's program until it is told otherwise.
      const name = this.#known.get(event.ppid)?.name ?? "";
      this.#known.set(pid, { name, parent: name, parentNow: name });
    } else if (kind === "executed") this.#known.set(pid, { parent: "", parentNow: "", ...known, name: event.command });
    else if (kind === "orphaned" && known) known.parentNow = this.#known.get(event.to)?.name ?? "";
    else if (kind === "reaped") this.#known.delete(pid);
  }

  /** All that the condition says of an event is so. Ask before `see`: who is reaped is known until then. */
  meets(event: ProcessEvent, { event: kind, name, parent, from, to, by, orphan }: Condition): boolean {
    if (event.kind !== kind) return false;
    const known = this.#known.get(event.pid);
    const is = (wanted: unknown, ...found: unknown[]) => wanted === undefined || found.includes(wanted);
    const nameOf = (pid: number) => this.#known.get(pid)?.name;
    return (
      is(name, event.kind === "executed" ? event.command : known?.name) &&
      is(parent, event.kind === "forked" ? nameOf(event.ppid) : known?.parent) &&
      // The parent is gone, and its name with it, but not from who was its child.
      is(from, ...(event.kind === "orphaned" ? [event.from, known?.parentNow] : [])) &&
      is(to, ...(event.kind === "orphaned" ? [event.to, nameOf(event.to)] : [])) &&
      is(by, ...(event.kind === "reaped" ? [event.by, nameOf(event.by)] : [])) &&
      is(orphan, event.kind === "reaped" ? event.orphan : undefined)
    );
  }
}

/** How long an end has taken, of which only bounds are known: the machine may have been busy. */
export interface StopTime {
  /** Since SIGTERM was sent. */
  seconds_least: number;
  /** Since a stop was asked for. */
  seconds_most: number;
}

/** In doubt for the learner. @param stop null: nobody asked for one */
export function endsAs(
  { exit }: SandboxEnd,
  stop: StopTime | null,
  { code, stopped, seconds_min, seconds_max }: NonNullable<Condition["ending"]>,
): boolean {
  if (code !== undefined && (exit === undefined || codeOf(exit) !== code)) return false;
  if (stopped !== undefined && stopped !== (stop !== null)) return false;
  if (seconds_min === undefined && seconds_max === undefined) return true;
  return stop !== null && stop.seconds_most >= (seconds_min ?? 0) && stop.seconds_least <= (seconds_max ?? 60);
}

/** As shells and engines tell it. */
function codeOf(exit: NonNullable<SandboxEnd["exit"]>): number {
  if ("code" in exit) return exit.code;
  const numbers: Record<string, number> = constants.signals;
  return 128 + (numbers[exit.signal] ?? 0);
}
