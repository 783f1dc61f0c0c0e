import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { afterQuiet } from "../../../src/components/live-text/after-quiet.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a file that is emptied and then written is read once, when it is whole", async () => {
  let text = "old";
  const read: string[] = [];
  const changed = afterQuiet(async () => {
    read.push(text);
  });
  text = "";
  changed();
  await vi.advanceTimersByTimeAsync(30);
  text = "new";
  changed();
  await vi.runAllTimersAsync();
  expect(read).toEqual(["new"]);
});

test("what is asked for while it is being done is done again after it, never beside it", async () => {
  let running = 0;
  let most = 0;
  let done = 0;
  const changed = afterQuiet(async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 500));
    running -= 1;
    done += 1;
  });
  changed();
  await vi.advanceTimersByTimeAsync(200);
  changed();
  changed();
  await vi.runAllTimersAsync();
  expect({ most, done }).toEqual({ most: 1, done: 2 });
});
