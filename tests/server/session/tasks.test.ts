import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Condition } from "../../../src/course/task-file.ts";
import type { Init } from "../../../src/protocol/labs.ts";
import type { Process, ProcessEvent } from "../../../src/protocol/processes.ts";
import type { Sandbox, SandboxEnd } from "../../../src/server/sandbox/sandbox.ts";
import { TaskBoard } from "../../../src/server/session/tasks.ts";

const zombie: ProcessEvent = { at: 0, pid: 7, kind: "zombie", ppid: 2 };
const reapedOrphan: ProcessEvent = { at: 0, pid: 7, kind: "reaped", by: 1, orphan: true };

/** A board of one task or more; `said` is what a page is told, in order. */
function makeBoard(
  checks: Record<string, Condition>,
  more: { init?: Init; wrong?: { when: Condition; say: string }[]; run?: Sandbox["run"] } = {},
) {
  const { init = "none", wrong = [], run = async () => ({ exit: { code: 1 }, stdout: "", stderr: "" }) } = more;
  const said: string[] = [];
  const board = new TaskBoard({
    tasks: Object.entries(checks).map(([id, check]) => ({ id, check, wrong })),
    ...{ done: [], init, run },
    onDone: (id) => said.push(id),
    onMessage: (id, message) => said.push(`${id}: ${message}`),
  });
  return { said, board };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a zombie counts when it stays, once", () => {
  const { board, said } = makeBoard({ zombie: { event: "zombie", for_ms: 500 } });
  board.see(zombie);
  board.see({ ...zombie, pid: 8 });
  vi.advanceTimersByTime(499);
  expect(said).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(said).toEqual(["zombie"]);
  expect(board.done).toEqual(["zombie"]);
});

test("a child that its parent reaps at once is no zombie to speak of", () => {
  const { board, said } = makeBoard({ zombie: { event: "zombie", for_ms: 500 } });
  board.see(zombie);
  board.see({ at: 0, pid: 7, kind: "reaped", by: 2, orphan: false });
  vi.advanceTimersByTime(10_000);
  expect(said).toEqual([]);
});

test("all properties must be met", () => {
  const { board, said } = makeBoard(
    { adopted: { event: "orphaned", to: 1 }, reaped: { event: "reaped", by: 1, orphan: true, init: "pid-one" } },
    { init: "pid-one" },
  );
  board.see({ at: 0, pid: 7, kind: "orphaned", from: 5, to: 3 });
  board.see({ ...reapedOrphan, by: 3 });
  board.see({ ...reapedOrphan, orphan: false });
  expect(said).toEqual([]);
  board.see({ at: 0, pid: 7, kind: "orphaned", from: 5, to: 1 });
  board.see(reapedOrphan);
  expect(said).toEqual(["adopted", "reaped"]);
});

test("a task of one PID 1 is not done under another", () => {
  const { board, said } = makeBoard({ reaped: { event: "reaped", init: "pid-one" } });
  board.see(reapedOrphan);
  expect(said).toEqual([]);
});

test("nothing ticks after the end", () => {
  const { board, said } = makeBoard({ zombie: { event: "zombie", for_ms: 500 } });
  board.see(zombie);
  board.close();
  vi.advanceTimersByTime(10_000);
  expect(said).toEqual([]);
});

test("a process is known by its name, and by the parent that it had", () => {
  const { board, said } = makeBoard({
    worker: { event: "reaped", by: 1, parent: "worker" },
    helper: { event: "executed", name: "helper" },
  });
  const worker: Process = { pid: 5, ppid: 1, state: "S", command: "worker", container: "main" };
  board.know({ at: 0, pids: { current: 1, max: null }, list: [worker] });
  board.see({ at: 0, pid: 7, kind: "forked", ppid: 5 });
  board.see({ at: 0, pid: 8, kind: "forked", ppid: 7 });
  board.see({ at: 0, pid: 7, kind: "executed", command: "helper" });
  expect(said).toEqual(["helper"]);
  board.see({ at: 0, pid: 7, kind: "orphaned", from: 5, to: 1 });
  board.see({ at: 0, pid: 9, kind: "reaped", by: 1, orphan: false });
  expect(said).toEqual(["helper"]);
  board.see(reapedOrphan);
  expect(said).toEqual(["helper", "worker"]);
});

