import { expect, test } from "vitest";
import { pidsOf } from "../../../src/client/terminal/pids.ts";

/** The PIDs of each row of a screen. */
function found(screen: string): number[][] {
  const rows = screen.split("\n");
  return rows.map((text, row) =>
    pidsOf((at) => rows[at], row).map(({ pid, column, length }) => {
      expect(text.slice(column, column + length)).toBe(String(pid));
      return pid;
    }),
  );
}

test("ps: the columns of PIDs, and no other number", () => {
  expect(
    found(`root@zombies:~# ps -o pid,ppid,stat,time,args
    PID    PPID STAT     TIME COMMAND
      1       0 Ss   00:00:00 /usr/bin/perl /lab/bin/app 8
     12       1 S    00:00:00 make-zombies 3
    112      12 Z    00:00:00 [child] <defunct>
root@zombies:~# echo 12`),
  ).toEqual([[], [], [1, 0], [12, 1], [112, 12], []]);
});

test("ps -ef: a column to the left of the PIDs is none of them", () => {
  expect(
    found(`UID          PID    PPID  C STIME TTY          TIME CMD
root           1       0  0 14:00 ?        00:00:00 app
1000           7       1  0 14:00 pts/0    00:00:00 bash 7`),
  ).toEqual([[], [1, 0], [7, 1]]);
});

test("pstree -p, jobs, and what calls itself a PID", () => {
  expect(
    found(`app(1)---bash(7)-+-make-zombies(12)---child(13)
[1] 12
PID 13 is gone; its parent was PID 12
a (7) and 13 of them`),
  ).toEqual([[1, 7, 12, 13], [12], [13, 12], []]);
});
