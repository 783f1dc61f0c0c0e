/** The policy itself: start the command, pass signals on, reap, end as the command ended. */
import { becomeCommand } from "./command";
import { EAGAIN, EINTR } from "./errors";
import { exitCode } from "./exit-codes";
import { explain } from "./explain";
import { forward, forwardToRest } from "./forward";
import { awaitRest, beginGrace, GONE, inGrace, resetGrace } from "./grace";
import { beginKernelReap, endKernelReap, kernelReaps } from "./kernel-reap";
import { sayCannot, sayExiting, sayNothingToReap, sayReaped, sayReceived, sayStarted } from "./messages";
import { POLL, REAP, WAIT, WATCH } from "./next";
import { explaining, first, parseOptions } from "./options";
import { becomeParent } from "./parents";
import { reportChildExited, reportExiting, reportReaped, reportStarted } from "./report";
import { SIGCHLD } from "./signals";
import * as sys from "./sys";
import { giveTerminalBack, prepareTerminal } from "./terminal";

/** Exit code when we, not the command, failed. tini's. */
const FAILED: i32 = 1;

const WAITING = "wait for the command";

/** So many children are reaped at most before we look for signals, else a stream of orphans could hold up a SIGTERM. */
const BATCH: i32 = 128;

/** The command's process. */
let child: i32 = 0;
/** How many orphans were reaped since we last looked for signals. */
let batch: i32 = 0;
/** What to end with, once the command has ended. */
let code: i32 = 0;

/** Reads the options and starts the command. Call it once, first; it sets all state anew. */
export function start(): i32 {
  child = 0;
  batch = 0;
  resetGrace();
  code = parseOptions();
  if (code >= 0) return code;

  if (explaining) {
    explain();
    return 0;
  }
  if (!becomeParent()) return FAILED;

  prepareTerminal();
  // From here on signals wait for us until we ask for them. A blocked signal is kept even if its action is to ignore
  // it, and even for PID 1, which the kernel else spares every signal that it has no handler for (signal(7), kill(2)).
  sys.blockSignals(true);
  // Whoever started us may have ignored SIGCHLD; then the kernel would reap the child and its status were lost (wait(2)).
  sys.setAction(SIGCHLD, false);

  const pid = sys.fork();
  if (pid === 0) return becomeCommand(first);
  if (pid < 0) {
    sayCannot("start a process", -pid);
    return finish(FAILED);
  }
  child = pid;
  sayStarted(first, pid);
  reportStarted(first, pid);
  beginKernelReap(pid);
  // Not WAIT: a child of the program that we replaced may have ended before we blocked SIGCHLD.
  return REAP;
}

/** A signal (1-64) came, or -EAGAIN (none is there), or another error of the wait. */
export function onSignal(signal: i32): i32 {
  if (signal < 0) {
    if (signal === -EAGAIN || signal === -EINTR) return REAP;
    sayCannot(WAITING, -signal);
    return finish(FAILED);
  }
  sayReceived(signal);
  if (signal !== SIGCHLD) {
    if (inGrace()) forwardToRest(signal);
    else forward(signal, child);
  }
  // Also after another signal: the kernel hands out the lowest number first, so a flood of SIGHUP would hide SIGCHLD.
  return REAP;
}

/** A child ended: its process ID and its status as wait(2) gives it. 0: none has. Negative: an error (no child at all). */
export function onExit(pid: i32, status: i32): i32 {
  if (pid <= 0) return onNothingToReap(-pid);
  if (pid === child && !inGrace()) return onCommandEnded(status);
  sayReaped(pid, status);
  reportReaped(pid, status);
  batch++;
  if (batch < BATCH) return REAP;
  batch = 0;
  return inGrace() ? endWithRest() : POLL;
}

/** The time of a WAIT_AT_MOST is up. */
export function onTimeout(): i32 {
  return REAP;
}

/** @param error 0: we have children, but none has ended; else we have none, or the wait failed */
function onNothingToReap(error: i32): i32 {
  batch = 0;
  if (error === 0) sayNothingToReap();
  if (inGrace()) return endWithRest();
  if (kernelReaps()) {
    const status = sys.exitStatus();
    if (status >= 0) return onCommandEnded(status);
    if (status !== -EAGAIN) error = -status;
    else if (error === 0) return WATCH;
  } else if (error === 0) return WAIT;
  sayCannot(WAITING, error);
  return finish(FAILED);
}

function onCommandEnded(status: i32): i32 {
  code = exitCode(status);
  sayExiting(code, child, status);
  reportChildExited(child, status);
  endKernelReap();
  return beginGrace(child) ? REAP : finish(code);
}

/** During the time of grace: ends, or says how to wait on. */
function endWithRest(): i32 {
  const next = awaitRest();
  return next === GONE ? finish(code) : next;
}

function finish(code: i32): i32 {
  reportExiting(code);
  giveTerminalBack(child);
  return code;
}
