/** Reads a chapter: its manifest and the slides of its files. */
import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { CourseError, type Diagnostic } from "./diagnostic.ts";
import type { Slide } from "./dialect/slide.ts";
import { splitSlides } from "./dialect/split.ts";
import { type ContentItem, type Manifest, manifestSchema } from "./manifest.ts";
import { readYaml } from "./yaml.ts";

export interface Section {
  /** As messages name it. */
  file: string;
  slides: Slide[];
}

export interface Chapter {
  /** The manifest's name without its ending. */
  id: string;
  manifest: Manifest;
  sections: Section[];
  diagnostics: Diagnostic[];
}

/** Reads all chapters of a folder, sorted by id. */
export async function readChapters(slidesDir: string): Promise<Chapter[]> {
  const names = (await readdir(slidesDir)).filter((name) => name.endsWith(".yml")).sort();
  return Promise.all(names.map((name) => readChapter(join(slidesDir, name))));
}

/** Reads the chapter of one manifest. Throws a CourseError if the manifest or a file that it names cannot be used. */
export async function readChapter(path: string): Promise<Chapter> {
  const file = relative(process.cwd(), path);
  const source = await readFile(path, "utf8");
  const manifest = readYaml({ text: source, file, firstLine: 1 }, manifestSchema);
  const sections: Section[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const item of flatten(manifest.content)) {
    // A text of several lines is no file name but slides, written in the manifest itself.
    const part = item.includes("\n") ? { file, text: item } : await readSection(item, { path, file, source });
    const split = splitSlides(part.text, part.file);
    sections.push({ file: part.file, slides: split.slides });
    diagnostics.push(...split.diagnostics);
  }
  return { id: basename(path, ".yml"), manifest, sections, diagnostics };
}

function flatten(content: readonly ContentItem[]): string[] {
  return content.flatMap((item) => (typeof item === "string" ? [item] : flatten(item)));
}

interface ManifestPlace {
  path: string;
  file: string;
  source: string;
}

async function readSection(name: string, manifest: ManifestPlace): Promise<{ file: string; text: string }> {
  const folder = resolve(dirname(manifest.path));
  const path = resolve(folder, name);
  const refuse = (message: string): CourseError => {
    const line = manifest.source.split("\n").findIndex((text) => text.includes(name)) + 1;
    return new CourseError([{ severity: "error", file: manifest.file, line, column: 1, message }]);
  };
  if (!path.startsWith(folder + sep)) throw refuse(`\`${name}\` is outside of ${folder}; name a file below it`);
  try {
    return { file: relative(process.cwd(), path), text: await readFile(path, "utf8") };
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    throw refuse(
      `\`${name}\` does not exist; write the name of a file below ${relative(process.cwd(), folder) || "."}`,
    );
  }
}
