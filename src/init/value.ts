/** The value of an option, or of an entry of the environment, read from left to right. */
import { LAST_SIGNAL, NAMES, SIGRTMIN } from "./signals";
import { BLANK, byteOf, PLUS } from "./text";

const DIGIT_0: i32 = 48;
const LETTER_A: i32 = 97;
const TO_CAPITAL: i32 = -32;

/** What is read (text.ts has it as `byteOf`), and how far we are. */
let text: i32 = 0;
let at: i32 = 0;

/** Begins to read an argument (or `asText`) at a place in it. */
export function readFrom(source: i32, start: i32): void {
  text = source;
  at = start;
}

/** Whether all is read. */
export function atEnd(): bool {
  return byteOf(text, at) <= 0;
}

/** Reads this byte, if it is the next. */
export function take(byte: i32): bool {
  if (byteOf(text, at) !== byte) return false;
  at++;
  return true;
}

/** Reads a whole number; -1 if there is none, or one greater than `max`. */
export function takeNumber(max: i32): i32 {
  let value: i32 = -1;
  for (let digit = nextDigit(); digit >= 0 && value <= max; digit = nextDigit()) {
    value = (value < 0 ? 0 : value * 10) + digit;
    at++;
  }
  return value > max ? -1 : value;
}

/** Reads a signal: `15`, `TERM`, `SIGTERM`, `RTMIN+3`, in small letters too. 0 is read as 0; -1 if it is no signal. */
export function takeSignal(): i32 {
  if (nextDigit() >= 0) return takeNumber(LAST_SIGNAL);
  takeWord("SIG", 0, 3);
  if (takeWord("RTMIN", 0, 5)) {
    if (!take(PLUS)) return SIGRTMIN;
    const more = takeNumber(LAST_SIGNAL - SIGRTMIN);
    return more < 0 ? more : SIGRTMIN + more;
  }
  let number: i32 = 1;
  let start: i32 = 0;
  for (let end: i32 = 0; end < NAMES.length; end++) {
    if (NAMES.charCodeAt(end) !== BLANK) continue;
    // No name begins with another one. What follows is for the caller to judge.
    if (takeWord(NAMES, start, end)) return number;
    number++;
    start = end + 1;
  }
  return -1;
}

function nextDigit(): i32 {
  const digit = byteOf(text, at) - DIGIT_0;
  return digit <= 9 ? digit : -1;
}

/** Reads a part of `words` (in capitals), if it comes next. */
function takeWord(words: string, start: i32, end: i32): bool {
  for (let offset: i32 = 0; offset < end - start; offset++) {
    let byte = byteOf(text, at + offset);
    // What is beyond the letters does not become one.
    if (byte >= LETTER_A) byte += TO_CAPITAL;
    if (byte !== words.charCodeAt(start + offset)) return false;
  }
  at += end - start;
  return true;
}
