/** What was built, in the user's cache folder, named by a hash of all that it was built from. */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { cacheDir, repository } from "./paths.mjs";
import { SetupError } from "./progress.mjs";

/** Of the files' names and contents, and of further words that the result depends on. */
export async function hashOf(files, ...words) {
  const hash = createHash("sha256").update(words.join("\0"));
  for (const file of files) {
    const path = resolve(repository, file);
    hash.update(`\0${relative(repository, path)}\0`).update(await readFile(path));
  }
  return hash.digest("hex").slice(0, 16);
}

/** All files below folders (and files) of the repository, sorted. */
export async function filesBelow(paths) {
  const found = [];
  for (const path of paths.map((name) => resolve(repository, name))) {
    const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch((error) => {
      if (error.code === "ENOTDIR") return null;
      throw error;
    });
    if (entries)
      found.push(...entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)));
    else found.push(path);
  }
  return found.sort();
}

/** @throws SetupError when nothing can be written there */
export async function makeCacheDir() {
  const probe = join(cacheDir, `.writable-${process.pid}`);
  try {
    await mkdir(cacheDir, { recursive: true });
    await writeFile(probe, "");
    await rm(probe);
  } catch (error) {
    throw new SetupError(
      `the cache folder ${cacheDir} cannot be written (${error.code}). Make it writable, or name another: PIDONE_CACHE=/some/folder npm start`,
    );
  }
}

/** Points a name in dist/ at something in the cache, in one step. */
export async function linkInto(name, target) {
  const link = resolve(repository, "dist", name);
  const temporary = `${link}.${process.pid}`;
  await mkdir(dirname(link), { recursive: true });
  await rm(temporary, { force: true });
  await symlink(target, temporary);
  await rename(temporary, link);
}
