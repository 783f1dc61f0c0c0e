/** Splits a file into slides (`---`), a slide into builds (`--`), a build into text and notes (`???`). */
import type { Diagnostic } from "../diagnostic.ts";
import { findFencedLines } from "./fences.ts";
import { type Properties, takeProperties } from "./properties.ts";
import type { Build, Slide, Stretch } from "./slide.ts";

interface Cut extends Stretch {
  /** What stands before it. */
  after: "start" | "slide" | "build";
}

/** Any text gives slides: at least one, which may be empty. */
export function splitSlides(source: string, file: string): { slides: Slide[]; diagnostics: Diagnostic[] } {
  const slides: Slide[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const cut of cutAtSeparators(source)) {
    const { properties, build, found } = readBuild(cut, file);
    diagnostics.push(...found);
    const open = slides.at(-1);
    if (cut.after === "build" && open !== undefined) {
      open.builds.push(build);
      mergeInto(open, properties);
    } else {
      slides.push({ line: cut.line, builds: [build], ...properties });
    }
  }
  return { slides, diagnostics };
}

function cutAtSeparators(source: string): Cut[] {
  const lines = source.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  const fenced = findFencedLines(lines);
  const cuts: Cut[] = [];
  let start = 0;
  let after: Cut["after"] = "start";
  const cutBefore = (end: number): void => {
    cuts.push({ after, line: start + 1, text: lines.slice(start, end).join("\n") });
  };
  for (const [index, line] of lines.entries()) {
    const separator = fenced[index] ? undefined : /^(---?)[ \t]*$/.exec(line)?.[1];
    if (separator === undefined) continue;
    cutBefore(index);
    start = index + 1;
    after = separator === "--" ? "build" : "slide";
  }
  cutBefore(lines.length);
  return cuts;
}

function readBuild(cut: Cut, file: string): { properties: Properties; build: Build; found: Diagnostic[] } {
  const lines = cut.text.split("\n");
  const fenced = findFencedLines(lines);
  const mark = lines.findIndex((line, index) => !fenced[index] && /^\?\?\?[ \t]*$/.test(line));
  const shown: Stretch = { line: cut.line, text: (mark === -1 ? lines : lines.slice(0, mark)).join("\n") };
  const { properties, rest, diagnostics } = takeProperties(shown, file);
  const build: Build = rest;
  if (mark !== -1) build.notes = { line: cut.line + mark + 1, text: lines.slice(mark + 1).join("\n") };
  return { properties, build, found: diagnostics };
}

/** A build has the classes of the slide that it goes on with, and may add some. */
function mergeInto(slide: Slide, { classes, name, lab }: Properties): void {
  slide.classes = [...new Set([...slide.classes, ...classes])];
  if (name !== undefined) slide.name = name;
  if (lab !== undefined) slide.lab = lab;
}
