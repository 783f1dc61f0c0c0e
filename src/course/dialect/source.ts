/** Lines of text that know where they come from, however they were cut, put together or replaced. */

export interface Place {
  file: string;
  /** Both from 1. */
  line: number;
  column: number;
}

/** From line `at` of the source (from 0) on, lines stand one after the other in a file. */
interface Run {
  at: number;
  file: string;
  line: number;
  /** All lines were made from this one. */
  still?: true;
}

export interface Source {
  lines: readonly string[];
  /** Sorted, the first at 0. */
  runs: readonly Run[];
}

/**
 * A file's text, or a part of it that starts on `line`. Ends of lines are made one kind, and NUL a sign that can be seen
 * (https://spec.commonmark.org/0.31.2/#insecure-characters).
 */
export function sourceOf(text: string, file: string, line = 1): Source {
  const safe = text.replace(/^\uFEFF/, "").replaceAll("\0", "\uFFFD");
  return { lines: safe.split(/\r\n|\r|\n/), runs: [{ at: 0, file, line }] };
}

/** Text that was made from what stands at one place, such as a slide of contents. */
export function madeAt({ file, line }: Place, text: string): Source {
  return { lines: text.split("\n"), runs: [{ at: 0, file, line, still: true }] };
}

export function textOf({ lines }: Source): string {
  return lines.join("\n");
}

export function isBlank({ lines }: Source): boolean {
  return lines.every((line) => line.trim() === "");
}

/** Where line `index` (from 0) of the source stands. */
export function placeOf({ runs }: Source, index: number, column = 1): Place {
  const run = runs[runAt(runs, index)] ?? { at: 0, file: "", line: 1 };
  return { file: run.file, line: run.still ? run.line : run.line + index - run.at, column };
}

/** Lines `from` to `to` (not included). */
export function slice(source: Source, from: number, to = source.lines.length): Source {
  const first = runAt(source.runs, from);
  const runs: Run[] = [];
  for (let index = first; index < source.runs.length; index += 1) {
    const run = source.runs[index];
    if (run === undefined || (run.at >= to && runs.length > 0)) break;
    const skipped = Math.max(0, from - run.at);
    runs.push({ ...run, at: Math.max(0, run.at - from), line: run.still ? run.line : run.line + skipped });
  }
  return { lines: source.lines.slice(from, to), runs };
}

export function join(sources: readonly Source[]): Source {
  const lines: string[] = [];
  const runs: Run[] = [];
  for (const source of sources) {
    for (const run of source.runs) runs.push({ ...run, at: run.at + lines.length });
    for (const line of source.lines) lines.push(line);
  }
  return { lines, runs: runs.length > 0 ? runs : [{ at: 0, file: "", line: 1 }] };
}

/** The same lines, some changed; each stays one line. */
export function mapLines(source: Source, change: (line: string, index: number) => string): Source {
  return { ...source, lines: source.lines.map(change) };
}

function runAt(runs: readonly Run[], index: number): number {
  let low = 0;
  let high = runs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((runs[middle]?.at ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}
