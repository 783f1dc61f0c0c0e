import { expect, test } from "vitest";
import { ProcessHistory } from "../../../../src/server/sandbox/processes/history.ts";
import type { ProcStat } from "../../../../src/server/sandbox/processes/proc-stat.ts";

const at = 1000;
const init = seen(1, 0, "app");
const shell = seen(2, 1, "bash");

function seen(pid: number, ppid: number, comm: string, more: Partial<ProcStat> = {}): ProcStat {
  return { pid, ppid, comm, state: "S", pgrp: pid, session: 1, startTime: pid, argumentsAt: 0, ...more };
}

/** What the last of these looks says happened. */
function eventsOf(...looks: ProcStat[][]) {
  const history = new ProcessHistory();
  return looks.map((look) => history.look(look, at)).at(-1)?.events;
}

test("the first look tells the state, not a story", () => {
  expect(new ProcessHistory().look([init, shell], at)).toMatchObject({ events: [], changed: true });
});

test("what came from outside is not in the list before its exec; who calls itself so inside is", () => {
  const history = new ProcessHistory();
  const list = (...look: ProcStat[]) => history.look(look, at).list.map(({ command }) => command);
  expect(list(seen(1, 0, "runc:[2:INIT]"))).toEqual([]);
  expect(list(init, shell, seen(9, 0, "runc:[2:INIT]"))).toEqual(["app", "bash"]);
  expect(list(init, shell, seen(9, 0, "sh"), seen(10, 9, "runc:[2:INIT]"))).toHaveLength(4);
});

test("nothing new is no change", () => {
  const history = new ProcessHistory();
  history.look([init], at);
  expect(history.look([init], at)).toMatchObject({ events: [], changed: false });
});

test("a stop is a change, but no event", () => {
  const history = new ProcessHistory();
  history.look([init, shell], at);
  expect(history.look([init, { ...shell, state: "T" }], at)).toMatchObject({ events: [], changed: true });
});

test("a child that runs another program was forked and executed", () => {
  expect(eventsOf([init, shell], [init, shell, seen(3, 2, "sleep")])).toEqual([
    { at, pid: 3, kind: "forked", ppid: 2 },
    { at, pid: 3, kind: "executed", command: "sleep" },
  ]);
});

test("a program that becomes itself again, as bash does for a script, was executed", () => {
  const child = seen(3, 2, "bash", { argumentsAt: 1000 });
  expect(eventsOf([init, shell, child], [init, shell, { ...child, argumentsAt: 2000 }])).toEqual([
    { at, pid: 3, kind: "executed", command: "bash" },
  ]);
});

test("a zombie exited first, and has no memory: that is no exec", () => {
  const history = new ProcessHistory();
  const child = seen(3, 2, "sleep", { argumentsAt: 1000 });
  history.look([init, shell, child], at);
  const { events, list } = history.look([init, shell, { ...child, state: "Z", argumentsAt: 0, exit: { code: 3 } }], at);
  expect(events).toEqual([
    { at, pid: 3, kind: "exited", exit: { code: 3 } },
    { at, pid: 3, kind: "zombie", ppid: 2, exit: { code: 3 } },
  ]);
  expect(list[2]).toMatchObject({ state: "Z", exit: { code: 3 } });
});

test("a zombie that goes was reaped by its parent", () => {
  const zombie = seen(3, 2, "sleep", { state: "Z" });
  expect(eventsOf([init, shell, zombie], [init, shell])).toEqual([
    { at, pid: 3, kind: "reaped", by: 2, orphan: false },
  ]);
});

test("an orphan is followed to its adopter, who reaps it", () => {
  const middle = seen(3, 2, "orphan");
  const child = seen(4, 3, "sleep", { pgrp: 3 });
  const adopted = { ...child, ppid: 1 };
  expect(eventsOf([init, shell, middle, child], [init, shell, adopted])).toContainEqual({
    at,
    pid: 4,
    kind: "orphaned",
    from: 3,
    to: 1,
    why: "init",
  });
  expect(eventsOf([init, shell, middle, child], [init, shell, adopted], [init, shell])).toEqual([
    { at, pid: 4, kind: "exited" },
    { at, pid: 4, kind: "reaped", by: 1, orphan: true },
  ]);
});

