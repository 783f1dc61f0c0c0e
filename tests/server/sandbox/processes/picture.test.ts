import { expect, test } from "vitest";
import { parseObserverLine } from "../../../../src/server/sandbox/processes/observer-line.ts";
import { ProcessPicture } from "../../../../src/server/sandbox/processes/picture.ts";

const begin = [
  "list 1 5000000",
  "is 1 5000000 1 0 S 0 1 1 0 1000000 app",
  "is 1 5000000 2 1 S 0 2 1 0 2000000 bash",
  "listed 1",
];

/** What the lines after the first picture say happened, and what is there then. */
function after(...lines: string[]) {
  const picture = new ProcessPicture();
  for (const line of begin) picture.see(parseObserverLine(line));
  const events = lines.map((line) => picture.see(parseObserverLine(line))).filter((event) => event !== null);
  return { events, ...picture.take() };
}

test("the first picture is no story", () => {
  expect(after()).toEqual({
    events: [],
    list: [
      { pid: 1, ppid: 0, state: "S", command: "app", container: "main", pgid: 1, sid: 1, uid: 0, startedAt: 1000 },
      { pid: 2, ppid: 1, state: "S", command: "bash", container: "main", pgid: 2, sid: 1, uid: 0, startedAt: 2000 },
    ],
    gap: false,
  });
});

test("what came from outside is not in the list before its exec", () => {
  const born = "is 1 6000000 9 0 S 0 9 9 0 6000000 runc:[2:INIT]";
  expect(after(born).list.map(({ pid }) => pid)).toEqual([1, 2]);
  expect(after(born, "exec 1 6100000 9 sh").list.at(-1)).toMatchObject({ pid: 9, command: "sh" });
  expect(after("fork 1 6000000 9 2", "name 1 6000000 9 runc:[2:INIT]").list).toHaveLength(3);
});

test("a life, from fork to reaping, in milliseconds", () => {
  const { events, list } = after(
    "fork 1 6000499 3 2",
    "exec 1 6001000 3 (a) b",
    "exit 1 7000000 3 256",
    "zombie 1 7000000 3 2",
    "reap 1 7100000 3 2 wait",
  );
  expect(events).toEqual([
    { at: 6000, pid: 3, kind: "forked", ppid: 2 },
    { at: 6001, pid: 3, kind: "executed", command: "(a) b" },
    { at: 7000, pid: 3, kind: "exited", exit: { code: 1 } },
    { at: 7000, pid: 3, kind: "zombie", ppid: 2, exit: { code: 1 } },
    { at: 7100, pid: 3, kind: "reaped", by: 2, orphan: false },
  ]);
  expect(list.map(({ pid }) => pid)).toEqual([1, 2]);
});

test("who exits is in the list as a zombie once it stays one, with how it ended", () => {
  const born = ["fork 1 6000000 3 2", "exit 1 7000000 3 9"];
  expect(after(...born).list[2]).toMatchObject({ pid: 3, state: "R", command: "bash" });
  expect(after(...born, "zombie 1 7000000 3 2").list[2]).toMatchObject({ state: "Z", exit: { signal: "SIGKILL" } });
});

test("an orphan that the list alone tells of is one when it is reaped: nobody saw the adoption while the observer was away", () => {
  const again = [
    "list 1 6200000",
    "is 1 6200000 1 0 S 0 1 1 0 1000000 app",
    "is 1 6200000 2 1 S 0 2 1 0 2000000 bash",
    "is 1 6200000 5 1 S 0 3 1 0 6000000 sleep",
    "listed 1",
  ];
  expect(after(...again, "reap 1 7100000 5 1 wait", "reap 1 7100000 2 1 wait").events).toEqual([
    { at: 7100, pid: 5, kind: "reaped", by: 1, orphan: true },
    { at: 7100, pid: 2, kind: "reaped", by: 1, orphan: false },
  ]);
});

test("an orphan stays one, also in a picture that is read again", () => {
  const orphan = ["fork 1 6000000 3 2", "orphan 1 6100000 3 2 1 init"];
  const again = [
    "list 1 6200000",
    "is 1 6200000 1 0 S 0 1 1 0 1000000 app",
    "is 1 6200000 3 1 S 0 2 1 0 6000000 bash",
    "listed 1",
  ];
  const reaped = after(...orphan, ...again, "reap 1 7000000 3 1 wait").events;
  expect(reaped.at(1)).toEqual({ at: 6100, pid: 3, kind: "orphaned", from: 2, to: 1, why: "init" });
  expect(reaped.at(-1)).toMatchObject({ kind: "reaped", by: 1, orphan: true });
});

