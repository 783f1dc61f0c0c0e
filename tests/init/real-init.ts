/** The built init, and what is needed to start it as a real PID 1 or otherwise and to watch it from outside. */
import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll } from "vitest";
import { buildInit } from "../../src/init/build.mjs";
import { killStarted } from "./running.ts";

/** What most tests of the init need besides. */
export * from "./running.ts";

const run = promisify(execFile);
const fixtures = fileURLToPath(new URL("fixtures/", import.meta.url));

/** Builds the init and the fixtures into a temporary folder for one test file. The paths are there once tests run. */
export function useRealInit(): { init: string; fixture(name: string): string; folder: string } {
  const built = { init: "", folder: "", fixture: (name: string) => join(built.folder, name) };
  beforeAll(async () => {
    built.folder = await mkdtemp(join(tmpdir(), "pid-one-test-"));
    built.init = join(built.folder, "pid-one");
    await buildInit({ outFile: built.init, workDir: join(built.folder, "work") });
    for (const name of await readdir(fixtures)) {
      const source = join(fixtures, name);
      await run("musl-gcc", [
        "-O1",
        "-Wall",
        "-Wextra",
        "-Werror",
        "-static",
        source,
        "-o",
        join(built.folder, basename(name, ".c")),
      ]);
    }
    // Also for a user other than root.
    await run("chmod", ["755", built.folder]);
  });
  afterEach(killStarted);
  afterAll(() => rm(built.folder, { recursive: true, force: true }));
  return built;
}
