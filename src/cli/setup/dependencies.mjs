/** npm packages, as the lock file has them. */
import { readFile, writeFile } from "node:fs/promises";
import { hashOf } from "./cache.mjs";
import { runQuietly } from "./processes.mjs";
import { longStep } from "./progress.mjs";

const stamp = "node_modules/.pid-one-lock-hash";

/** Runs `npm ci` unless it ran to its end for this very lock file. */
export async function installDependencies() {
  const wanted = await hashOf(["package-lock.json"]);
  if ((await readFile(stamp, "utf8").catch(() => "")) === wanted) return;
  await longStep("Installing npm packages", async () => {
    // npm's own warnings are about the engine that runs npm; ours comes with the packages.
    await runQuietly(["npm", "ci", "--loglevel=error", "--no-audit", "--no-fund"]);
    await writeFile(stamp, wanted);
  });
}
