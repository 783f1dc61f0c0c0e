import { expect, test } from "vitest";
import { connectionWords, endWords, initWords, queueWords } from "../../../src/client/lab/words.ts";
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

test.each([
  [{ place: 1, waitSeconds: 5 }, "You are next. It may take about a minute;"],
  [{ place: 2, waitSeconds: 61 }, "You are number 2 in the queue. It may take about 2 minutes;"],
  [{ place: 12, waitSeconds: 3600 }, "You are number 12 in the queue. It may take about 60 minutes;"],
])("a place in the queue, %j, is told in round figures", (place, words) => {
  expect(queueWords(place)).toContain(words);
});
