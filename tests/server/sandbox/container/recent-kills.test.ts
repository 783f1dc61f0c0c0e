import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RecentKills } from "../../../../src/server/sandbox/container/recent-kills.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched() {
  const state = { count: 0, fails: false, told: 0 };
  const count = async () => {
    if (state.fails) throw new Error("EMFILE");
    return state.count;
  };
  const kills = new RecentKills(count, () => state.told++, 1000);
  return { state, kills };
}

test.each([
  ["at once", 0, true],
  ["a moment before", 500, true],
  ["long before", 2100, false],
])("a kill %s", async (_, msBefore, recent) => {
  const { state, kills } = watched();
  await vi.advanceTimersByTimeAsync(5200);
  state.count = 1;
  await vi.advanceTimersByTimeAsync(msBefore);
  expect(await kills.stop()).toBe(recent);
});

test("a kill right before a look still counts after it", async () => {
  const { state, kills } = watched();
  await vi.advanceTimersByTimeAsync(999);
  state.count = 1;
  await vi.advanceTimersByTimeAsync(2);
  expect(await kills.stop()).toBe(true);
});

test("one of many kills is as good as the first", async () => {
  const { state, kills } = watched();
  state.count = 3;
  await vi.advanceTimersByTimeAsync(3000);
  state.count = 4;
  expect(await kills.stop()).toBe(true);
});

test("each look that finds more is told", async () => {
  const { state, kills } = watched();
  state.count = 2;
  await vi.advanceTimersByTimeAsync(3000);
  expect(state.told).toBe(1);
  state.count = 3;
  await vi.advanceTimersByTimeAsync(1000);
  expect(state.told).toBe(2);
  await kills.stop();
});

test("none, and looks that fail", async () => {
  const { state, kills } = watched();
  state.fails = true;
  await vi.advanceTimersByTimeAsync(3000);
  expect(await kills.stop()).toBe(false);
  expect(vi.getTimerCount()).toBe(0);
});