test("who adopts without being PID 1 is a subreaper", () => {
  const history = new ProcessHistory();
  const [middle, child] = [seen(3, 2, "orphan"), seen(4, 3, "sleep")];
  history.look([init, shell, middle, child], at);
  const { events, list } = history.look([init, shell, { ...child, ppid: 2 }], at);
  expect(events).toContainEqual({ at, pid: 4, kind: "orphaned", from: 3, to: 2, why: "subreaper" });
  expect(list.map(({ pid, subreaper }) => [pid, subreaper])).toEqual([
    [1, undefined],
    [2, true],
    [4, undefined],
  ]);
});

test("a session of its own is told once, also of one that was born between two looks", () => {
  const leader = seen(3, 2, "daemon", { session: 3 });
  expect(eventsOf([init, shell], [init, shell, leader])).toContainEqual({ at, pid: 3, kind: "session" });
  expect(eventsOf([init, shell, leader], [init, shell, leader])).toEqual([]);
  expect(eventsOf([init, shell, { ...leader, session: 1 }], [init, shell, leader])).toEqual([
    { at, pid: 3, kind: "session" },
  ]);
});

test("another process group is a change, but no event", () => {
  const history = new ProcessHistory();
  history.look([init, shell], at);
  expect(history.look([init, { ...shell, pgrp: 1 }], at)).toMatchObject({ events: [], changed: true });
});

test("an orphan that the first look finds is one when it is reaped: the observer may have told of its adoption", () => {
  const orphan = seen(5, 1, "sleep", { pgrp: 3 });
  expect(eventsOf([init, shell, orphan], [init, shell])).toContainEqual({
    ...{ at, pid: 5, kind: "reaped", by: 1, orphan: true },
  });
});

test("an orphan whose parent was gone before the first look is known by its process group", () => {
  const orphan = seen(5, 1, "sleep", { pgrp: 3 });
  expect(eventsOf([init, shell], [init, shell, orphan])).toContainEqual({
    ...{ at, pid: 5, kind: "orphaned", to: 1, guessed: true },
  });
});

test.each([
  ["its own group", { pgrp: 5 }],
  ["the group of PID 1", { pgrp: 1 }],
  ["a pipeline's group that a sibling leads", { pgrp: 2 }],
])("a child that PID 1 made itself is no orphan: %s", (_, more) => {
  const child = seen(5, 1, "sleep", more);
  expect(eventsOf([init, shell], [init, shell, child])?.map((event) => event.kind)).not.toContain("orphaned");
});

test("zombies of a parent that never waited go to PID 1 when it dies", () => {
  const parent = seen(3, 2, "negligent");
  const zombie = seen(4, 3, "negligent", { state: "Z" });
  expect(eventsOf([init, shell, parent, zombie], [init, shell])).toEqual([
    { at, pid: 3, kind: "exited" },
    { at, pid: 3, kind: "reaped", by: 2, orphan: false },
    { at, pid: 4, kind: "orphaned", from: 3, to: 1, guessed: true },
    { at, pid: 4, kind: "reaped", by: 1, orphan: true, guessed: true },
  ]);
});

test("a parent that is a zombie itself by now has not waited for those that it left", () => {
  const ended = seen(3, 2, "negligent", { state: "Z" });
  const zombie = seen(4, 3, "negligent", { state: "Z" });
  expect(eventsOf([init, shell, seen(3, 2, "negligent"), zombie], [init, shell, ended])).toContainEqual({
    ...{ at, pid: 4, kind: "reaped", by: 1, orphan: true, guessed: true },
  });
});

test("a PID used again is another process", () => {
  const again = seen(3, 2, "sleep", { startTime: 99 });
  expect(eventsOf([init, shell, seen(3, 2, "sleep")], [init, shell, again])?.map((event) => event.kind)).toEqual([
    "exited",
    "reaped",
    "forked",
    "executed",
  ]);
});

test("each process is asked once for its container, and one that cannot tell is with its parent", () => {
  const asked: number[] = [];
  const history = new ProcessHistory((pid) => {
    asked.push(pid);
    return pid === 2 ? "web" : null;
  });
  history.look([init, shell], at);
  const { list } = history.look([init, shell, seen(3, 2, "sleep", { state: "Z" })], at);
  expect(list.map(({ container }) => container)).toEqual(["main", "web", "web"]);
  expect(asked).toEqual([1, 2, 3]);
});
