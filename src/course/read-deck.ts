/** Reads a deck: its manifest, and all files that it names. */
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import type { Deck } from "./deck.ts";
import { type Diagnostic, diagnose } from "./diagnostic.ts";
import { type IncludedFile, includesIn } from "./dialect/macros.ts";
import { foldersUpTo } from "./links.ts";
import { type LoadedFile, makeDeck } from "./make-deck.ts";
import { type ContentItem, isManifest, type OpenManifest, readManifest } from "./manifest.ts";
import { problems } from "./problems.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads all decks of a folder, sorted by id. Throws a CourseError if a manifest cannot be used. */
export async function readDecks(slidesDir: string, environment?: Environment): Promise<Deck[]> {
  return Promise.all((await manifestsIn(slidesDir)).map((path) => readDeck(path, environment)));
}

/** The manifests of a folder, sorted; none, if there is no such folder. Other YAML files are left alone. */
export async function manifestsIn(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of (await namesOf(folder)).filter((name) => /\.ya?ml$/.test(name)).sort()) {
    const path = join(folder, name);
    if (isManifest((await readIfThere(path)) ?? "")) found.push(path);
  }
  return found;
}

/** Reads the deck of one manifest. What is wrong in it stands in the deck; throws a CourseError if the manifest cannot be used. */
export async function readDeck(path: string, environment: Environment = process.env): Promise<Deck> {
  return readDeckAs(path, await readFile(path, "utf8"), environment);
}

/**
 * The deck of a single chapter, which needs no manifest. Images and included files are looked for where the manifest of
 * its folder, or of one above it, would.
 */
export async function readChapter(path: string): Promise<Deck> {
  const dir = await folderOfManifests(dirname(resolve(path)));
  const manifest = JSON.stringify({ title: basename(path), content: [relative(dir, resolve(path))] });
  return readDeckAs(path, manifest, {}, dir);
}

/** How far above its chapters a manifest is looked for. */
const levelsMax = 3;

async function folderOfManifests(start: string): Promise<string> {
  let folder = start;
  for (let level = 0; level < levelsMax; level += 1) {
    if (basename(folder) === "slides" || (await manifestsIn(folder)).length > 0) return folder;
    folder = dirname(folder);
  }
  return start;
}

/** `chaptersDir` is given for a chapter alone. */
async function readDeckAs(
  path: string,
  manifest: string,
  environment: Environment,
  chaptersDir?: string,
): Promise<Deck> {
  const file = relative(process.cwd(), path);
  const open = readManifest(manifest, file, environment);
  const dir = chaptersDir ?? resolve(dirname(path));
  const files = new Map<string, LoadedFile>();
  const diagnostics: Diagnostic[] = [];
  for (const [name, itemPath] of namesIn(open.manifest.content)) {
    if (files.has(name)) continue;
    const loaded = await load(name, dir);
    if (typeof loaded === "string") {
      const problem = loaded === "outside" ? problems.fileOutside : problems.fileMissing;
      diagnostics.push(diagnose(open.placeOfItem(itemPath), problem(name, relative(process.cwd(), dir) || ".")));
    } else files.set(name, loaded);
  }
  const included = await readIncluded([...files.values(), ...inlineOf(open)], dir);
  const id = basename(path).replace(/\.\w+$/, "");
  return makeDeck({ id, file, dir, open, files, included, diagnostics, isAlone: chaptersDir !== undefined });
}

/** The files that content names, each with the way to it. A text of several lines is no name but slides. */
function* namesIn(
  content: readonly ContentItem[],
  path: readonly PropertyKey[] = [],
): Generator<[string, PropertyKey[]]> {
  for (const [index, item] of content.entries()) {
    if (typeof item === "string" && !item.includes("\n")) yield [item, [...path, index]];
    else if (Array.isArray(item)) yield* namesIn(item, [...path, index]);
    else if (item !== null && typeof item === "object") yield* namesIn(item.content, [...path, index, "content"]);
  }
}

async function load(name: string, dir: string): Promise<LoadedFile | "outside" | "missing"> {
  const path = resolve(dir, name);
  if (!path.startsWith(dir + sep)) return "outside";
  const text = await readIfThere(path);
  return text === undefined ? "missing" : { file: relative(process.cwd(), path), dir: dirname(path), text };
}

function inlineOf({ manifest }: OpenManifest): { dir?: string; text: string }[] {
  return [{ text: JSON.stringify(manifest.content) }];
}

/**
 * An included file is looked for beside the chapter, in the folders above it up to the manifest's, and beside that one.
 * What is hidden is nobody's to include.
 */
async function readIncluded(
  files: readonly { dir?: string; text: string }[],
  dir: string,
): Promise<Map<string, IncludedFile>> {
  const root = dirname(dir);
  const included = new Map<string, IncludedFile>();
  for (const { dir: own, text } of files) {
    for (const name of includesIn(text)) {
      for (const base of [...foldersUpTo(dir, own ?? dir), root]) {
        const path = resolve(base, name);
        if (included.has(name) || !path.startsWith(root + sep) || isHidden(relative(root, path))) continue;
        const content = await readIfThere(path);
        if (content !== undefined) included.set(name, { file: relative(process.cwd(), path), text: content });
      }
    }
  }
  return included;
}

function isHidden(path: string): boolean {
  return path.split(sep).some((name) => name.startsWith("."));
}

async function namesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return [];
    throw error;
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return (await stat(path)).isFile() ? await readFile(path, "utf8") : undefined;
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR"))
      return undefined;
    throw error;
  }
}
