import { expect, test } from "vitest";
import { tasksInWords } from "../../../src/client/lab/done-in-words.ts";

test.each([
  [0, 5, "5 tasks"],
  [0, 1, "1 task"],
  [2, 5, "2 of 5 tasks done"],
  [5, 5, "✓ 5 tasks, all done"],
  [1, 1, "✓ 1 task, done"],
])("%i of %i", (done, of, words) => {
  expect(tasksInWords(done, of)).toBe(words);
});
