/**
 * What no author writes, and what Markdown parsers take more than linear time for: brackets in brackets, emphasis in
 * emphasis, lists in quotes in lists. Whatever is within these bounds is read in time that grows with its length.
 */

import { findFences } from "./fences.ts";

/** Per paragraph. */
const bracketsMax = 32;
const marksMax = 400;
/** Per slide: headings that are underlined, and definitions of links. */
const underlinesMax = 300;
const definitionsMax = 1_000;

/** Quotes and lists on one line. Each costs every line that follows. */
const containers = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))){50}/;
/** A line that starts a block, whatever is before it. */
const startsBlock = /^ {0,3}(?:[-*+][ \t]+\S|#{1,6}[ \t])/;
const underline = /^[ \t>]*(?:=+|-+)[ \t]*$/;
const definition = /^[ \t>]*\[[^\]]*\]:/;

/** The first line (from 0) that goes beyond a bound. */
export function findTooDeep(lines: readonly string[]): number | undefined {
  const isCode = findCode(lines);
  const count = { brackets: 0, marks: 0, underlines: 0, definitions: 0 };
  for (const [index, line] of lines.entries()) {
    if (isCode[index]) continue;
    if (containers.test(line)) return index;
    if (line.trim() === "" || startsBlock.test(line)) {
      count.brackets = 0;
      count.marks = 0;
    }
    if (underline.test(line)) count.underlines += 1;
    if (definition.test(line)) count.definitions += 1;
    countMarks(line, count);
    const { brackets, marks, underlines, definitions } = count;
    if (brackets > bracketsMax || marks > marksMax) return index;
    if (underlines > underlinesMax || definitions > definitionsMax) return index;
  }
  return undefined;
}

function countMarks(line: string, count: { brackets: number; marks: number }): void {
  for (const [mark] of line.matchAll(/\\.|[[\]]|[*_~]+/g)) {
    if (mark === "[") count.brackets += 1;
    else if (mark === "]" && count.brackets > 0) count.brackets -= 1;
    else if (!mark.startsWith("\\")) count.marks += 1;
    if (count.brackets > bracketsMax || count.marks > marksMax) return;
  }
}

/** Lines that are fenced code for sure: in a list, a line left of its fence would end it. */
function findCode(lines: readonly string[]): boolean[] {
  const isCode = lines.map(() => false);
  for (const { from, to } of findFences(lines)) {
    const indent = (lines[from] ?? "").search(/[`~]/);
    const inside = lines.slice(from + 1, to + 1);
    if (inside.every((line) => line.trim() === "" || line.search(/\S/) >= indent)) isCode.fill(true, from, to + 1);
  }
  return isCode;
}
