/**
 * What no author writes, and what Markdown parsers take more than linear time for: brackets in brackets, emphasis in
 * emphasis, lists in quotes in lists. Whatever is within these bounds is read in time that grows with its length.
 */

const bracketsMax = 32;
const marksMax = 400;

/** Quotes and lists on one line. Each costs every line that follows. */
const containers = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))){50}/;

/** A line that starts a block, whatever is before it. */
const startsBlock = /^ {0,3}(?:[-*+][ \t]+\S|#{1,6}[ \t])/;

/** The first line (from 0) that goes beyond a bound. */
export function findTooDeep(lines: readonly string[]): number | undefined {
  let brackets = 0;
  let marks = 0;
  for (const [index, line] of lines.entries()) {
    if (containers.test(line)) return index;
    if (line.trim() === "" || startsBlock.test(line)) {
      brackets = 0;
      marks = 0;
    }
    for (const [mark] of line.matchAll(/\\.|[[\]]|[*_~]+/g)) {
      if (mark === "[") brackets += 1;
      else if (mark === "]") brackets = Math.max(0, brackets - 1);
      else if (!mark.startsWith("\\")) marks += 1;
      if (brackets > bracketsMax || marks > marksMax) return index;
    }
  }
  return undefined;
}
