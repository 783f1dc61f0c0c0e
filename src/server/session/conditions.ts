/** Whether what happened is what a lab's file asks for. */
import { constants } from "node:os";
import type { Condition } from "../../course/task-file.ts";
import type { ProcessEvent, Processes } from "../../protocol/processes.ts";
import type { SandboxEnd } from "../sandbox/sandbox.ts";

interface Known {
  name: string;
  /** The name of its parent before it was orphaned. */
  parent: string;
}

/** Names of processes and of their parents, also of those that are gone when somebody asks. */
export class ProcessFamily {
  readonly #known = new Map<number, Known>();

  know({ list }: Processes): void {
    const names = new Map(list.map(({ pid, command }) => [pid, command]));
    for (const pid of this.#known.keys()) if (!names.has(pid)) this.#known.delete(pid);
    for (const { pid, ppid, command } of list) {
      const parent = this.#known.get(pid)?.parent ?? names.get(ppid) ?? "";
      this.#known.set(pid, { name: command, parent });
    }
  }

  see(event: ProcessEvent): void {
    const { pid, kind } = event;
    const known = this.#known.get(pid);
    if (kind === "forked") {
      // A child runs its parent's program until it is told otherwise.
      const name = this.#known.get(event.ppid)?.name ?? "";
      this.#known.set(pid, { name, parent: name });
    } else if (kind === "executed") this.#known.set(pid, { name: event.command, parent: known?.parent ?? "" });
    else if (kind === "reaped") this.#known.delete(pid);
  }

  /** All that the condition says of an event is so. Ask before `see`: who is reaped is known until then. */
  meets(event: ProcessEvent, { event: kind, name, parent, to, by, orphan }: Condition): boolean {
    if (event.kind !== kind) return false;
    const known = this.#known.get(event.pid);
    const is = (wanted: unknown, found: unknown) => wanted === undefined || wanted === found;
    return (
      is(name, event.kind === "executed" ? event.command : known?.name) &&
      is(parent, event.kind === "forked" ? this.#known.get(event.ppid)?.name : known?.parent) &&
      is(to, event.kind === "orphaned" ? event.to : undefined) &&
      is(by, event.kind === "reaped" ? event.by : undefined) &&
      is(orphan, event.kind === "reaped" ? event.orphan : undefined)
    );
  }
}

/** @param stoppedSeconds since a stop was asked for; null: nobody asked for one */
export function endsAs(
  { exit }: SandboxEnd,
  stoppedSeconds: number | null,
  { code, seconds_min, seconds_max }: NonNullable<Condition["ending"]>,
): boolean {
  if (code !== undefined && (exit === undefined || codeOf(exit) !== code)) return false;
  if (seconds_min === undefined && seconds_max === undefined) return true;
  return stoppedSeconds !== null && stoppedSeconds >= (seconds_min ?? 0) && stoppedSeconds <= (seconds_max ?? 60);
}

/** As shells and engines tell it. */
function codeOf(exit: NonNullable<SandboxEnd["exit"]>): number {
  if ("code" in exit) return exit.code;
  const numbers: Record<string, number> = constants.signals;
  return 128 + (numbers[exit.signal] ?? 0);
}
