/** What we say while we run: lines on standard error, each begun by `pid-one: `. How many is for `-v` to say. */
import { ENOENT } from "./errors";
import * as sys from "./sys";
import { BLANK, hasSlash, put, putNumber, putShown } from "./text";
import { begin, end, putEnd, putError, putRewritten, putSignal } from "./write";

/** tini's levels: 0 is errors alone, 1 (the default) adds warnings, and each `-v` adds one. */
export const WARNINGS: i32 = 1;
const STEPS: i32 = 2;
const WAKE_UPS: i32 = 3;
const EVERYTHING: i32 = 4;

let verbosity: i32 = WARNINGS;
let warnsOfReaping: bool = false;

/** How much to say, and whether reaping an orphan is worth a warning (`-w`). */
export function setVerbosity(level: i32, warnOfReaping: bool): void {
  verbosity = level;
  warnsOfReaping = warnOfReaping;
}

/** `-v`: the command runs. */
export function sayStarted(first: i32, pid: i32): void {
  if (verbosity < STEPS) return;
  begin("started ");
  putShown(first);
  put(" as ");
  putNumber(pid);
  end();
}

/** `-v`: a signal went to the command, or to its group; perhaps another one than came. */
export function sayForwarded(signal: i32, sent: i32, pid: i32, toGroup: bool): void {
  if (verbosity < STEPS) return;
  if (sent === 0) begin("dropped ");
  else begin("forwarded ");
  putRewritten(signal, sent);
  if (sent !== 0) {
    put(" to ");
    if (toGroup) put("group ");
    putNumber(pid);
  }
  end();
}

/** `-v`, or a warning with `-w`: an orphan that had become ours is gone. */
export function sayReaped(pid: i32, status: i32): void {
  if (verbosity < STEPS && !(warnsOfReaping && verbosity >= WARNINGS)) return;
  begin("reaped ");
  putNumber(pid);
  put(", ");
  putEnd(status);
  end();
}

/** `-v`: all that the command left got a signal (`--grace`). */
export function saySentToRest(signal: i32): void {
  if (verbosity < STEPS) return;
  begin("sent ");
  putSignal(signal);
  put(" to all that is left");
  end();
}

/** `-v`: the command ended, and so do we, at once or after a time of grace. */
export function sayExiting(code: i32, pid: i32, status: i32): void {
  if (verbosity < STEPS) return;
  begin("exiting with ");
  putNumber(code);
  put(": ");
  putNumber(pid);
  sys.put(BLANK);
  putEnd(status);
  end();
}

/** `-vv`: what woke us. */
export function sayReceived(signal: i32): void {
  if (verbosity < WAKE_UPS) return;
  begin("received ");
  putSignal(signal);
  end();
}

/** `-vvv`: every child that had ended is reaped. */
export function sayNothingToReap(): void {
  if (verbosity < EVERYTHING) return;
  begin("no child to reap");
  end();
}

/** A warning: we are neither PID 1 nor a subreaper. */
export function sayNoOrphans(): void {
  if (verbosity < WARNINGS) return;
  begin("not PID 1, so no orphan comes here to be reaped: use -s, or set TINI_SUBREAPER, or run it as PID 1");
  end();
}

/** A warning: `--kernel-reap` does not work here. */
export function sayCannotKernelReap(): void {
  if (verbosity < WARNINGS) return;
  begin("--kernel-reap needs Linux 6.15 and two free descriptors: reaping orphans ourselves");
  end();
}

/** A warning: what the environment says makes no sense. `text` is as text.ts's `asText` has it. */
export function sayBadVerbosity(text: i32): void {
  begin("ignored '");
  putShown(text);
  put("' in the environment: set it to a whole number from 0 to 255");
  end();
}

export function sayCannotRun(first: i32, error: i32): void {
  begin("cannot run '");
  putShown(first);
  put("': ");
  if (error !== ENOENT) putError(error);
  else if (hasSlash(first)) put("it, or the interpreter that its first line names, is not there");
  else put("not found in any directory of PATH");
  end();
}

/** A system call failed that we cannot do without. */
export function sayCannot(what: string, error: i32): void {
  begin("cannot ");
  put(what);
  put(": ");
  putError(error);
  end();
}

export function sayCannotForward(signal: i32, pid: i32, error: i32): void {
  begin("cannot forward ");
  putSignal(signal);
  put(" to ");
  putNumber(pid);
  put(": ");
  putError(error);
  end();
}
