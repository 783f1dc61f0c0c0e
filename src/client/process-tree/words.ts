/** Processes and what happens to them, in words for a learner. */
import type { Exit, Process, ProcessEvent, ProcessState } from "../../protocol/processes.ts";
import type { Life } from "./lives.ts";

const states: Record<ProcessState, string> = {
  R: "running",
  S: "sleeping",
  D: "waiting in the kernel",
  T: "stopped",
  Z: "zombie",
  X: "dead",
};

/** How PID 1 and all others are called. */
export interface Names {
  /** The command of a process that lives or lived; null for one that was never seen. */
  commandOf(pid: number): string | null;
}

/** That a process is not with the parent that started it. */
export interface Adoption {
  /** Who that was; null if nobody saw it. */
  from: number | null;
}

export function stateWord(state: ProcessState): string {
  return states[state];
}

export function exitWords(exit: Exit): string {
  return "signal" in exit ? `ended by ${exit.signal}` : `exited with code ${exit.code}`;
}

/** What is to be said of one process beside its PID and name. */
export function processWords(process: Process, adoption: Adoption | null): string {
  const { ppid, state, exit } = process;
  const parts = [stateWord(state)];
  if (exit) parts.push(exitWords(exit));
  if (ppid > 0) parts.push(adoption ? `orphan adopted by ${ppid}` : `child of ${ppid}`);
  if (adoption?.from != null) parts.push(`its parent was ${adoption.from}`);
  return parts.join(", ");
}

/** An event as a sentence about its process, without the time: "43 sleep was reaped by PID 1". */
export function eventWords(event: ProcessEvent, names: Names): string {
  const who = named(event.pid, names);
  switch (event.kind) {
    case "forked":
      // Not "was started by": whoever looks from time to time may see it only after it was adopted.
      return `${who} appeared, child of ${parent(event.ppid)}`;
    case "executed":
      return `${event.pid} now runs ${event.command}`;
    case "exited":
      return event.exit ? `${who} ${exitWords(event.exit)}` : `${who} exited`;
    case "orphaned":
      return `${who} was orphaned, adopted by ${parent(event.to)}`;
    case "zombie":
      return event.exit ? `${who} became a zombie (${exitWords(event.exit)})` : `${who} became a zombie`;
    case "reaped":
      return event.ignored
        ? `${who} was reaped by the kernel, as ${parent(event.by)} ignores SIGCHLD`
        : `${who} was reaped by ${parent(event.by)}`;
    case "signalled":
      return `${who} got ${event.signal}${event.from === undefined ? "" : ` from ${parent(event.from)}`}`;
  }
}

/** A life from birth to reaping: "from 12:03:04, exited with code 0, a zombie for 2.5 s, reaped by PID 1". */
export function lifeWords({ born, exited, gone, exit, reaper, signals }: Life): string {
  const parts = [born === null ? "from before the first look" : `from ${clockWords(born)}`];
  for (const { signal, from } of signals) parts.push(`got ${signal}${from === null ? "" : ` from ${parent(from)}`}`);
  if (exit) parts.push(exitWords(exit));
  if (exited !== null) {
    parts.push(gone === null ? `a zombie since ${clockWords(exited)}` : `a zombie for ${spanWords(gone - exited)}`);
  }
  if (gone === null && exited === null) parts.push("it goes on");
  if (gone !== null && born !== null) parts.push(`gone after ${spanWords(gone - born)}`);
  if (reaper !== null) parts.push(`reaped by ${parent(reaper)}`);
  return parts.join(", ");
}

/** "2.5 s", "1 min 3 s". */
export function spanWords(span_ms: number): string {
  const seconds = Math.max(0, span_ms) / 1_000;
  if (seconds < 60) return `${seconds < 10 ? Number(seconds.toFixed(1)) : Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}

/** Instead of events that nobody saw. */
export const gapWords = "more happened here than could be seen";

/** Below a tree of which not every event is seen. */
export const sampledWords =
  "sampled: here the server looks at the processes up to 20 times a second, and what is shorter than that is not seen.";

/** "12:03:04", by the reader's clock. */
export function clockWords(at: number): string {
  return new Date(at).toLocaleTimeString("en-GB");
}

function named(pid: number, names: Names): string {
  const command = names.commandOf(pid);
  return command === null ? String(pid) : `${pid} ${command}`;
}

function parent(pid: number): string {
  return pid === 0 ? "a process outside" : `PID ${pid}`;
}
