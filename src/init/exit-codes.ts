/** Which code we end with. */
import { codeOf, endingSignal } from "./signals";

/** One bit for each code that `-e` turns into 0. */
const expected: StaticArray<i32> = [0, 0, 0, 0, 0, 0, 0, 0];

/** Forgets every `expectCode`. */
export function resetExpected(): void {
  for (let at: i32 = 0; at < 8; at++) expected[at] = 0;
}

/** `-e`: from now on this code (0-255) counts as success. */
export function expectCode(code: i32): void {
  expected[code >> 5] = (expected[code >> 5] as i32) | (1 << (code & 31));
}

/** The command's own code, or 128 + the signal that killed it; 0 for one that is expected. `status` is of wait(2). */
export function exitCode(status: i32): i32 {
  const signal = endingSignal(status);
  const code = signal === 0 ? codeOf(status) : 128 + signal;
  return ((expected[code >> 5] as i32) >> (code & 31)) & 1 ? 0 : code;
}
