/** Builds console.c into a static program. Plain Node >= 20 without dependencies: set-up calls it before there are any. */
import { execFile } from "node:child_process";
import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const source = fileURLToPath(new URL("console.c", import.meta.url));

/** Every file that the result depends on, for a cache key. */
export const consoleInputs = [fileURLToPath(import.meta.url), source];

/** @param {{ outFile: string, workDir: string }} options outFile appears whole or not at all */
export async function buildConsole({ outFile, workDir }) {
  await mkdir(workDir, { recursive: true });
  await mkdir(path.dirname(outFile), { recursive: true });
  // Beside its final place: a rename is atomic only within one file system.
  const building = `${outFile}.building-${process.pid}`;
  const flags = ["-Os", "-static", "-s", "-Wall", "-Wextra", "-Werror", "-Wconversion"];
  try {
    await promisify(execFile)("musl-gcc", [...flags, "-o", building, source], {
      env: { ...process.env, TMPDIR: workDir },
    });
    await rename(building, outFile);
  } catch (error) {
    if (error.code === "ENOENT") throw new Error("musl-gcc is missing: install the package musl-tools.");
    throw error;
  } finally {
    await rm(building, { force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [outFile, workDir] = process.argv.slice(2);
  if (outFile === undefined || workDir === undefined) {
    console.error("usage: node build-console.mjs OUT-FILE WORK-DIR");
    process.exit(2);
  }
  await buildConsole({ outFile: path.resolve(outFile), workDir: path.resolve(workDir) });
}
