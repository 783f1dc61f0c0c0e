/** `--report FD`: a line of JSON for each thing that we do. A line that does not fit is counted, not waited for. */
import { codeOf, endingSignal } from "./signals";
import * as sys from "./sys";
import { BACKSLASH, BLANK, put, putNumber, QUESTION_MARK, QUOTE, SHOWN_MAX } from "./text";
import { putSignal, send } from "./write";

const NOWHERE: i32 = -1;

/** Where the lines go. */
let descriptor: i32 = NOWHERE;
/** How many were dropped since the last that was written. */
let dropped: i32 = 0;
/** When we started, by the clock of sys.ts. */
let started: i32 = 0;

/** From now on lines go to this descriptor; -1: there are none. */
export function reportTo(fd: i32): void {
  descriptor = fd;
  dropped = 0;
  if (fd !== NOWHERE) started = sys.milliseconds();
}

/** In the child: the command shall not hold the report open, unless it is one of its standard descriptors. */
export function closeReport(): void {
  if (descriptor > 2) sys.close(descriptor);
}

/** The command runs: argument `first` names it. */
export function reportStarted(first: i32, pid: i32): void {
  if (!begin("started")) return;
  putField(',"pid":', pid);
  put(',"command":"');
  let at: i32 = 0;
  for (let byte = sys.argByte(first, 0); byte > 0 && at < SHOWN_MAX; byte = sys.argByte(first, at)) {
    if (byte === QUOTE || byte === BACKSLASH) sys.put(BACKSLASH);
    sys.put(byte < BLANK || byte > 126 ? QUESTION_MARK : byte);
    at++;
  }
  sys.put(QUOTE);
  end();
}

/** A signal came and another one, perhaps the same, was sent on; to a process, or to the group that it leads. */
export function reportForwarded(signal: i32, sent: i32, pid: i32, toGroup: bool): void {
  if (!begin("forwarded")) return;
  putSignalField(',"signal":"', signal);
  if (sent !== signal) putSignalField(',"as":"', sent);
  if (toGroup) putField(',"group":', pid);
  else putField(',"pid":', pid);
  end();
}

/** An orphan that had become ours is gone. */
export function reportReaped(pid: i32, status: i32): void {
  if (begin("adopted-and-reaped")) endWith(pid, status);
}

/** The command ended. */
export function reportChildExited(pid: i32, status: i32): void {
  if (begin("child-exited")) endWith(pid, status);
}

/** `--grace`: all that the command left got a signal. */
export function reportRest(signal: i32): void {
  if (!begin("sent-to-rest")) return;
  putSignalField(',"signal":"', signal);
  end();
}

/** We end now. */
export function reportExiting(code: i32): void {
  if (!begin("exiting")) return;
  putField(',"code":', code);
  end();
  sendDropped();
}

/** False if nobody wants the line. */
function begin(event: string): bool {
  if (descriptor === NOWHERE) return false;
  sendDropped();
  beginLine(event);
  return true;
}

function beginLine(event: string): void {
  sys.clear();
  put('{"event":"');
  put(event);
  sys.put(QUOTE);
  putField(',"at_ms":', (sys.milliseconds() - started) & 0x7fffffff);
}

/** Lines are missed where they are missing: none is written before the number of those that were dropped. */
function sendDropped(): void {
  if (dropped === 0) return;
  beginLine("dropped");
  putField(',"lines":', dropped);
  put("}\n");
  if (send(descriptor) >= 0) dropped = 0;
}

function end(): void {
  put("}\n");
  if (dropped > 0 || send(descriptor) < 0) dropped++;
}

function endWith(pid: i32, status: i32): void {
  putField(',"pid":', pid);
  const signal = endingSignal(status);
  if (signal !== 0) putSignalField(',"signal":"', signal);
  else putField(',"code":', codeOf(status));
  end();
}

function putField(start: string, value: i32): void {
  put(start);
  putNumber(value);
}

function putSignalField(start: string, signal: i32): void {
  put(start);
  putSignal(signal);
  sys.put(QUOTE);
}
