import { expect, test } from "vitest";
import { connectionWords, endWords, initWords } from "../../../src/client/lab/words.ts";
import { initSchema } from "../../../src/protocol/labs.ts";
import { endReasonSchema } from "../../../src/protocol/messages.ts";

test("every end has a reason and something to do next", () => {
  for (const reason of [...endReasonSchema.options, "lost" as const]) {
    expect(endWords[reason].title).toMatch(/^[A-Z].*[^.]$/);
    expect(endWords[reason].next).toMatch(/\.$/);
  }
});

test("every PID 1 has a name and a meaning", () => {
  for (const init of initSchema.options) expect(initWords[init].meaning).toMatch(/\.$/);
});

test("the state of the connection", () => {
  expect(connectionWords({ is: "waiting", retryAt: 3_500 }, 1_000)).toBe("Connection lost. Next attempt in 3 s.");
  expect(connectionWords({ is: "waiting", retryAt: 3_500 }, 4_000)).toBe("Connection lost. Next attempt now.");
});
