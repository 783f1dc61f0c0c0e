/** Builds a site of other texts and settings than ours, in a folder of its own. */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

export interface OtherSite {
  /** The built pages. */
  folder: string;
  remove(): Promise<void>;
}

const needed = ["src", "public", "labs", "astro.config.mjs", "package.json", "tsconfig.json"];

/** @param slides the texts of files below slides/ */
export async function buildOtherSite(
  slides: Readonly<Record<string, string>>,
  settings: Readonly<Record<string, string>> = {},
): Promise<OtherSite> {
  const root = await mkdtemp(join(tmpdir(), "pid-one-site-"));
  const remove = () => rm(root, { recursive: true, force: true });
  try {
    for (const name of needed) await cp(name, join(root, name), { recursive: true });
    await symlink(resolve("node_modules"), join(root, "node_modules"));
    for (const [name, text] of Object.entries(slides)) {
      const path = join(root, "slides", name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    }
    // The cache of our own site must not be written by another.
    const { stdout, stderr } = await promisify(execFile)("astro", ["build"], {
      cwd: root,
      env: { ...process.env, ...settings, ASTRO_TELEMETRY_DISABLED: "1" },
    });
    if (!stdout.includes("Complete!")) throw new Error(stdout + stderr);
  } catch (error) {
    await remove();
    throw error;
  }
  return { folder: join(root, "dist/site"), remove };
}
