/** Getting a line out without ever waiting, and the words that many lines share. */
import { describeError, EFBIG, EPIPE } from "./errors";
import { codeOf, endingSignal, NAMES, SIGPIPE, SIGRTMIN, SIGXFSZ } from "./signals";
import * as sys from "./sys";
import { BLANK, put, putNumber } from "./text";

export const STDOUT: i32 = 1;
const STDERR: i32 = 2;
export const NEWLINE: i32 = 10;

/** Begins a line for standard error. */
export function begin(text: string): void {
  sys.clear();
  put("pid-one: ");
  put(text);
}

/** Ends the line and writes it to standard error. */
export function end(): void {
  sys.put(NEWLINE);
  send(STDERR);
}

/**
 * Writes the buffer. What nobody takes is dropped: PID 1 must not block on a full pipe or a stopped terminal.
 * @returns how much was written, or an error
 */
export function send(fd: i32): i32 {
  let result = sys.writeNow(fd);
  // It fails on what does not know the flag, too: there poll(2) tells whether to write.
  if (result < 0 && result !== -EPIPE && sys.writable(fd) !== 0) result = sys.write(fd);
  // With these errors the kernel also sends us a signal, which is not for the command (write(2)).
  if (result === -EPIPE) sys.discard(SIGPIPE);
  if (result === -EFBIG) sys.discard(SIGXFSZ);
  return result;
}

/** How a process ended, by its status as wait(2) gives it. */
export function putEnd(status: i32): void {
  const signal = endingSignal(status);
  if (signal !== 0) {
    put("was killed by ");
    putSignal(signal);
  } else {
    put("exited with ");
    putNumber(codeOf(status));
  }
}

export function putError(error: i32): void {
  const words = describeError(error);
  if (words.length > 0) put(words);
  else {
    put("error ");
    putNumber(error);
  }
}

/** `SIGTERM`, `SIGRTMIN+3`, or `signal 32` for the two that belong to the C library. */
export function putSignal(signal: i32): void {
  if (signal >= SIGRTMIN) {
    put("SIGRTMIN+");
    putNumber(signal - SIGRTMIN);
  } else if (signal > 31) {
    put("signal ");
    putNumber(signal);
  } else {
    put("SIG");
    let number: i32 = 1;
    for (let at: i32 = 0; number <= signal; at++) {
      const letter: i32 = NAMES.charCodeAt(at);
      if (letter === BLANK) number++;
      else if (number === signal) sys.put(letter);
    }
  }
}

/** `SIGHUP as SIGINT`, or `SIGHUP` if no other one is sent. */
export function putRewritten(signal: i32, sent: i32): void {
  putSignal(signal);
  if (sent === 0 || sent === signal) return;
  put(" as ");
  putSignal(sent);
}
