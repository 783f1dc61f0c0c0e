/** The policy itself: start the command, pass signals on, reap, end as the command ended. */
import { becomeCommand } from "./command";
import { EAGAIN, EINTR, ESRCH } from "./errors";
import {
  sayCannotFork,
  sayCannotForward,
  sayCannotWait,
  sayExiting,
  sayForwarded,
  sayReaped,
  sayStarted,
} from "./messages";
import { POLL, REAP, WAIT } from "./next";
import { first, parseOptions } from "./options";
import { exitCode, SIGCHLD } from "./signals";
import * as sys from "./sys";
import { giveTerminalBack, prepareTerminal } from "./terminal";

/** Exit code when we, not the command, failed. tini's. */
const FAILED: i32 = 1;

/** So many children are reaped at most before we look for signals, else a stream of orphans could hold up a SIGTERM. */
const BATCH: i32 = 128;

/** The command's process. */
let child: i32 = 0;
/** How many orphans were reaped since we last looked for signals. */
let batch: i32 = 0;

/** Reads the options and starts the command. Call it once, first; it sets all state anew. */
export function start(): i32 {
  child = 0;
  batch = 0;
  const code = parseOptions();
  if (code >= 0) return code;

  prepareTerminal();
  // From here on signals wait for us until we ask for them. A blocked signal is kept even if its action is to ignore
  // it, and even for PID 1, which the kernel else spares every signal that it has no handler for (signal(7), kill(2)).
  sys.blockSignals(true);
  // Whoever started us may have ignored SIGCHLD; then the kernel would reap the child and its status were lost (wait(2)).
  sys.setAction(SIGCHLD, false);

  const pid = sys.fork();
  if (pid === 0) return becomeCommand(first);
  if (pid < 0) {
    sayCannotFork(-pid);
    return finish(FAILED);
  }
  child = pid;
  sayStarted(first, pid);
  // Not WAIT: a child of the program that we replaced may have ended before we blocked SIGCHLD.
  return REAP;
}

/** A signal (1-64) came, or -EAGAIN (none is there), or another error of the wait. */
export function onSignal(signal: i32): i32 {
  if (signal < 0) {
    if (signal === -EAGAIN || signal === -EINTR) return REAP;
    sayCannotWait(-signal);
    return finish(FAILED);
  }
  if (signal !== SIGCHLD) forward(signal);
  // Also after another signal: the kernel hands out the lowest number first, so a flood of SIGHUP would hide SIGCHLD.
  return REAP;
}

/** A child ended: its process ID and its status as wait(2) gives it. 0: none has. Negative: an error (no child at all). */
export function onExit(pid: i32, status: i32): i32 {
  if (pid === 0) {
    batch = 0;
    return WAIT;
  }
  if (pid < 0) {
    sayCannotWait(-pid);
    return finish(FAILED);
  }
  if (pid === child) {
    const code = exitCode(status);
    sayExiting(code, pid, status);
    return finish(code);
  }
  sayReaped(pid, status);
  batch++;
  if (batch < BATCH) return REAP;
  batch = 0;
  return POLL;
}

/** The child is not reaped before we end, so its process ID cannot have been given to another process. */
function forward(signal: i32): void {
  const result = sys.kill(child, signal);
  if (result === 0) sayForwarded(signal, child);
  else if (result !== -ESRCH) sayCannotForward(signal, child, -result);
}

function finish(code: i32): i32 {
  giveTerminalBack(child);
  return code;
}