test.each([
  ["another parent than before is an orphan, though nobody saw the adoption", "6000000", true],
  ["the number of one that had another parent is no orphan for that", "6100000", false],
])("who has, in a picture that is read again, %s", (_, started, orphan) => {
  const again = ["list 1 6200000", `is 1 6200000 3 1 S 0 0 0 0 ${started} bash`, "listed 1"];
  const { events } = after("fork 1 6000000 3 2", "lost 1 6100000", ...again, "reap 1 7000000 3 1 wait");
  expect(events.at(-1)).toEqual({ at: 7000, pid: 3, kind: "reaped", by: 1, orphan });
});

test("a child begins in the group, in the session and by the user of its parent, and may leave them", () => {
  const [born, gone] = ["fork 1 6000000 3 2", "sid 1 6100000 3"];
  expect(after(born).list[2]).toMatchObject({ pgid: 2, sid: 1, uid: 0, startedAt: 6000 });
  const { events, list } = after(born, gone, "uid 1 6200000 3 0 7", "gid 1 6300000 3 5 5");
  expect(events.slice(1)).toEqual([
    { at: 6100, pid: 3, kind: "session" },
    { at: 6200, pid: 3, kind: "uid", real: 0, effective: 7 },
    { at: 6300, pid: 3, kind: "gid", real: 5, effective: 5 },
  ]);
  expect(list[2]).toMatchObject({ pgid: 3, sid: 3, uid: 7, startedAt: 6000 });
});

test("who adopts as a subreaper is known as one, also in a picture that is read again", () => {
  const adopts = ["fork 1 6000000 3 2", "fork 1 6000001 4 3", "orphan 1 6100000 4 3 2 subreaper"];
  const again = ["list 1 6200000", "is 1 6200000 2 1 S 0 2 1 0 2000000 bash", "listed 1"];
  const { events, list } = after(...adopts, ...again);
  expect(events.at(-1)).toMatchObject({ from: 3, to: 2, why: "subreaper" });
  expect(list).toMatchObject([{ pid: 2, subreaper: true }]);
});

test.each([
  ["2 15 1 taken", { pid: 2, signal: "SIGTERM", from: 1 }],
  ["1 15 2 ignored", { pid: 1, signal: "SIGTERM", from: 2, ignored: true }],
  ["2 9 0 taken", { pid: 2, signal: "SIGKILL", from: 0 }],
  ["2 2 kernel taken", { pid: 2, signal: "SIGINT", kernel: true }],
  ["2 34 unknown taken", { pid: 2, signal: "SIGRTMIN+0" }],
])("a signal, and who sent it: %s", (line, event) => {
  expect(after(`signal 1 6000000 ${line}`).events).toEqual([{ at: 6000, kind: "signalled", ...event }]);
});

test("nobody waited for the child of one that ignores SIGCHLD", () => {
  expect(after("fork 1 6000000 3 2", "reap 1 7000000 3 2 kernel").events.at(-1)).toMatchObject({ ignored: true });
});

test.each(["miss 1 6000000 2", "lost 1 6000000"])("%s: a gap, told once", (line) => {
  const picture = new ProcessPicture();
  picture.see(parseObserverLine(line));
  expect([picture.take().gap, picture.take().gap]).toEqual([true, false]);
});

test.each([
  "",
  "ready",
  "fork 1 2 3",
  "fork 1 2 3 4 5",
  "reap 1 2 3 4 nobody",
  "exit 1 -2 3 4",
  "orphan 1 2 3 4 5",
  "orphan 1 2 3 4 5 why",
  "uid 1 2 3 4",
  "signal 1 2 3 4 5",
  "toString 1",
])("%j is nothing that the observer says", (line) => {
  expect(() => parseObserverLine(line)).toThrow("not understood");
});

test("who is born is in the container of its parent, whoever adopts it", () => {
  const picture = new ProcessPicture((pid) => (pid === 2 ? "web" : null));
  for (const line of [...begin, "fork 1 6000000 3 2", "fork 1 6100000 4 3", "orphan 1 6200000 4 3 1 init"])
    picture.see(parseObserverLine(line));
  expect(picture.take().list.map(({ pid, container }) => [pid, container])).toEqual([
    [1, "main"],
    [2, "web"],
    [3, "web"],
    [4, "web"],
  ]);
});