test("who had an orphan, who has it, and who reaps it can be told by name", () => {
  const { board, said } = makeBoard({
    inner: { event: "orphaned", from: "parent", to: "inner" },
    outer: { event: "orphaned", from: "inner", to: "outer" },
    reaped: { event: "reaped", by: "outer", parent: "parent" },
    other: { event: "reaped", by: "inner" },
  });
  const list = [
    [2, 1, "outer"],
    [3, 2, "inner"],
    [4, 3, "parent"],
    [7, 4, "child"],
  ] as const;
  board.know({
    ...{ at: 0, pids: { current: 1, max: null } },
    list: list.map(([pid, ppid, command]) => ({ pid, ppid, command, state: "S", container: "main" })),
  });
  board.see({ at: 0, pid: 4, kind: "reaped", by: 3, orphan: false });
  board.see({ at: 0, pid: 7, kind: "orphaned", from: 4, to: 3 });
  expect(said).toEqual(["other", "inner"]);
  board.see({ at: 0, pid: 3, kind: "reaped", by: 2, orphan: false });
  board.see({ at: 0, pid: 7, kind: "orphaned", to: 2 });
  board.see({ at: 0, pid: 7, kind: "reaped", by: 2, orphan: true });
  expect(said).toEqual(["other", "inner", "outer", "reaped"]);
});

test("as many processes as the limit allows", () => {
  const { board, said } = makeBoard({ full: { pids: "full" } });
  for (const pids of [
    { current: 31, max: 32 },
    { current: 99, max: null },
  ])
    board.know({ at: 0, pids, list: [] });
  expect(said).toEqual([]);
  board.know({ at: 0, pids: { current: 32, max: 32 }, list: [] });
  expect(said).toEqual(["full"]);
});

test("a wrong way is answered once, and no more when the task is done", () => {
  const wrong = [{ when: { event: "reaped" as const, by: 1 }, say: "PID 1 reaped it." }];
  const { board, said } = makeBoard({ zombie: { event: "zombie" } }, { wrong });
  board.see(reapedOrphan);
  board.see(reapedOrphan);
  board.see(zombie);
  board.see({ ...reapedOrphan, pid: 9 });
  expect(said).toEqual(["zombie: PID 1 reaped it.", "zombie"]);
});

