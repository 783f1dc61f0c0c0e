/** What an import copies: manifests, all chapters, and the images and other files that these show or include. */
import { basename, join } from "node:path";
import { findFencedLines } from "../../course/dialect/fences.ts";
import { includesIn } from "../../course/dialect/macros.ts";
import { isRelative } from "../../course/links.ts";
import { isManifest } from "../../course/manifest.ts";
import { moveFiles } from "../new/manifest-edit.ts";
import { findIn, type Reader, type SourceFolder } from "./source.ts";

export interface Plan {
  /** Contents by path below `slides/`. */
  files: ReadonlyMap<string, string | Buffer>;
  manifests: string[];
  chapters: string[];
  images: number;
  included: number;
  /** What a text shows or includes and the folder has not: file, and address. */
  missing: { file: string; address: string }[];
}

const noChapter = /^(?:readme|contributing|license|changelog|todo)\b/i;

/**
 * `slides` is the part of the folder with the slides, "" if all of it is; included files may stand beside it.
 * `into` is a folder of `slides/` for all but the manifests, which stand at its top with names of their own.
 */
export async function planImport(
  source: SourceFolder,
  reader: Reader,
  { slides, into }: { slides: string; into: string | undefined },
): Promise<Plan> {
  const below = [...source.files].filter((path) => slides === "" || path.startsWith(`${slides}/`));
  const short = (path: string): string => (slides === "" ? path : path.slice(slides.length + 1));
  const placed = (path: string): string => (into === undefined ? path : join(into, path));
  const files = new Map<string, string | Buffer>();
  const plan = { files, manifests: [] as string[], chapters: [] as string[], images: 0, included: 0 };
  const missing = new Map<string, { file: string; address: string }>();

  for (const path of below) {
    const name = short(path);
    if (/^[^/]+\.ya?ml$/.test(name)) {
      const text = (await reader.read(path)).toString("utf8");
      if (!isManifest(text)) continue;
      const moved = into === undefined ? name : `${into}-${name}`;
      files.set(moved, into === undefined ? text : moveFiles(text, into));
      plan.manifests.push(moved);
    } else if (name.endsWith(".md") && !noChapter.test(basename(name))) {
      const text = (await reader.read(path)).toString("utf8");
      files.set(placed(name), text);
      plan.chapters.push(placed(name));
      const take = async (address: string): Promise<boolean> => {
        const found = findIn(source, path, address);
        if (found === undefined) missing.set(`${name} ${address}`, { file: name, address });
        // A file beside the slides comes to stand among them, where it is found as well.
        const target = found === undefined ? "" : placed(found.startsWith(`${slides}/`) ? short(found) : found);
        if (found === undefined || files.has(target)) return false;
        files.set(target, await reader.read(found));
        return true;
      };
      for (const address of imagesIn(text)) if (await take(address)) plan.images += 1;
      for (const address of includesIn(text)) if (await take(address)) plan.included += 1;
    }
  }
  if (plan.manifests.length === 0 && plan.chapters.length > 0) {
    const name = `${into ?? basename(source.root)}.yml`;
    files.set(name, manifestOf(into ?? basename(source.root), plan.chapters));
    plan.manifests.push(name);
  }
  return { ...plan, missing: [...missing.values()] };
}

function manifestOf(title: string, chapters: readonly string[]): string {
  return `title: ${JSON.stringify(title)}\ncontent:\n${chapters.map((path) => `  - ${JSON.stringify(path)}\n`).join("")}`;
}

/** Relative addresses of images: those of Markdown, of HTML, and behind a slide. */
function imagesIn(text: string): string[] {
  const forms =
    /!\[[^\]\n]{0,999}\]\(\s*<?([^\s)>]{1,999})|\bsrc\s*=\s*["']?([^\s"'>]{1,999})|background-image:\s*url\(\s*["']?([^\s"')]{1,999})/g;
  const lines = text.split(/\r?\n/);
  const fenced = findFencedLines(lines);
  const shown = lines.filter((_, index) => !fenced[index]).join("\n");
  const found = [...shown.matchAll(forms)].map(([, markdown, html, behind]) => markdown ?? html ?? behind ?? "");
  return [...new Set(found)].filter(isRelative).map((address) => decode(address.replace(/[?#].*$/, "")));
}

function decode(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
