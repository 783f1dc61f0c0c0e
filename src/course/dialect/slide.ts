/** What the dialect makes of a file, before any Markdown is read. */
import { join, type Place, type Source } from "./source.ts";

/** What shows at once: a slide up to its first `--`, or from one `--` to the next. */
export interface Build {
  source: Source;
  /** Those of the builds before it, and its own. */
  classes: string[];
  own: string[];
  /** What follows `???`. */
  notes?: Source;
}

export interface Slide {
  /** Of the first line after the separator. */
  place: Place;
  /** All that stood at its head, and what it inherits. */
  properties: ReadonlyMap<string, string>;
  /** Of the first build. */
  classes: string[];
  name?: string;
  /** The lab in which this slide's commands run; the chapter's, if it names none. */
  lab?: string;
  /** Whether it has a number of its own (`count: false` has not). */
  counted: boolean;
  /** The address of a picture behind it all, from `background-image`. */
  background?: string;
  /** What `--` adds step by step; the first is what shows first. */
  builds: [Build, ...Build[]];
}

export interface WholeSlide {
  source: Source;
  /** For each build, the line of the source (from 0) on which it starts. */
  starts: number[];
}

/** The whole slide as a reader gets it: its builds one after the other, a blank line between them. */
export function wholeSlide(builds: readonly Build[]): WholeSlide {
  const [only, ...more] = builds;
  if (only !== undefined && more.length === 0) return { source: only.source, starts: [0] };
  const pieces: Source[] = [];
  const starts: number[] = [];
  let lines = 0;
  let endsBlank = true;
  for (const { source } of builds) {
    if (!endsBlank && source.lines[0]?.trim() !== "") {
      pieces.push({ lines: [""], runs: source.runs.slice(0, 1) });
      lines += 1;
    }
    starts.push(lines);
    pieces.push(source);
    lines += source.lines.length;
    endsBlank = source.lines.at(-1)?.trim() === "";
  }
  return { source: join(pieces), starts };
}

/** The build (from 0) to which a line of the whole slide belongs. */
export function buildAt({ starts }: WholeSlide, line: number): number {
  return Math.max(
    0,
    starts.findLastIndex((start) => start <= line),
  );
}

/** The slide without the builds that have one of these classes; nothing, if it has one itself. */
export function withoutClasses(slide: Slide, left: ReadonlySet<string>): Slide | undefined {
  const [first, ...later] = slide.builds;
  if (first.own.some((name) => left.has(name))) return undefined;
  const kept = later.filter(({ own }) => !own.some((name) => left.has(name)));
  return kept.length === later.length ? slide : { ...slide, builds: [first, ...kept] };
}
