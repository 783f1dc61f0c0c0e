/** What the dialect makes of a file, before any Markdown is read. */

/** A stretch of a file. Its lines keep their numbers, so that positions inside it can be told. */
export interface Stretch {
  text: string;
  /** The line of the file on which `text` starts. */
  line: number;
}

export interface Build extends Stretch {
  /** What follows `???`. */
  notes?: Stretch;
}

export interface Slide {
  line: number;
  classes: string[];
  name?: string;
  /** The lab in which this slide's commands run; the chapter's, if it names none. */
  lab?: string;
  /** What `--` adds step by step; the first is what shows first. */
  builds: [Build, ...Build[]];
}

/** The whole slide as a reader gets it: its builds one after the other, each line where it was in the file. */
export function wholeSlide({ line, builds }: Slide): Stretch {
  const lines: string[] = [];
  for (const build of builds) {
    while (lines.length < build.line - line) lines.push("");
    lines.push(...build.text.split("\n"));
  }
  return { line, text: lines.join("\n") };
}
