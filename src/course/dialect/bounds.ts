/**
 * What no author writes, and what Markdown parsers take more than linear time for: brackets in brackets, emphasis in
 * emphasis, lists in quotes in lists. Whatever is within these bounds is read in time that grows with its length.
 */

import { findFences } from "./fences.ts";

/** Per paragraph. */
const bracketsMax = 32;
const marksMax = 400;
/** Also those without brackets, and what looks like one. */
const linksMax = 1_000;
/** Of different lengths: each that finds no end is looked for to the end of the paragraph. */
const backticksMax = 16;
/** Per slide: headings that are underlined, and definitions of links. */
const underlinesMax = 300;
const definitionsMax = 1_000;

/** Quotes and lists on one line. Each costs every line that follows. */
const containers = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))){50}/;
/** A list in some fifty lists. */
const deepItem = /^[ \t]{100,}(?:[-*+]|\d{1,9}[.)])[ \t]/;
/** A line that starts a block, whatever is before it. */
const startsBlock = /^ {0,3}(?:[-*+][ \t]+\S|#{1,6}[ \t])/;
const underline = /^[ \t>]*(?:=+|-+)[ \t]*$/;
const definition = /^[ \t>]*\[[^\]]*\]:/;

/** The first line (from 0) that goes beyond a bound. */
export function findTooDeep(lines: readonly string[]): number | undefined {
  const isCode = findCode(lines);
  const count = { brackets: 0, links: 0, marks: 0, underlines: 0, definitions: 0 };
  const backticks = new Set<number>();
  for (const [index, line] of lines.entries()) {
    if (isCode[index]) continue;
    if (containers.test(line) || deepItem.test(line)) return index;
    if (line.trim() === "" || startsBlock.test(line)) {
      count.brackets = 0;
      count.links = 0;
      count.marks = 0;
      backticks.clear();
    }
    if (line.includes("`")) for (const [run] of line.matchAll(/`+/g)) backticks.add(run.length);
    if (underline.test(line)) count.underlines += 1;
    if (definition.test(line)) count.definitions += 1;
    countMarks(line, count);
    const { brackets, links, marks, underlines, definitions } = count;
    if (brackets > bracketsMax || links > linksMax || marks > marksMax) return index;
    if (backticks.size > backticksMax) return index;
    if (underlines > underlinesMax || definitions > definitionsMax) return index;
  }
  return undefined;
}

function countMarks(line: string, count: { brackets: number; links: number; marks: number }): void {
  for (const [mark] of line.matchAll(/\\.|[[\]]|[*_~]+|@|:\/\/|www\./gi)) {
    if (mark === "[") {
      count.brackets += 1;
      count.links += 1;
    } else if (/^[@:w]/i.test(mark)) count.links += 1;
    else if (mark === "]" && count.brackets > 0) count.brackets -= 1;
    else if (!mark.startsWith("\\")) count.marks += 1;
    if (count.brackets > bracketsMax || count.links > linksMax || count.marks > marksMax) return;
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
