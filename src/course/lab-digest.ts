/** Whether something that was made from a lab, its recording, is of the lab as it is now. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Lab } from "./lab-file.ts";

/** Changes when what runs in the lab does (programs, command, limits), its tasks, or their solutions; not when its text or its help does. */
export async function labDigest(lab: Lab): Promise<string> {
  const { title, inits, command, shell, causes, containers, terminals, capabilities, limits } = lab;
  const hash = createHash("sha256");
  const further = containers.length > 0 && { containers };
  hash.update(JSON.stringify({ title, inits, command, shell, causes, ...further, terminals, capabilities, limits }));
  for (const { id, goal, check, solution, solutions } of lab.tasks) {
    const steps = [solution, ...Object.values(solutions)].map((all) => all.map(({ kind, text }) => [kind, text]));
    hash.update(JSON.stringify([id, goal, check, Object.keys(solutions), steps]));
  }
  for (const file of await programs(join(lab.dir, "bin")))
    hash.update(`\0${relative(lab.dir, file)}\0`).update(await readFile(file));
  return hash.digest("hex").slice(0, 16);
}

async function programs(dir: string): Promise<string[]> {
  try {
    const entries = await readdir(dir, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory())
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return []; // Its command is the image's.
    throw error;
  }
}
