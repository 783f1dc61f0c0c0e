import { expect, test } from "vitest";
import { between } from "../../../src/client/process-tree/motion.ts";

const begin = { x: 0, y: 0, opacity: 0, fromX: 0, fromY: 0 };
const end = { x: 100, y: 10, opacity: 1, fromX: 50, fromY: 5 };

test("begins at the beginning, is half way at half time, and ends exactly at the end", () => {
  expect(between(begin, end, 0)).toEqual(begin);
  expect(between(begin, end, 0.5)).toEqual({ x: 50, y: 5, opacity: 0.5, fromX: 25, fromY: 2.5 });
  expect(between(begin, end, 1)).toEqual(end);
});
