/** Bytes in and out: arguments, environment, and the one buffer that holds a path or a line. */
import * as sys from "./sys";

export const BLANK: i32 = 32;
export const QUOTE: i32 = 34;
export const BACKSLASH: i32 = 92;
export const PLUS: i32 = 43;
export const COLON: i32 = 58;
export const EQUALS: i32 = 61;
export const MINUS: i32 = 45;
export const SLASH: i32 = 47;
export const QUESTION_MARK: i32 = 63;
const DIGIT_0: i32 = 48;

/** How much of an argument a message shows, in bytes. */
export const SHOWN_MAX: i32 = 100;

/** Adds text (ASCII) to the buffer. In the binary a unit of it may hold two letters (packed-text.mjs). */
export function put(text: string): void {
  for (let at: i32 = 0; at < text.length; at++) {
    const unit: i32 = text.charCodeAt(at);
    sys.put(unit & 0xff);
    if (unit > 0xff) sys.put(unit >> 8);
  }
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

/** What `byteOf` takes for an entry of the environment: arguments are 0 and greater, so these are less. */
export function asText(entry: i32): i32 {
  return -1 - entry;
}

/** One byte of an argument or of an entry of the environment (`asText`); 0 at its end; -1 if it is not there. */
export function byteOf(text: i32, at: i32): i32 {
  return text < 0 ? sys.envByte(asText(text), at) : sys.argByte(text, at);
}

/** Adds an argument (or `asText`) for a person to read: its start, and nothing that a terminal would obey. */
export function putShown(text: i32): void {
  let at: i32 = 0;
  for (let byte = byteOf(text, 0); byte > 0 && at < SHOWN_MAX; byte = byteOf(text, at)) {
    sys.put(byte < BLANK || byte === 127 ? QUESTION_MARK : byte);
    at++;
  }
  if (at === SHOWN_MAX) put("...");
}

/** Whether an argument begins with this text. */
export function startsWith(index: i32, text: string): bool {
  for (let at: i32 = 0; at < text.length; at++) {
    if (sys.argByte(index, at) !== text.charCodeAt(at)) return false;
  }
  return true;
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

/** The entry of the environment that sets the name made of both parts, or -1. */
export function findEnvironment(start: string, rest: string): i32 {
  for (let entry: i32 = 0; sys.envByte(entry, 0) >= 0; entry++) {
    // If the start does not match, the rest cannot bring it to the full length.
    const at = matching(entry, matching(entry, 0, start), rest);
    if (at === start.length + rest.length && sys.envByte(entry, at) === EQUALS) return entry;
  }
  return -1;
}

/** How far an entry of the environment goes on with this text: the place of the first byte that does not match. */
function matching(entry: i32, from: i32, text: string): i32 {
  let at: i32 = 0;
  while (at < text.length && sys.envByte(entry, from + at) === text.charCodeAt(at)) at++;
  return from + at;
}
