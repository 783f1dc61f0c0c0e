import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ProcessEvent } from "../../../src/protocol/processes.ts";
import { TaskBoard } from "../../../src/server/session/tasks.ts";

const tasks = [
  { id: "zombie", done: { event: "zombie" as const, for_ms: 500 } },
  { id: "adopted", done: { event: "orphaned" as const, to: 1 } },
  { id: "reaped", done: { event: "reaped" as const, by: 1, orphan: true, init: "pid-one" as const } },
];
const zombie: ProcessEvent = { at: 0, pid: 7, kind: "zombie", ppid: 2 };
const reapedOrphan: ProcessEvent = { at: 0, pid: 7, kind: "reaped", by: 1, orphan: true };

function board(init: "none" | "pid-one") {
  const done: string[] = [];
  return { done, board: new TaskBoard(tasks, [], init, (id) => done.push(id)) };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a zombie counts when it stays, once", () => {
  const { board: tasks, done } = board("none");
  tasks.see(zombie);
  tasks.see({ ...zombie, pid: 8 });
  vi.advanceTimersByTime(499);
  expect(done).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(done).toEqual(["zombie"]);
  expect(tasks.done).toEqual(["zombie"]);
});

test("a child that its parent reaps at once is no zombie to speak of", () => {
  const { board: tasks, done } = board("none");
  tasks.see(zombie);
  tasks.see({ at: 0, pid: 7, kind: "reaped", by: 2, orphan: false });
  vi.advanceTimersByTime(10_000);
  expect(done).toEqual([]);
});

test("all properties must be met", () => {
  const { board: tasks, done } = board("pid-one");
  tasks.see({ at: 0, pid: 7, kind: "orphaned", from: 5, to: 3 });
  tasks.see({ ...reapedOrphan, by: 3 });
  tasks.see({ ...reapedOrphan, orphan: false });
  expect(done).toEqual([]);
  tasks.see({ at: 0, pid: 7, kind: "orphaned", from: 5, to: 1 });
  tasks.see(reapedOrphan);
  expect(done).toEqual(["adopted", "reaped"]);
});

test("a task of one PID 1 is not done under another", () => {
  const { board: tasks, done } = board("none");
  tasks.see(reapedOrphan);
  expect(done).toEqual([]);
});

test("nothing ticks after the end", () => {
  const { board: tasks, done } = board("none");
  tasks.see(zombie);
  tasks.close();
  vi.advanceTimersByTime(10_000);
  expect(done).toEqual([]);
});
