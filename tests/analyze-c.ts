/** Clang's warnings and its static analyzer over the C code; what a compiler wrote is left out. Run by tests/run.ts. */
import { execFile } from "node:child_process";
import { globSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { buildInit } from "../src/init/build.mjs";

const run = promisify(execFile);
const warnings = ["-Wall", "-Wextra", "-Werror"];
/** The analyzer follows each path through a function; what it finds makes it fail. */
const analyzer = ["--analyze", "--analyzer-output", "text", "-Xclang", "-analyzer-werror"];

const files = globSync("src/**/*.c");
const workDir = await mkdtemp(join(tmpdir(), "pid-one-analyze-"));
try {
  // The init's C code includes the declarations of what its TypeScript becomes.
  await buildInit({ outFile: join(workDir, "pid-one"), workDir });
  const options = ["-std=gnu11", `-I${workDir}`, '-DPID_ONE_VERSION="0"'];
  for (const file of files) {
    for (const mode of [["-fsyntax-only"], analyzer]) {
      await run("clang", [...mode, ...warnings, ...options, file]).catch(({ code, stderr, message }) => {
        console.error(code === "ENOENT" ? "clang is missing: install it (apt-get install clang)" : stderr || message);
        process.exitCode = 1;
      });
    }
  }
} finally {
  await rm(workDir, { recursive: true });
}
console.log(`${files.length} files of C`);