test("commands are asked when the terminal falls silent, and what they print is said", async () => {
  const answers = [
    { exit: { code: 1 }, stdout: "2 zombies are left\nmore", stderr: "" },
    { exit: { code: 1 }, stdout: "2 zombies are left", stderr: "" },
    { exit: { code: 0 }, stdout: "none", stderr: "" },
  ];
  const run = vi.fn(async () => answers.shift() ?? { exit: { code: 1 }, stdout: "", stderr: "" });
  const { board, said } = makeBoard({ clean: { command: "no-zombies" } }, { run });
  for (let keys = 0; keys < 5; keys += 1) {
    board.terminalChanged();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(run).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(300);
  expect(run).toHaveBeenCalledExactlyOnceWith(["/bin/bash", "-c", "no-zombies"], { timeoutMs: 5000 });
  expect(said).toEqual(["clean: 2 zombies are left"]);
  for (const times of [2, 3, 3]) {
    await vi.advanceTimersByTimeAsync(6000); // Nobody is in a hurry.
    board.terminalChanged();
    await vi.advanceTimersByTimeAsync(300);
    expect(run).toHaveBeenCalledTimes(times);
  }
  expect(said).toEqual(["clean: 2 zombies are left", "clean"]);
});

test("who types on and on has commands asked ever more seldom, and at once again after a rest", async () => {
  const run = vi.fn(async () => ({ exit: { code: 1 }, stdout: "", stderr: "" }));
  const { board } = makeBoard({ a: { command: "false" } }, { run });
  /** A key each half second. @returns how often the command was asked */
  const typeFor = async (seconds: number) => {
    const before = run.mock.calls.length;
    for (let keys = 0; keys < seconds * 2; keys += 1) {
      board.terminalChanged();
      await vi.advanceTimersByTimeAsync(500);
    }
    return run.mock.calls.length - before;
  };
  expect(await typeFor(10)).toBeLessThanOrEqual(6);
  expect(await typeFor(60)).toBeLessThanOrEqual(15);
  await vi.advanceTimersByTimeAsync(10_000);
  board.terminalChanged();
  const before = run.mock.calls.length;
  await vi.advanceTimersByTimeAsync(300);
  expect(run).toHaveBeenCalledTimes(before + 1);
});

test("a machine that takes long for a command is left alone for longer", async () => {
  const run = vi.fn(async () => {
    await new Promise((resolve) => setTimeout(resolve, 2000));
    return { exit: { code: 1 }, stdout: "", stderr: "" };
  });
  const { board } = makeBoard({ a: { command: "false" } }, { run });
  for (let keys = 0; keys < 100; keys += 1) {
    board.terminalChanged();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(run).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(3000);
  expect(run).toHaveBeenCalledTimes(2);
});

test("a command that cannot be asked leaves its task open, and is asked again", async () => {
  let isBusy = true;
  const run = vi.fn(async () => {
    if (isBusy) throw Object.assign(new Error("gone"), { code: "ENOENT" });
    return { exit: { code: 0 }, stdout: "", stderr: "" };
  });
  const { board, said } = makeBoard({ a: { command: "true" } }, { run });
  board.terminalChanged();
  await vi.advanceTimersByTimeAsync(300);
  expect(run).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(run.mock.calls.length).toBeLessThan(20);
  expect(said).toEqual([]);
  isBusy = false;
  await vi.advanceTimersByTimeAsync(4000);
  expect(said).toEqual(["a"]);
  board.close();
});

test("a terminal that never falls silent does not put a command off for ever", async () => {
  const run = vi.fn(async () => ({ exit: { code: 0 }, stdout: "", stderr: "" }));
  const { board, said } = makeBoard({ a: { command: "true" } }, { run });
  for (let lines = 0; lines < 45; lines += 1) {
    board.terminalChanged();
    await vi.advanceTimersByTimeAsync(50);
  }
  expect(said).toEqual(["a"]);
});

test("a machine that is slow to send the signal is no fault of the learner's", () => {
  const { board, said } = makeBoard({ quick: { ending: { seconds_max: 2 } }, slow: { ending: { seconds_min: 9 } } });
  board.ended(left, { seconds_least: 0.1, seconds_most: 9.5 });
  expect(said).toEqual(["quick", "slow"]);
});

const killed: SandboxEnd = { reason: "exited", exit: { signal: "SIGKILL" }, detail: "" };
const left: SandboxEnd = { reason: "exited", exit: { code: 143 }, detail: "" };

test.each<[string, Condition["ending"], SandboxEnd, number | null, boolean]>([
  ["a signal has the code that engines show", { code: 137 }, killed, null, true],
  ["another code", { code: 143 }, killed, 10, false],
  ["within the time", { code: 143, seconds_max: 1 }, left, 0.2, true],
  ["too late", { seconds_max: 1 }, left, 1.2, false],
  ["late enough", { code: 137, seconds_min: 9 }, killed, 10.1, true],
  ["too early", { seconds_min: 9 }, killed, 0.1, false],
  ["nobody stopped it", { seconds_max: 1 }, left, null, false],
  ["by itself, as it must be", { code: 143, stopped: false }, left, null, true],
  ["stopped, as it must not be", { code: 143, stopped: false }, left, 0.2, false],
  ["stopped, as it must be", { stopped: true }, left, 0.2, true],
])("an ending: %s", (_name, ending, end, seconds, isDone) => {
  const { board, said } = makeBoard({ end: { ending: ending ?? {} } });
  board.ended(end, seconds === null ? null : { seconds_least: seconds, seconds_most: seconds });
  expect(said).toEqual(isDone ? ["end"] : []);
});
