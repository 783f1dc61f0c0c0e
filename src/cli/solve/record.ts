/** Writes down which texts' steps were run, when, and by what: a small file that is committed with the text. */
import { writeFile } from "node:fs/promises";
import { release } from "node:os";
import type { Script } from "../../course/scripts.ts";
import { digestOf, keyOf, readVerified, verifiedFile } from "../../course/verified.ts";

/**
 * @param tried each script, and whether it works; one that does not has no run any more
 * @param isAll nothing else is in the course: what else was recorded is of files that are gone
 */
export async function recordRuns(
  tried: readonly { script: Script; works: boolean }[],
  { runtime, isAll }: { runtime: string; isAll: boolean },
): Promise<void> {
  const course = process.cwd();
  const runs = new Map(isAll ? [] : Object.entries(await readVerified(course)));
  // Without what a distribution or a machine adds to it.
  const kernel = /^\d+(?:\.\d+)*/.exec(release())?.[0] ?? release();
  const date = new Date().toISOString().slice(0, 10);
  for (const { script, works } of tried) {
    const key = keyOf(course, script.file);
    const run = { digest: digestOf(script), steps: script.steps.length, date, runtime, kernel };
    if (works) runs.set(key, run);
    else runs.delete(key);
  }
  const sorted = Object.fromEntries([...runs].sort(([a], [b]) => (a < b ? -1 : 1)));
  await writeFile(verifiedFile(course), `${JSON.stringify(sorted, null, 2)}\n`);
}
