import { expect, test } from "vitest";
import { backOff_ms } from "../../../src/client/sandbox/back-off.ts";

test.each([
  [0, 0, 250],
  [0, 1, 500],
  [1, 1, 1_000],
  [3, 1, 4_000],
  [10, 1, 15_000],
  [10_000, 0, 7_500],
])("attempt %i with chance %f waits %i ms", (attempt, chance, expected) => {
  expect(backOff_ms(attempt, chance)).toBe(expected);
});
