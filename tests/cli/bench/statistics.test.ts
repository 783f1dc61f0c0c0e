import { expect, test } from "vitest";
import { medianNoise, quantile } from "../../../src/cli/bench/statistics.ts";

test("the median is a value that was measured", () => {
  expect(quantile([3, 1, 2], 0.5)).toBe(2);
  expect(quantile([], 0.5)).toBeNaN();
});

test("the noise of a median shrinks with the number of values and grows with their spread", () => {
  const spread = (count: number, width: number) => Array.from({ length: count }, (_, at) => (at / count) * width);
  expect(medianNoise(spread(100, 10))).toBeCloseTo(1.57 * 0.5, 2);
  expect(medianNoise(spread(400, 10))).toBeCloseTo(medianNoise(spread(100, 10)) / 2, 2);
  expect(medianNoise(spread(100, 20))).toBeCloseTo(medianNoise(spread(100, 10)) * 2, 2);
  expect(medianNoise([5, 5, 5])).toBe(0);
});
