import { expect, test } from "vitest";
import { describeCode, exitOf } from "../../../../src/server/sandbox/docker/end.ts";

test.each([
  [0, false, { code: 0 }],
  [0, true, { code: 0 }],
  [137, true, { signal: "SIGKILL" }],
  // A shell says this of its child.
  [137, false, { code: 137 }],
  [143, true, { code: 143 }],
])("%i, killed: %o", (code, wasKilled, exit) => {
  expect(exitOf(code, wasKilled)).toEqual(exit);
});

test.each([
  [3, "exited with code 3"],
  [137, "exited with code 137, which is 128 + 9: SIGKILL"],
  [255, "exited with code 255"],
])("in words: %i", (code, words) => {
  expect(describeCode(code)).toBe(words);
});
