import { expect, test } from "vitest";
import { exitOf } from "../../../../src/server/sandbox/docker/end.ts";

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
