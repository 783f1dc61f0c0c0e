import { expect, test } from "vitest";
import { sizeWords, spanWords } from "../../../src/client/replay/words.ts";

test.each([
  [604_800, "7 days"],
  [86_400, "1 day"],
  [5400, "90 minutes"],
  [61, "61 seconds"],
])("%i seconds are %s", (seconds, words) => {
  expect(spanWords(seconds)).toBe(words);
});

test.each([
  [2 * 1024 * 1024, "2.1 MB"],
  [2_000_001, "2.1 MB"],
  [2000, "2 kB"],
])("%i bytes are %s", (bytes, words) => {
  expect(sizeWords(bytes)).toBe(words);
});
