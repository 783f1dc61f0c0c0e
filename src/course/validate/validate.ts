/** Checks a course, or a part of it: all that can be told without a browser. */
import { readdir, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { articlesOf } from "../article.ts";
import type { Deck } from "../deck.ts";
import { CourseError, type Diagnostic } from "../diagnostic.ts";
import { readGlossary } from "../glossary.ts";
import type { Lab } from "../lab-file.ts";
import { labSlides } from "../lab-text.ts";
import { readLab } from "../labs.ts";
import { manifestsIn, readChapter, readDeck } from "../read-deck.ts";
import { deckScripts, labScript } from "../scripts.ts";
import { readVerified, staleRuns } from "../verified.ts";
import { checkPages, type PageContext } from "./page.ts";
import { checkLabName, checkSteps, type LabNames } from "./steps.ts";

export interface Report {
  decks: Deck[];
  labs: Lab[];
  /** Sorted by file, line and column; each once, though several decks may have the chapter. */
  diagnostics: Diagnostic[];
}

/**
 * `path` is a folder with `slides/`, `labs/` and `docs/`, a folder of manifests, a manifest, or a chapter. Chapters of a folder
 * without any manifest are checked one by one. Throws what reading the file system throws.
 */
export async function validate(path: string): Promise<Report> {
  const diagnostics: Diagnostic[] = [];
  const labs = await readEach(await labFolders(path), readLab, diagnostics);
  const decks = await readEach(await deckFiles(path), readDeckOrChapter, diagnostics);
  const known = new Map(labs.map(({ id, tasks, inits }) => [id, { tasks: tasks.map((task) => task.id), inits }]));
  const names = new Set(decks.map(({ id }) => id));
  const folders = new Set([...decks.map(({ dir }) => dir), ...labs.map(({ dir }) => resolve(dir, "../../slides"))]);
  const glossaries = await Promise.all([...folders].map(readGlossary));
  const course = {
    decks: names,
    labs: new Map(labs.map(({ id, dir }) => [id, dir])),
    terms: new Set(glossaries.flatMap(({ byName }) => [...byName.keys()])),
  };
  diagnostics.push(...glossaries.flatMap((glossary) => glossary.diagnostics));
  for (const deck of decks) diagnostics.push(...checkDeck(deck, known, course));
  for (const lab of labs) diagnostics.push(...checkLab(lab, known, course));
  const scripts = [...decks.flatMap(deckScripts), ...labs.map(labScript)];
  diagnostics.push(...staleRuns(scripts, await readVerified(path), path));
  return { decks, labs, diagnostics: inOrder(diagnostics) };
}

async function readEach<Value>(
  paths: readonly string[],
  read: (path: string) => Promise<Value>,
  diagnostics: Diagnostic[],
): Promise<Value[]> {
  const values: Value[] = [];
  for (const path of paths) {
    try {
      values.push(await read(path));
    } catch (error) {
      if (!(error instanceof CourseError)) throw error;
      diagnostics.push(...error.problems);
    }
  }
  return values;
}

function readDeckOrChapter(path: string): Promise<Deck> {
  return path.endsWith(".md") ? readChapter(path) : readDeck(path);
}

type Course = Pick<PageContext, "decks" | "labs" | "terms">;

function checkDeck(deck: Deck, labs: LabNames, course: Course): Diagnostic[] {
  const { manifest, chapters } = deck;
  const anchors = new Set([...deck.anchors.keys(), ...deck.parts.map(({ anchor }) => anchor)]);
  for (const article of articlesOf(deck)) {
    for (const { id } of article.headings) anchors.add(id);
    for (const anchor of article.anchors.keys()) anchors.add(anchor);
  }
  const isAlone = deck.file === chapters[0]?.file;
  const context = { ...course, deck, anchors, classes: new Set(manifest.exclude ?? []), isAlone };
  const start = { file: deck.file, line: 1, column: 1 };
  return [
    ...deck.diagnostics,
    ...(manifest.lab === undefined ? [] : checkLabName(manifest.lab, start, labs)),
    ...chapters.flatMap(({ slides }) => [...checkPages(slides, context), ...checkSteps(slides, manifest.lab, labs)]),
  ];
}

function checkLab(lab: Lab, labs: LabNames, course: Course): Diagnostic[] {
  const { slides, diagnostics } = labSlides(lab);
  const context = { ...course, deck: { dir: lab.dir }, anchors: new Set<string>(), classes: new Set<string>() };
  return [...diagnostics, ...checkPages(slides, context), ...checkSteps(slides, lab.id, labs)];
}

async function labFolders(path: string): Promise<string[]> {
  const start = (await stat(path)).isDirectory() ? path : dirname(path);
  // Of a chapter alone its labs are beside the folder that it is in, or further up.
  for (const folder of [start, resolve(start, ".."), resolve(start, "../..")]) {
    const names = await namesIn(join(folder, "labs"));
    const labs: string[] = [];
    for (const name of names)
      if ((await namesIn(join(folder, "labs", name))).includes("lab.md")) labs.push(join(folder, "labs", name));
    if (labs.length > 0) return labs;
  }
  return [];
}

async function deckFiles(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const folder = (await namesIn(join(path, "slides"))).length > 0 ? join(path, "slides") : path;
  const manifests = await manifestsIn(folder);
  // The guide for authors is a deck as well.
  if (folder !== path) manifests.push(...(await manifestsIn(join(path, "docs"))));
  if (manifests.length > 0) return manifests;
  const all = await readdir(folder, { recursive: true });
  return all.filter((name) => name.endsWith(".md") && !name.includes("node_modules")).map((name) => join(folder, name));
}

/** Sorted; none, if there is no such folder. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return [];
    throw error;
  }
}

/** Sorted by file, line and column; each once. */
export function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const each = new Map(diagnostics.map((one) => [JSON.stringify(one), one]));
  return [...each.values()].sort(
    (a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column || a.code.localeCompare(b.code),
  );
}
