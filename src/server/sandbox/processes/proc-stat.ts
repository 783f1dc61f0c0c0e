/** Reads one line of /proc/PID/stat. Field numbers are those of proc_pid_stat(5), counted from 1. */
import type { Exit, ProcessState } from "../../../protocol/processes.ts";
import { decodeWaitStatus } from "./wait-status.ts";

export interface ProcStat {
  pid: number;
  comm: string;
  state: ProcessState;
  ppid: number;
  pgrp: number;
  session: number;
  /** Clock ticks since boot; with the PID it names a process for good. */
  startTime: number;
  /** Where its arguments are in its memory: another place after each exec. 0 for a zombie, or without the right to ptrace it. */
  argumentsAt: number;
  /** Only for a zombie; needs the right to ptrace it. */
  exit?: Exit;
}

/** null when the text is not such a line, which also happens when the process goes while it is read. */
export function parseProcStat(text: string): ProcStat | null {
  // The name may hold spaces and parentheses, so it ends at the last one.
  const open = text.indexOf("(");
  const close = text.lastIndexOf(")");
  if (open < 0 || close < open) return null;
  const fields = text.slice(close + 2).split(" ");
  const field = (number: number) => Number(fields[number - 3]);
  const pid = Number.parseInt(text, 10);
  const state = stateOf(fields[0]);
  const stat: ProcStat = {
    pid,
    comm: text.slice(open + 1, close),
    state,
    ppid: field(4),
    pgrp: field(5),
    session: field(6),
    startTime: field(22),
    argumentsAt: field(48),
  };
  if (![pid, stat.ppid, stat.pgrp, stat.session, stat.startTime, stat.argumentsAt].every(Number.isInteger)) return null;
  const status = field(52);
  if (state === "Z" && Number.isInteger(status)) stat.exit = decodeWaitStatus(status);
  return stat;
}

/** The kernel has a few more letters than a learner needs: t is a traced stop, I an idle kernel thread. */
export function stateOf(letter: string | undefined): ProcessState {
  switch (letter) {
    case "R":
    case "S":
    case "D":
    case "Z":
    case "X":
      return letter;
    case "T":
    case "t":
      return "T";
    case "x":
      return "X";
    default:
      return "D";
  }
}
