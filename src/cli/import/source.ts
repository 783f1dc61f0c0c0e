/** The files of a folder that is not ours: plain files below it, of bounded number and size. */
import { constants, type Dirent } from "node:fs";
import { open, readdir, realpath } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";

const filesMax = 20_000;
const depthMax = 12;
export const fileBytesMax = 20 * 1024 * 1024;
const allBytesMax = 1024 * 1024 * 1024;

export interface SourceFolder {
  /** With no link in it. */
  root: string;
  /** Paths below the root, sorted; a link to a file below it counts as that file. */
  files: ReadonlySet<string>;
  /** What is left out, each with the reason. */
  skipped: string[];
}

/** Hidden files and `node_modules` are nobody's chapters. Throws if there is too much. */
export async function readFolder(path: string): Promise<SourceFolder> {
  const root = await realpath(path);
  const files: string[] = [];
  const skipped: string[] = [];
  const visit = async (folder: string, depth: number): Promise<void> => {
    if (depth > depthMax) throw new Error(`${folder} is more than ${depthMax} folders deep; name a folder of chapters`);
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      const at = join(folder, entry.name);
      if (entry.isDirectory()) await visit(at, depth + 1);
      else if (await isOurs(root, at, entry)) files.push(relative(root, at));
      else skipped.push(`${relative(root, at)}: it is no file, or a link that leads out of the folder`);
      if (files.length > filesMax)
        throw new Error(`${path} has more than ${filesMax} files; name a folder of chapters`);
    }
  };
  await visit(root, 0);
  return { root, files: new Set(files.sort()), skipped };
}

async function isOurs(root: string, path: string, entry: Dirent): Promise<boolean> {
  if (entry.isFile()) return true;
  if (!entry.isSymbolicLink()) return false;
  const target = await realpath(path).catch(() => "");
  if (!target.startsWith(root + sep) || /\/(?:\.|node_modules\/)/.test(target.slice(root.length))) return false;
  const file = await openPlain(target).catch(() => undefined);
  await file?.close();
  return file !== undefined;
}

/** Reads files one after the other, and counts what they come to. */
export class Reader {
  #bytes = 0;
  readonly #root: string;

  constructor({ root }: SourceFolder) {
    this.#root = root;
  }

  /** The content of a file of the folder. Throws, if it is none any more, or too much. */
  async read(path: string): Promise<Buffer> {
    const target = await realpath(join(this.#root, path));
    if (!target.startsWith(this.#root + sep)) throw new Error(`${path} leads out of the folder`);
    const file = await openPlain(target);
    try {
      const { size } = await file.stat();
      this.#bytes += size;
      if (size > fileBytesMax) throw new Error(`${path} has ${size} bytes; files have at most ${fileBytesMax}`);
      if (this.#bytes > allBytesMax) throw new Error(`the files come to more than ${allBytesMax} bytes`);
      return await file.readFile();
    } finally {
      await file.close();
    }
  }
}

/** Not a pipe, which would never end, nor what was made a link since it was looked at. */
async function openPlain(path: string) {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw new Error(`${path} is no file`);
}

/** Where a text means a file by a relative address: as seen from it, from the folders above it, from the root. */
export function findIn({ files }: SourceFolder, from: string, address: string): string | undefined {
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const path = join(folder, address);
    if (files.has(path)) return path;
    if (folder === ".") return undefined;
  }
}
