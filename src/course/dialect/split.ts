/** Cuts a text at its separators: slides (`---`), builds (`--`), and in each what follows `???`. */
import { type Diagnostic, diagnose } from "../diagnostic.ts";
import { problems } from "../problems.ts";
import { findPairs } from "./content-class/pairs.ts";
import { findFencedLines, findOpenFences } from "./fences.ts";
import { type Properties, takeProperties } from "./properties.ts";
import { type Place, placeOf, type Source, slice } from "./source.ts";

/** One piece between two separators, which inherits nothing yet. */
export interface Cut {
  /** Of its first line. */
  place: Place;
  /** It follows a `--`, so it goes on with the cut before it. */
  isContinued: boolean;
  properties: Properties;
  source: Source;
  notes?: Source;
}

const separator = /^(---?)[ \t]*$/;

/** Any text gives cuts: at least one, which may be empty. */
export function cutSlides(source: Source): { cuts: Cut[]; diagnostics: Diagnostic[] } {
  const cuts: Cut[] = [];
  const diagnostics: Diagnostic[] = [];
  const fenced = findFencedLines(source.lines);
  for (const { line, fence } of findOpenFences(source.lines, fenced)) {
    diagnostics.push(diagnose(placeOf(source, line), problems.fenceOpen(fence)));
  }
  let from = 0;
  let isContinued = false;
  for (const [line, mark] of findSeparators(source, fenced, diagnostics)) {
    cuts.push(readCut(source, { from, to: line, isContinued }, { fenced, diagnostics }));
    from = line + 1;
    isContinued = mark === "--";
  }
  cuts.push(readCut(source, { from, to: source.lines.length, isContinued }, { fenced, diagnostics }));
  return { cuts, diagnostics };
}

/** Lines (from 0) that separate, each with its mark. What does not, because a block holds it, is told. */
export function findSeparators(
  source: Source,
  fenced: readonly boolean[],
  diagnostics: Diagnostic[],
): [number, string][] {
  const { lines } = source;
  const found: [number, string][] = [];
  for (const [line, text] of lines.entries()) {
    const mark = fenced[line] ? undefined : separator.exec(text)?.[1];
    if (mark !== undefined) found.push([line, mark]);
  }
  const marks = new Map(found);
  // What closes beyond a separator holds it.
  const { separators } = findPairs(lines, (line) => marks.has(line));
  for (const [line, opening] of separators) {
    diagnostics.push(diagnose(placeOf(source, line), problems.separatorInBlock(marks.get(line) ?? "---", opening)));
  }
  return found.filter(([line]) => !separators.has(line));
}

interface Range {
  from: number;
  to: number;
  isContinued: boolean;
}

function readCut(
  source: Source,
  range: Range,
  context: { fenced: readonly boolean[]; diagnostics: Diagnostic[] },
): Cut {
  const { from, to, isContinued } = range;
  let mark = from;
  while (mark < to && (context.fenced[mark] || !/^\?\?\?[ \t]*$/.test(source.lines[mark] ?? ""))) mark += 1;
  const fenced = context.fenced.slice(from, mark);
  const { properties, rest, diagnostics } = takeProperties(slice(source, from, mark), fenced);
  context.diagnostics.push(...diagnostics);
  // After a separator at the end there is no line.
  const place = placeOf(source, Math.min(from, source.lines.length - 1));
  const cut: Cut = { place, isContinued, properties, source: rest };
  if (mark < to) cut.notes = slice(source, mark + 1, to);
  return cut;
}
