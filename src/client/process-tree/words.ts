/** Processes and what happens to them, in words for a learner. */
import type { Adoption, AdoptionReason, Exit, Process, ProcessEvent, ProcessState } from "../../protocol/processes.ts";
import type { Life, Mark } from "./lives.ts";

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

/** So many of what happened on the way of a life are told, the last. */
const marksTold = 5;

/** Which of several containers it runs in; empty where there is one, and for what belongs to none of them. */
export function containerOf({ container }: Process): string {
  return container === "main" ? "" : container;
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
  const container = containerOf(process);
  if (container !== "") parts.push(`in the container ${container}`);
  if (exit) parts.push(exitWords(exit));
  const seems = adoption?.guessed ? ", it seems" : "";
  if (ppid > 0) parts.push(adoption ? `orphan adopted by ${ppid}${seems}` : `child of ${ppid}`);
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
      return `${who} ${adoptedWords(event)}`;
    case "zombie":
      return event.exit ? `${who} became a zombie (${exitWords(event.exit)})` : `${who} became a zombie`;
    case "reaped":
      return event.ignored
        ? `${who} was reaped by the kernel, as ${parent(event.by)} ignores SIGCHLD`
        : `${who} was reaped by ${parent(event.by)}${event.guessed ? ", it seems" : ""}`;
    case "session":
    case "uid":
    case "gid":
    case "signalled":
      return `${who} ${markWords(event)}`;
  }
}

/** What happened to a process on its way, without who it is: "got SIGTERM from PID 7". */
export function markWords(mark: Mark): string {
  switch (mark.kind) {
    case "signalled":
      return `got ${mark.signal}${mark.from === undefined ? "" : ` from ${parent(mark.from)}`}`;
    case "orphaned":
      return adoptedWords(mark);
    case "session":
      return `leads a session of its own, ${mark.pid}`;
    case "uid":
      return `runs as user ${idWords(mark)}`;
    case "gid":
      return `runs as group ${idWords(mark)}`;
  }
}

/** The same in a word or two, for where it stands at its time. */
export function markLabel(mark: Mark): string {
  switch (mark.kind) {
    case "signalled":
      return mark.signal;
    case "orphaned":
      return `to PID ${mark.to}`;
    case "session":
      return "session";
    default:
      return `${mark.kind} ${mark.effective}`;
  }
}

/** Why an orphan came to whom it did. */
export function reasonWords(why: AdoptionReason): string {
  return why === "init" ? "no ancestor that lives is a subreaper" : "the nearest ancestor that is a subreaper";
}

function adoptedWords({ to, why, guessed }: Extract<Mark, { kind: "orphaned" }>): string {
  const seems = guessed ? ", it seems" : "";
  return `was orphaned, adopted by ${parent(to)}${seems}${why ? `: ${reasonWords(why)}` : ""}`;
}

function idWords({ real, effective }: { real: number; effective: number }): string {
  return real === effective ? String(effective) : `${effective} (its real one is ${real})`;
}

/** A life from birth to reaping: "from 12:03:04, exited with code 0, a zombie for 2.5 s, reaped by PID 1". */
export function lifeWords({ born, exited, gone, exit, reaper, marks }: Life): string {
  const parts = [born === null ? "from before the first look" : `from ${clockWords(born)}`];
  if (marks.length > marksTold) parts.push(`${marks.length - marksTold} things more`);
  for (const mark of marks.slice(-marksTold)) parts.push(markWords(mark));
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
