/** Where code in backticks ends: at the next run of as many backticks in its paragraph. */

interface Position {
  line: number;
  column: number;
}

export class CodeSpans {
  readonly #lines: readonly string[];
  readonly #fenced: readonly boolean[];
  /** Of the paragraph that was asked about last. */
  #runs = new Map<number, { at: Position[]; next: number }>();
  #until = 0;

  constructor(lines: readonly string[], fenced: readonly boolean[]) {
    this.#lines = lines;
    this.#fenced = fenced;
  }

  /** The place after the code that starts at a backtick; after the backticks, if they start none. Ask from the front to the back. */
  endOf(line: number, column: number): Position {
    if (line >= this.#until) this.#readParagraph(line);
    const length = runLength(this.#lines[line] ?? "", column);
    const runs = this.#runs.get(length) ?? { at: [], next: 0 };
    let end = runs.at[runs.next];
    while (end !== undefined && isBefore(end, { line, column: column + 1 })) {
      runs.next += 1;
      end = runs.at[runs.next];
    }
    return end === undefined ? { line, column: column + length } : { line: end.line, column: end.column + length };
  }

  #readParagraph(from: number): void {
    this.#runs = new Map();
    let line = from;
    for (; line < this.#lines.length; line += 1) {
      const text = this.#lines[line] ?? "";
      if (text.trim() === "" || this.#fenced[line]) break;
      for (const { index, 0: run } of text.matchAll(/`+/g)) {
        const runs = this.#runs.get(run.length) ?? { at: [], next: 0 };
        runs.at.push({ line, column: index });
        this.#runs.set(run.length, runs);
      }
    }
    this.#until = line;
  }
}

function runLength(line: string, column: number): number {
  let end = column;
  while (line[end] === "`") end += 1;
  return end - column;
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.column < b.column);
}
