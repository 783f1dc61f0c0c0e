/** `--grace`: what the command leaves behind when it was stopped gets a notice, and some time. */
import { ESRCH } from "./errors";
import { saySentToRest } from "./messages";
import { WAIT_AT_MOST } from "./next";
import { grace } from "./options";
import { reportRest } from "./report";
import { SIGINT, SIGKILL, SIGQUIT, SIGTERM } from "./signals";
import * as sys from "./sys";

/** What `awaitRest` returns if nothing is left, or has been killed. */
export const GONE: i32 = -4;

/** So often we look whether all are gone: no signal tells of those whose parent is not ours. */
const LOOK_MS: i32 = 100;

/** Whether a signal was forwarded that asks the command to end. */
let stopping: bool = false;
/** To whom it goes, as kill(2) has it: all but us, or the group of a command that is gone. 0: the command still runs. */
let rest: i32 = 0;
let deadline: i32 = 0;

/** Forgets what was before. */
export function resetGrace(): void {
  stopping = false;
  rest = 0;
}

/** A signal was forwarded. SIGTERM, SIGINT and SIGQUIT are how the world asks a program to end. */
export function noteForwarded(signal: i32): void {
  if (signal === SIGTERM || signal === SIGINT || signal === SIGQUIT) stopping = true;
}

/** Whether the command is gone and the rest has its time. */
export function inGrace(): bool {
  return rest !== 0;
}

/** The command has ended: sends SIGTERM to what it left. False if there is no time for that. */
export function beginGrace(child: i32): bool {
  if (!stopping || grace === 0) return false;
  rest = sys.ownPid() === 1 ? -1 : -child;
  deadline = (sys.milliseconds() + grace * 1000) | 0;
  sendToRest(SIGTERM);
  return true;
}

/** Sends a signal to all that is left, if anything is. */
export function sendToRest(signal: i32): void {
  if (sys.kill(rest, signal) === -ESRCH) return;
  saySentToRest(signal);
  reportRest(signal);
}

/** GONE, or what to do next (next.ts). When the time is up what is left is killed. */
export function awaitRest(): i32 {
  if (sys.kill(rest, 0) === -ESRCH) return GONE;
  const left = (deadline - sys.milliseconds()) | 0;
  if (left > 0) return WAIT_AT_MOST - (left < LOOK_MS ? left : LOOK_MS);
  sendToRest(SIGKILL);
  return GONE;
}
