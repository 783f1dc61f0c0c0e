/**
 * Finds which `]` closes which `.name[`, in one pass. Brackets in code and in comments do not count, so that a block may
 * hold any code; a line of `]` alone closes a block even if a bracket in the text above it was left open.
 */
import { knownClasses } from "../../classes.ts";
import { findFencedLines } from "../fences.ts";
import { CodeSpans } from "./code-spans.ts";

/** Deeper than any author nests. A bound keeps a hostile text from costing depth times length. */
export const depthMax = 8;

export interface Pair {
  /** Offset of the `]`. */
  close: number;
  /** Whether it holds paragraphs, lists and the like, or a part of a line. */
  isBlock: boolean;
}

export interface Pairs {
  /** By the offset of the first dot of `.name[`. */
  pairs: ReadonlyMap<number, Pair>;
  /** `.name[` beyond `depthMax`: line from 0, column from 1. */
  tooDeep: { line: number; column: number }[];
  /** Lines of `]` that close nothing. */
  stray: { line: number; column: number }[];
  /** Lines with a separator inside a block, and what opens that block. */
  separators: Map<number, string>;
}

interface Open {
  /** Of its first dot; -1 for a plain bracket. */
  offset: number;
  opening: string;
  /** It starts its line, so it may hold more than a paragraph. */
  startsLine: boolean;
  line: number;
  /** Only blanks follow it on its line. */
  isAlone: boolean;
  separators: number[];
}

