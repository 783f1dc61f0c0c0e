/** A clone of the repository with a small course in place of its own, built: for commands that look at pages. */
import { execFileSync } from "node:child_process";
import { cp, symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { folderOf } from "./in-folder.ts";

const kept = ["src", "labs", "public", "astro.config.mjs", "package.json", "package-lock.json", "tsconfig.json"];

/** @param files such as `slides/mine.yml` @returns the clone's folder; its `pid-one` is its own */
export async function smallSite(files: Record<string, string>): Promise<string> {
  const folder = await folderOf({ ...files, "docs/README.md": "No guide.\n" });
  for (const name of kept) await cp(name, join(folder, name), { recursive: true });
  await symlink(resolve("node_modules"), join(folder, "node_modules"));
  buildSite(folder);
  return folder;
}

/** Does nothing, if nothing has changed. */
export function buildSite(folder: string): void {
  const work = 'await (await import("./src/cli/setup/artifacts.mjs")).buildSite()';
  execFileSync(process.execPath, ["--input-type=module", "--eval", work], { cwd: folder });
}
