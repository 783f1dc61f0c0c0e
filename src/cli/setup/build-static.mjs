/** Builds C files into one static program. Plain Node >= 20 without dependencies: set-up calls it before there are any. */
import { execFile } from "node:child_process";
import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** What the result depends on beside its sources, for a cache key. */
export const staticInputs = [fileURLToPath(import.meta.url)];

/** @param {{ sources: string[], outFile: string, workDir: string }} options outFile appears whole or not at all */
export async function buildStatic({ sources, outFile, workDir }) {
  await mkdir(workDir, { recursive: true });
  await mkdir(path.dirname(outFile), { recursive: true });
  // Beside its final place: a rename is atomic only within one file system.
  const building = `${outFile}.building-${process.pid}`;
  const flags = ["-Os", "-static", "-s", "-Wall", "-Wextra", "-Werror", "-Wconversion"];
  try {
    await promisify(execFile)("musl-gcc", [...flags, "-o", building, ...sources], {
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
