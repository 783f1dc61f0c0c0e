import { expect, test } from "vitest";
import { describeEnd } from "../../../../src/server/sandbox/oci/end.ts";

test.each([
  ["a code", { code: 3 }, 0, "exited", /exited with code 3/],
  ["a signal", { signal: "SIGTERM" }, 0, "exited", /killed by SIGTERM/],
  ["SIGKILL from outside", { signal: "SIGKILL" }, 0, "exited", /killed by SIGKILL/],
  ["SIGKILL for want of memory", { signal: "SIGKILL" }, 1, "out-of-memory", /memory/],
  ["an init whose child was killed for want of memory", { code: 137 }, 1, "out-of-memory", /memory/],
  ["a code, after a child was killed for want of memory", { code: 0 }, 2, "exited", /code 0/],
  ["nobody knows", null, 0, "failed", /nobody saw/],
])("%s", (_, exit, kills, reason, detail) => {
  expect(describeEnd(exit, kills)).toMatchObject({ reason, detail: expect.stringMatching(detail) });
});
