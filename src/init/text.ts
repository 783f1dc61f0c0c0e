/** Bytes in and out: arguments, environment, and the one buffer that holds a path or a line. */
import * as sys from "./sys";

export const COLON: i32 = 58;
export const EQUALS: i32 = 61;
export const MINUS: i32 = 45;
export const SLASH: i32 = 47;
const QUESTION_MARK: i32 = 63;
const DIGIT_0: i32 = 48;

/** How much of an argument a message shows, in bytes. */
const SHOWN_MAX: i32 = 100;

/** Adds text (ASCII) to the buffer. */
export function put(text: string): void {
  for (let at: i32 = 0; at < text.length; at++) sys.put(text.charCodeAt(at));
}

/** Adds a number in decimal, 0 or greater. */
export function putNumber(value: i32): void {
  if (value > 9) putNumber((value / 10) | 0);
  sys.put(DIGIT_0 + (value % 10));
}

/** Adds an argument as it is; false if the buffer cannot hold it. */
export function putArgument(index: i32): bool {
  let fits = true;
  let at: i32 = 0;
  for (let byte = sys.argByte(index, 0); byte > 0; byte = sys.argByte(index, at)) {
    fits = sys.put(byte) && fits;
    at++;
  }
  return fits;
}

/** Adds an argument for a person to read: its start, and nothing that a terminal would obey. */
export function putShown(index: i32): void {
  let at: i32 = 0;
  for (let byte = sys.argByte(index, 0); byte > 0 && at < SHOWN_MAX; byte = sys.argByte(index, at)) {
    sys.put(byte < 32 || byte === 127 ? QUESTION_MARK : byte);
    at++;
  }
  if (at === SHOWN_MAX) put("...");
}

/** Whether an argument is exactly this text. */
export function isArgument(index: i32, text: string): bool {
  for (let at: i32 = 0; at < text.length; at++) {
    if (sys.argByte(index, at) !== text.charCodeAt(at)) return false;
  }
  return sys.argByte(index, text.length) === 0;
}

/** Whether an argument is a path, not a name to search for. */
export function hasSlash(index: i32): bool {
  let at: i32 = 0;
  for (let byte = sys.argByte(index, 0); byte > 0; byte = sys.argByte(index, at)) {
    if (byte === SLASH) return true;
    at++;
  }
  return false;
}

/** The entry of the environment that sets a name, or -1. */
export function findEnvironment(name: string): i32 {
  for (let index: i32 = 0; sys.envByte(index, 0) >= 0; index++) {
    let at: i32 = 0;
    while (at < name.length && sys.envByte(index, at) === name.charCodeAt(at)) at++;
    if (at === name.length && sys.envByte(index, at) === EQUALS) return index;
  }
  return -1;
}
