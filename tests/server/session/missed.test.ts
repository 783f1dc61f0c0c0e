import { expect, test } from "vitest";
import type { ProcessEvent } from "../../../src/protocol/processes.ts";
import { Missed } from "../../../src/server/session/missed.ts";

const forked = (pid: number): ProcessEvent => ({ at: 0, pid, kind: "forked", ppid: 1 });
const list = { at: 0, pids: { current: 1, max: null }, list: [] };

test("all that came is told once, and nothing is said to be missing", () => {
  const missed = new Missed();
  for (let pid = 1; pid <= 1000; pid++) missed.event(forked(pid));
  missed.list(list);
  const { events, gap } = missed.take();
  expect(events.map(({ pid }) => pid)).toEqual(Array.from({ length: 1000 }, (_, at) => at + 1));
  expect(gap).toBe(false);
  expect(missed.take()).toEqual({ events: [], gap: false });
});

test("of more than can be kept the newest are told, and that some are missing", () => {
  const missed = new Missed();
  for (let pid = 1; pid <= 1001; pid++) missed.event(forked(pid));
  const { events, gap } = missed.take();
  expect(events).toHaveLength(1000);
  expect(events[0]?.pid).toBe(2);
  expect(gap).toBe(true);
  expect(missed.take().gap).toBe(false);
});

test("what nobody saw is said to be missing, also when a whole list came after it", () => {
  const missed = new Missed();
  missed.list({ ...list, gap: true });
  missed.list(list);
  expect(missed.take()).toEqual({ events: [], gap: true });
});
