import { expect, test } from "vitest";
import { describeEnd } from "../../../../src/server/sandbox/container/end.ts";

test.each([
  ["a code", { code: 3 }, false, "exited", /exited with code 3/],
  ["a signal", { signal: "SIGTERM" }, false, "exited", /killed by SIGTERM/],
  ["SIGKILL from outside", { signal: "SIGKILL" }, false, "exited", /killed by SIGKILL/],
  ["SIGKILL for want of memory", { signal: "SIGKILL" }, true, "out-of-memory", /memory.*PID 1 was killed by SIGKILL/],
  [
    "an init whose child was killed for want of memory",
    { code: 137 },
    true,
    "out-of-memory",
    /memory.*PID 1 exited with code 137/,
  ],
  ["code 137 without", { code: 137 }, false, "exited", /code 137/],
  ["a code, after a child was killed for want of memory", { code: 0 }, true, "exited", /code 0/],
  ["nobody knows", null, false, "failed", /nobody saw/],
])("%s", (_, exit, memoryKill, reason, detail) => {
  expect(describeEnd(exit, memoryKill)).toMatchObject({ reason, detail: expect.stringMatching(detail) });
});
