/** `@@NAME@@` is what the manifest says for it; `@@LINK[file]` a link to the file; `@@INCLUDE[file]` what is in it. */
import { type Diagnostic, diagnose } from "../diagnostic.ts";
import { problems } from "../problems.ts";
import { join, placeOf, type Source, sourceOf } from "./source.ts";

export interface Macros {
  /** By name, without the @@. What is known but not set is "". */
  values: ReadonlyMap<string, string>;
  /** Nobody could have set them. */
  mayBeEmpty?: boolean;
  /** Where `@@LINK[ ]` leads: this, a slash, and the file. */
  linkBase?: string;
  /** What `@@INCLUDE[ ]` puts in, by what stands in its brackets. */
  included?: ReadonlyMap<string, IncludedFile>;
}

export interface IncludedFile {
  /** As messages name it. */
  file: string;
  text: string;
}

const macro = /@@([A-Z]{1,40})(?:@@|\[([^\][\n]{1,300})\])/g;
const include = /@@INCLUDE\[([^\][\n]{1,300})\]/g;

/** What stands in the brackets of each `@@INCLUDE[ ]`. */
export function includesIn(text: string): string[] {
  return [...text.matchAll(include)].map(([, name = ""]) => name);
}

/** So many lines may be put into a text: one that asks for a long file again and again would be endless. */
const includedMax = 100_000;

/** A macro that nothing defines stays as it is, with an error. `@@TOC@@` is left to who knows the contents. */
export function expandMacros(source: Source, macros: Macros): { source: Source; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const pieces: Source[] = [];
  let start = 0;
  let includedLines = 0;
  const lines: string[] = [];
  const runsFrom = (from: number, taken: string[]): Source => {
    const { file, line } = placeOf(source, from);
    return { lines: taken, runs: [{ at: 0, file, line }] };
  };
  for (const [index, line] of source.lines.entries()) {
    if (!line.includes("@@")) {
      lines.push(line);
      continue;
    }
    const expanded = expandLine(line, macros, (column, problem) =>
      diagnostics.push(diagnose(placeOf(source, index, column), problem)),
    );
    const file = includeOf(expanded, macros);
    if (file === undefined) {
      lines.push(expanded);
      continue;
    }
    const put = includedLines > includedMax ? undefined : included(expanded, file);
    includedLines += put?.lines.length ?? 0;
    if (put === undefined || includedLines > includedMax) {
      diagnostics.push(diagnose(placeOf(source, index), problems.includedLong(includedMax)));
      lines.push(expanded);
      continue;
    }
    pieces.push(runsFrom(start, lines.splice(0)), put);
    start = index + 1;
  }
  pieces.push(runsFrom(start, lines));
  return { source: join(pieces.filter((piece) => piece.lines.length > 0)), diagnostics };
}

type Tell = (column: number, problem: ReturnType<(typeof problems)["macroEmpty"]>) => void;

function expandLine(line: string, macros: Macros, tell: Tell): string {
  const { values, linkBase, included: files, mayBeEmpty = false } = macros;
  return line.replace(macro, (whole, name: string, argument: string | undefined, offset: number) => {
    if (argument !== undefined) {
      if (name === "LINK" && linkBase !== undefined) return `[${argument}](${linkBase}/${argument})`;
      if (name === "INCLUDE" && files !== undefined) {
        if (!files.has(argument)) tell(offset + 1, problems.macroFile(whole, "the folder of slides/"));
        return whole;
      }
    } else if (name === "TOC") return whole;
    const value = argument === undefined ? values.get(name) : undefined;
    if (value === undefined) {
      const known = [...values.keys()].map((key) => `@@${key}@@`).join(", ");
      tell(offset + 1, problems.macroUnknown(whole, known));
      return whole;
    }
    if (value === "" && !mayBeEmpty) tell(offset + 1, problems.macroEmpty(whole, name.toLowerCase()));
    // One line stays one line, else positions after it would be wrong.
    return value.trim().replace(/\s*\n\s*/g, " ");
  });
}

function includeOf(line: string, { included: files }: Macros): IncludedFile | undefined {
  return includesIn(line)
    .map((name) => files?.get(name))
    .find((file) => file !== undefined);
}

/** The file's lines, each at its place in that file. A line includes one file; more than one is not expanded. */
function included(line: string, { file, text }: IncludedFile): Source {
  const source = sourceOf(text.replace(/\n$/, ""), file);
  const at = line.search(/@@INCLUDE\[/);
  const end = line.indexOf("]", at) + 1;
  const [first = "", ...others] = source.lines;
  const lines = [line.slice(0, at) + first, ...others];
  lines.push(`${lines.pop() ?? ""}${line.slice(end)}`);
  return { ...source, lines };
}
