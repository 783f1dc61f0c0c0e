/** A clone of the repository with a small course in place of its own, built: for commands that look at pages. */
import { execFileSync } from "node:child_process";
import { cp, mkdir, readdir, symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { folderOf } from "./in-folder.ts";

/** The labs' texts need the glossary. */
const labs = ["labs", "slides/glossary.md"];
const kept = ["src", ...labs, "public", "astro.config.mjs", "package.json", "package-lock.json", "tsconfig.json"];

/** @param files such as `slides/mine.yml` @returns the clone's folder; its `pid-one` is its own */
export async function smallSite(files: Record<string, string>): Promise<string> {
  const folder = await folderOf({ ...files, "docs/README.md": "No guide.\n" });
  for (const name of kept) await cp(name, join(folder, name), { recursive: true });
  await linkPackages(join(folder, "node_modules"));
  buildSite(folder);
  return folder;
}

/** Each on its own: what builds keep beside the packages is the clone's. */
async function linkPackages(folder: string): Promise<void> {
  await mkdir(folder);
  const names = (await readdir("node_modules")).filter((name) => !name.startsWith(".") || name === ".bin");
  await Promise.all(names.map((name) => symlink(resolve("node_modules", name), join(folder, name))));
}

/** Does nothing, if nothing has changed. */
export function buildSite(folder: string): void {
  const work = 'await (await import("./src/cli/setup/artifacts.mjs")).buildSite()';
  execFileSync(process.execPath, ["--input-type=module", "--eval", work], { cwd: folder });
}
