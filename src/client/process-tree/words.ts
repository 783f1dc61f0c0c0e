/** Processes and what happens to them, in words for a learner. */
import type { Adoption, Exit, Process, ProcessEvent } from "../../protocol/processes.ts";
import type { Life, Mark } from "../../recording/lives.ts";
import { words } from "../../words/page.ts";

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

export function exitWords(exit: Exit): string {
  const { endedBy, exitedWith } = words.tree;
  return "signal" in exit ? endedBy(exit.signal) : exitedWith(exit.code);
}

/** What is to be said of one process beside its PID and name. */
export function processWords(process: Process, adoption: Adoption | null): string {
  const { ppid, state, exit } = process;
  const { states, adoptedBy, childOf, inContainer, parentWas } = words.tree;
  const parts = [states[state]];
  const container = containerOf(process);
  if (container !== "") parts.push(inContainer(container));
  if (exit) parts.push(exitWords(exit));
  if (ppid > 0) parts.push(adoption ? adoptedBy(ppid, adoption.guessed) : childOf(ppid));
  if (adoption?.from != null) parts.push(parentWas(adoption.from));
  return parts.join(", ");
}

/** An event as a sentence about its process, without the time: "43 sleep was reaped by PID 1". */
export function eventWords(event: ProcessEvent, names: Names): string {
  const who = named(event.pid, names);
  const { events } = words.tree;
  switch (event.kind) {
    case "forked":
      return events.forked(who, event.ppid);
    case "executed":
      return events.executed(event.pid, event.command);
    case "exited":
      return events.exited(who, event.exit ? exitWords(event.exit) : null);
    case "zombie":
      return events.zombie(who, event.exit ? exitWords(event.exit) : null);
    case "reaped":
      return event.ignored ? events.ignored(who, event.by) : events.reaped(who, event.by, event.guessed ?? false);
    default:
      return `${who} ${markWords(event)}`;
  }
}

/** What happened to a process on its way, without who it is: "got SIGTERM from PID 7". */
export function markWords(mark: Mark): string {
  const { marks } = words.tree;
  switch (mark.kind) {
    case "signalled":
      return (
        marks.signalled(mark.signal, mark.kernel ? "kernel" : mark.from) + (mark.ignored ? marks.ignored(mark.pid) : "")
      );
    case "orphaned":
      return marks.orphaned(mark.to, mark.why, mark.guessed ?? false);
    case "session":
      return marks.session(mark.pid);
    case "uid":
      return marks.uid(mark.effective, mark.real);
    case "gid":
      return marks.gid(mark.effective, mark.real);
  }
}

/** The same in a word or two, for where it stands at its time. */
export function markLabel(mark: Mark): string {
  switch (mark.kind) {
    case "signalled":
      return mark.signal;
    case "orphaned":
      return words.tree.marks.toPid(mark.to);
    case "session":
      return words.tree.marks.sessionShort;
    default:
      return `${mark.kind} ${mark.effective}`;
  }
}

/** A life from birth to reaping: "from 12:03:04, exited with code 0, a zombie for 2.5 s, reaped by PID 1". */
export function lifeWords({ born, exited, gone, exit, reaper, marks }: Life): string {
  const { life } = words.tree;
  const parts = [born === null ? life.fromBefore : life.from(born)];
  if (marks.length > marksTold) parts.push(life.more(marks.length - marksTold));
  for (const mark of marks.slice(-marksTold)) parts.push(markWords(mark));
  if (exit) parts.push(exitWords(exit));
  if (exited !== null) parts.push(gone === null ? life.zombieSince(exited) : life.zombieFor(gone - exited));
  if (gone === null && exited === null) parts.push(life.goesOn);
  if (gone !== null && born !== null) parts.push(life.goneAfter(gone - born));
  if (reaper !== null) parts.push(life.reapedBy(reaper));
  return parts.join(", ");
}

function named(pid: number, names: Names): string {
  const command = names.commandOf(pid);
  return command === null ? String(pid) : `${pid} ${command}`;
}
