import { expect, test } from "vitest";
import { parseProcStat } from "../../../../src/server/sandbox/processes/proc-stat.ts";

const tail = (state: string, ppid: number, pgrp: number, start: number, exit: number) =>
  `${state} ${ppid} ${pgrp} 1 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 1 0 ${start} 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0 0 0 0 777 0 0 0 ${exit}\n`;

test("reads the fields of a live process", () => {
  expect(parseProcStat(`42 (sleep) ${tail("S", 7, 40, 1234, 0)}`)).toEqual({
    pid: 42,
    comm: "sleep",
    state: "S",
    ppid: 7,
    pgrp: 40,
    session: 1,
    startTime: 1234,
    argumentsAt: 777,
  });
});

test("a name may hold parentheses, spaces and line breaks", () => {
  expect(parseProcStat(`42 (a) R (b\n) ${tail("S", 7, 40, 1, 0)}`)).toMatchObject({ comm: "a) R (b\n", ppid: 7 });
});

test.each([
  [256 * 3, { code: 3 }],
  [9, { signal: "SIGKILL" }],
  [0x80 | 11, { signal: "SIGSEGV" }],
  [36, { signal: "SIGRTMIN+2" }],
])("a zombie's wait status %i is %o", (status, exit) => {
  expect(parseProcStat(`42 (x) ${tail("Z", 1, 1, 1, status)}`)?.exit).toEqual(exit);
});

test.each(["", "42", "42 (", "42 (x) S", "42 (x) S a b"])("%j is no stat line", (text) => {
  expect(parseProcStat(text)).toBeNull();
});
