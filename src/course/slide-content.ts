/** What is on a slide: its Markdown as a tree with positions, its labs, its notes. Read when it is asked for, once. */
import type { Diagnostic } from "./diagnostic.ts";
import { type Notes, readNotes } from "./dialect/notes.ts";
import { type Parsed, parse } from "./dialect/parse.ts";
import { checkQuestions } from "./dialect/question.ts";
import { type Slide, wholeSlide } from "./dialect/slide.ts";
import { findLabs, type LabBlock } from "./dialect/step.ts";

export interface SlideContent extends Parsed {
  /** For each build, the line (from 0) of the source on which it starts. */
  buildStarts: number[];
  labs: LabBlock[];
  /** For each build that has some. */
  notes: { build: number; notes: Notes }[];
  diagnostics: Diagnostic[];
}

const read = new WeakMap<Slide, SlideContent>();

export function contentOf(slide: Slide): SlideContent {
  const known = read.get(slide);
  if (known !== undefined) return known;
  const { source, starts } = wholeSlide(slide.builds);
  const parsed = parse(source);
  const { labs, diagnostics } = findLabs(parsed.tree, parsed.source);
  const content = {
    ...parsed,
    buildStarts: starts,
    labs,
    notes: slide.builds.flatMap(({ notes }, build) =>
      notes === undefined ? [] : [{ build, notes: readNotes(notes) }],
    ),
    diagnostics: [...parsed.diagnostics, ...diagnostics, ...checkQuestions(parsed.tree, parsed.source)],
  };
  read.set(slide, content);
  return content;
}
