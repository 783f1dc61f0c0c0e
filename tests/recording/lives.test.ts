import "../../src/words/en/speak.ts";
import { expect, test } from "vitest";
import { lifeWords } from "../../src/client/process-tree/words.ts";
import type { ProcessEvent } from "../../src/protocol/processes.ts";
import { Lives } from "../../src/recording/lives.ts";
import { process } from "../client/process-tree/sample.ts";

const shell = [process(1, 0, "init"), process(7, 1, "bash")];
const forked = (at: number, pid: number): ProcessEvent => ({ at, pid, kind: "forked", ppid: 7 });

/** A shell that was there before anybody looked, at 1000. */
function begun(): Lives {
  const lives = new Lives();
  lives.update({ at: 1_000, list: shell });
  return lives;
}

test("a life goes from its birth over its time as a zombie to its reaping", () => {
  const lives = begun();
  lives.event(forked(2_000, 12));
  lives.update({ at: 2_000, list: [...shell, process(12, 7, "child")] });
  lives.event({ at: 3_000, pid: 12, kind: "signalled", signal: "SIGTERM", from: 7 });
  lives.event({ at: 3_000, pid: 12, kind: "exited", exit: { signal: "SIGTERM" } });
  lives.event({ at: 3_000, pid: 12, kind: "zombie", ppid: 7, exit: { signal: "SIGTERM" } });
  lives.update({ at: 3_000, list: [...shell, process(12, 7, "child", "Z")] });
  lives.event({ at: 5_500, pid: 12, kind: "reaped", by: 7, orphan: false });
  lives.update({ at: 5_500, list: shell });
  expect(lives.all).toHaveLength(3);
  expect(lives.all[2]).toEqual({
    ...{ pid: 12, command: "child", born: 2_000, exited: 3_000, gone: 5_500 },
    ...{ exit: { signal: "SIGTERM" }, reaper: 7 },
    marks: [{ at: 3_000, pid: 12, kind: "signalled", signal: "SIGTERM", from: 7 }],
  });
  expect(lives.all[2] && lifeWords(lives.all[2]).replace(/\d\d:\d\d:\d\d/, "TIME")).toBe(
    "from TIME, got SIGTERM from PID 7, ended by SIGTERM, a zombie for 2.5 s, gone after 3.5 s, reaped by PID 7",
  );
});

test("lists alone tell it too, in whichever order they and the events come", () => {
  const lives = begun();
  lives.update({ at: 2_000, list: [...shell, process(12, 7, "child")] });
  lives.event(forked(2_000, 12));
  lives.update({ at: 3_000, list: [...shell, process(12, 7, "child", "Z")] });
  lives.update({ at: 4_000, list: shell });
  lives.event({ at: 4_000, pid: 12, kind: "reaped", by: 1, orphan: true });
  expect(lives.all.filter(({ pid }) => pid === 12)).toMatchObject([
    { born: 2_000, exited: 3_000, gone: 4_000, reaper: 1 },
  ]);
});

test("nobody knows when those were born that were there at the first look", () => {
  expect(begun().all.map(({ pid, born }) => [pid, born])).toEqual([
    [1, null],
    [7, null],
  ]);
});

test("a PID that is used again is another life", () => {
  const lives = begun();
  lives.event(forked(2_000, 12));
  lives.event({ at: 2_500, pid: 12, kind: "reaped", by: 7, orphan: false });
  lives.event(forked(3_000, 12));
  expect(lives.all.filter(({ pid }) => pid === 12)).toMatchObject([
    { born: 2_000, gone: 2_500 },
    { born: 3_000, gone: null },
  ]);
});

test("whoever runs no other program, and is in no list, is called as its parent is", () => {
  const lives = begun();
  lives.event(forked(2_000, 12));
  lives.event({ at: 2_500, pid: 12, kind: "reaped", by: 7, orphan: false });
  expect(lives.all.at(-1)?.command).toBe("bash");
});

test("a fork bomb's past is bounded, and whoever lives stays", () => {
  const lives = begun();
  for (let pid = 100; pid < 20_000; pid += 1) {
    lives.event(forked(pid, pid));
    lives.event({ at: pid, pid, kind: "reaped", by: 7, orphan: false });
  }
  expect(lives.all.length).toBeLessThan(1_000);
  expect(lives.of(1)).not.toBeNull();
  expect(lives.all.at(-1)?.pid).toBe(19_999);
});