const marks = /[`<[\].\\]/g;
const namesAt = /(?:\.[A-Za-z_-][\w-]*)+/y;
const lineHead = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*/;
const blanks = /[ \t]*/y;
const onlyClosing = /^[ \t]*\]+[ \t]*$/;

export function findPairs(lines: readonly string[], isSeparator?: (line: number) => boolean): Pairs {
  return new Scan(lines, isSeparator).run();
}

class Scan {
  readonly #lines: readonly string[];
  readonly #fenced: boolean[];
  readonly #isSeparator: (line: number) => boolean;
  readonly #stack: Open[] = [];
  readonly #found: Pairs & { pairs: Map<number, Pair> } = {
    pairs: new Map(),
    tooDeep: [],
    stray: [],
    separators: new Map(),
  };
  #classes = 0;
  #lastBlank = -1;
  #inComment = false;
  /** Code that goes on over an end of line ends here. */
  #codeEnd = { line: -1, column: 0 };
  /** Up to here the line has nothing but marks of lists and quotes, and openings. */
  #headEnd = 0;

  constructor(lines: readonly string[], isSeparator = (_line: number) => false) {
    this.#lines = lines;
    this.#fenced = findFencedLines(lines);
    this.#isSeparator = isSeparator;
  }

  run(): Pairs {
    const commentEnds = this.#lines.findLastIndex((line) => line.includes("-->"));
    const spans = new CodeSpans(this.#lines, this.#fenced);
    let offset = 0;
    for (const [index, line] of this.#lines.entries()) {
      if (this.#isSeparator(index)) this.#separator(index);
      else if (!this.#fenced[index]) this.#line(line, index, { offset, spans, commentEnds });
      offset += line.length + 1;
    }
    return this.#found;
  }

  #separator(index: number): void {
    this.#endParagraph();
    this.#stack.at(-1)?.separators.push(index);
  }

  #line(line: string, index: number, at: { offset: number; spans: CodeSpans; commentEnds: number }): void {
    if (line.trim() === "") {
      this.#lastBlank = index;
      this.#endParagraph();
      return;
    }
    const closesOnly = onlyClosing.test(line);
    const lastEnd = line.lastIndexOf("-->");
    this.#headEnd = lineHead.exec(line)?.[0].length ?? 0;
    if (this.#codeEnd.line > index) return;
    let from = this.#codeEnd.line === index ? this.#codeEnd.column : 0;
    if (this.#inComment) {
      const end = line.indexOf("-->");
      if (end === -1) return;
      this.#inComment = false;
      from = end + 3;
    }
    while (from < line.length) {
      marks.lastIndex = from;
      const mark = marks.exec(line);
      if (mark === null) return;
      const column = mark.index;
      from = column + 1;
      if (mark[0] === "\\") from += 1;
      else if (mark[0] === "`") {
        this.#codeEnd = at.spans.endOf(index, column);
        if (this.#codeEnd.line > index) return;
        from = this.#codeEnd.column;
      } else if (mark[0] === "<") {
        if (!line.startsWith("<!--", column)) continue;
        const end = column + 4 > lastEnd ? -1 : line.indexOf("-->", column + 4);
        if (end !== -1) from = end + 3;
        else if (at.commentEnds > index) {
          this.#inComment = true;
          return;
        }
      } else if (mark[0] === "[")
        this.#push({ offset: -1, opening: "[", startsLine: false, line: index, isAlone: false });
      else if (mark[0] === "]") {
        this.#close(index, column, at.offset, closesOnly);
        // What stands behind the `]` of a block may be the next block.
        if (column === this.#headEnd) this.#headEnd = afterBlanks(line, from);
      } else from = this.#open(line, index, column, at.offset);
    }
  }

  #open(line: string, index: number, column: number, offset: number): number {
    namesAt.lastIndex = column;
    const names = namesAt.exec(line)?.[0];
    if (names === undefined) return column + 1;
    // Names without a bracket are passed as a whole, else a row of them would be read from each dot.
    if (line[column + names.length] !== "[") return column + names.length;
    if (/[\w.]/.test(line[column - 1] ?? " ") && !isGlued(line, column, names)) return column + names.length;
    const opening = `${names}[`;
    const end = column + opening.length;
    if (this.#classes >= depthMax) {
      this.#found.tooDeep.push({ line: index, column: column + 1 });
      this.#push({ offset: -1, opening, startsLine: false, line: index, isAlone: false });
      return end;
    }
    const textStart = afterBlanks(line, end);
    const startsLine = column === this.#headEnd;
    if (startsLine) {
      this.#endParagraph();
      this.#headEnd = textStart;
    }
    const isAlone = textStart === line.length;
    this.#push({ offset: offset + column, opening, startsLine, line: index, isAlone });
    this.#classes += 1;
    return end;
  }

  #push(open: Omit<Open, "separators">): void {
    this.#stack.push({ ...open, separators: [] });
  }

  #close(index: number, column: number, offset: number, closesOnly: boolean): void {
    while (closesOnly && this.#stack.at(-1)?.offset === -1) this.#drop();
    const open = this.#stack.pop();
    if (open === undefined) {
      if (closesOnly) this.#found.stray.push({ line: index, column: column + 1 });
      return;
    }
    if (open.offset === -1) {
      this.#inherit(open);
      return;
    }
    this.#classes -= 1;
    for (const line of open.separators) this.#found.separators.set(line, open.opening);
    const rest = (this.#lines[index] ?? "").slice(column + 1);
    const holdsBlocks = open.isAlone || this.#lastBlank > open.line;
    const isBlock =
      open.startsLine && open.line !== index && (holdsBlocks || /^[ \t\]]*(?:$|(?:\.[A-Za-z_-][\w-]*)+\[)/.test(rest));
    this.#found.pairs.set(open.offset, { close: offset + column, isBlock });
  }

  /** What was opened inside a line cannot go on after its paragraph. */
  #endParagraph(): void {
    while (this.#stack.length > 0 && !this.#stack.at(-1)?.startsLine) this.#drop();
  }

  #drop(): void {
    const open = this.#stack.pop();
    if (open === undefined) return;
    if (open.offset !== -1) this.#classes -= 1;
    this.#inherit(open);
  }

  /** What stood inside a bracket that nothing closes stands inside the one around it. */
  #inherit(open: Open): void {
    if (open.separators.length > 0) this.#stack.at(-1)?.separators.push(...open.separators);
  }
}

/** Whether `.red[s]` behind a letter is a class: one that has a style, and no index such as `list.left[0]`. */
function isGlued(line: string, column: number, names: string): boolean {
  const next = line[column + names.length + 1] ?? "";
  return /\w/.test(line[column - 1] ?? "") && knownClasses.includes(names.slice(1)) && !/[\d"'$\]:-]/.test(next);
}

function afterBlanks(line: string, from: number): number {
  blanks.lastIndex = from;
  return from + (blanks.exec(line)?.[0].length ?? 0);
}
