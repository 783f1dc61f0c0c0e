/** Finds the PIDs in what programs print: not each number is one, so only where it is called so. */

export interface FoundPid {
  pid: number;
  /** Of its first digit, from 0. */
  column: number;
  length: number;
}

/** Up to so many rows above, the head of a table is looked for. */
const tableRowsMax = 500;
/** `pstree -p` writes "bash(7)", the shell "[1] 12" for a job, programs "PID 12" and "PIDs 12 13". */
const named = [/[\w\])>-]\((\d+)\)/g, /^\[\d+\][+-]? +(\d+)\b/g, /\bPIDs?:? ?#?(\d+)\b/gi];
const digits = /\d+/g;

/**
 * @param line the text of a row, a character for each cell; undefined where there is none
 * @returns those of one row, from left to right
 */
export function pidsOf(line: (row: number) => string | undefined, row: number): FoundPid[] {
  const text = line(row) ?? "";
  if (!/\d/.test(text)) return [];
  const found = new Map<number, FoundPid>();
  const add = (written: string, column: number): void => {
    if (written.length <= 7) found.set(column, { pid: Number(written), column, length: written.length });
  };
  for (const pattern of named) {
    for (const match of text.matchAll(pattern)) add(match[1] ?? "", match.index + match[0].lastIndexOf(match[1] ?? ""));
  }
  const ends = columnEnds(line, row);
  for (const { 0: written, index } of text.matchAll(digits)) {
    if (ends.has(index + written.length) && /^\s?$/.test(text[index + written.length] ?? "")) add(written, index);
  }
  return [...found.values()].sort((a, b) => a.column - b.column);
}

/** Where the columns of PIDs end in the table that this row is in, if it is in one: ps and top set numbers to the right. */
function columnEnds(line: (row: number) => string | undefined, row: number): ReadonlySet<number> {
  for (let above = row - 1; above >= Math.max(0, row - tableRowsMax); above -= 1) {
    const text = line(above) ?? "";
    const heads = [...text.matchAll(/(?<=^|\s)(?:PID|PPID|PGID|PGRP|SID|SESS|TPGID|TGID)(?=\s|$)/g)];
    if (heads.length > 0) return new Set(heads.map((head) => head.index + head[0].length));
    if (!/\d/.test(text)) break; // Each row of such a table has a number.
  }
  return new Set();
}
