/**
 * The glossary, `glossary.md` in the folder of the manifests. Each `## …` begins a term: its name, and after commas the
 * other forms in which the text has it. What follows says what it is; the first paragraph is shown beside the word.
 */
import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Root } from "hast";
import { Anchors } from "./anchors.ts";
import { type Diagnostic, diagnose } from "./diagnostic.ts";
import { textOf } from "./dialect/hast.ts";
import { renderSource } from "./dialect/render.ts";
import { type Place, placeOf, type Source, slice, sourceOf } from "./dialect/source.ts";
import { problems } from "./problems.ts";

export interface Term {
  id: string;
  /** The first is what it is called. */
  names: string[];
  /** What it is, in plain text. */
  short: string;
  tree: Root;
}

export interface Glossary {
  /** Sorted by name. */
  terms: Term[];
  /** By any of the names, in lower case. */
  byName: ReadonlyMap<string, Term>;
  diagnostics: Diagnostic[];
}

export const noGlossary: Glossary = { terms: [], byName: new Map(), diagnostics: [] };

/** None, if the folder has no such file. Throws what reading the file system throws. */
export async function readGlossary(folder: string): Promise<Glossary> {
  const path = join(folder, "glossary.md");
  try {
    return glossaryOf(sourceOf(await readFile(path, "utf8"), relative(process.cwd(), path)));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return noGlossary;
    throw error;
  }
}

export function glossaryOf(source: Source): Glossary {
  const diagnostics: Diagnostic[] = [];
  const anchors = new Anchors();
  const byName = new Map<string, Term>();
  const terms = entriesOf(source).map(({ heading, place, body }) => {
    const names = heading.split(",").map((name) => name.trim());
    const { tree, diagnostics: found } = renderSource(body, { lab: undefined });
    const paragraph = tree.children.find((child) => child.type === "element" && child.tagName === "p");
    const term = {
      ...{ id: anchors.take(names[0] ?? ""), names, tree },
      short: paragraph ? textOf(paragraph).replaceAll(/\s+/g, " ").trim() : "",
    };
    diagnostics.push(...found);
    if (term.short === "") diagnostics.push(diagnose(place, problems.termEmpty(heading)));
    for (const name of names.map((one) => one.toLowerCase())) {
      if (byName.has(name)) diagnostics.push(diagnose(place, problems.termTwice(name)));
      else byName.set(name, term);
    }
    return term;
  });
  return { terms: terms.sort((a, b) => nameOf(a).localeCompare(nameOf(b))), byName, diagnostics };
}

interface Entry {
  heading: string;
  place: Place;
  body: Source;
}

/** What stands before the first is the file's own title. */
function entriesOf(source: Source): Entry[] {
  const starts = source.lines.flatMap((line, index) => (line.startsWith("## ") ? [index] : []));
  return starts.map((start, index) => ({
    heading: (source.lines[start] ?? "").slice(3).trim(),
    place: placeOf(source, start),
    body: slice(source, start + 1, starts[index + 1]),
  }));
}

function nameOf({ names: [name = ""] }: Term): string {
  return name.toLowerCase();
}
