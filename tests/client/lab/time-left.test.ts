import { expect, test } from "vitest";
import { clock } from "../../../src/client/lab/time-left.ts";

test.each([
  [0, "0:00"],
  [-5_000, "0:00"],
  [1, "0:01"],
  [61_000, "1:01"],
  [30 * 60_000, "30:00"],
  [3_723_000, "1:02:03"],
])("%i ms are %s", (left, words) => {
  expect(clock(left)).toBe(words);
});
