/** The build itself: the same bytes each time, no doubtful C, and a clear word where a tool is missing. */
import { execFile } from "node:child_process";
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildInit, initName, inputs } from "../../src/init/build.mjs";

const run = promisify(execFile);
const sources = fileURLToPath(new URL("../../src/init/", import.meta.url));
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pid-one-build-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("building twice, in different folders, gives the same bytes, small and static", async () => {
  const first = await buildInit({ outFile: join(folder, "a", initName()), workDir: join(folder, "work-a") });
  const second = await buildInit({ outFile: join(folder, "b", "other"), workDir: join(folder, "work-b") });
  expect(await readdir(join(folder, "a"))).toEqual([initName()]);
  const bytes = await readFile(first.outFile);
  expect(bytes.equals(await readFile(second.outFile))).toBe(true);
  expect(first.bytes).toBe(bytes.length);
  expect(bytes.length).toBeLessThanOrEqual(20_000);
  expect((await run("file", [first.outFile])).stdout).toContain("statically linked");
});

test("our C is clean under the analyzer of gcc", async () => {
  const workDir = join(folder, "analyze");
  await buildInit({ outFile: join(workDir, "init"), workDir });
  const defines = ['-DPID_ONE_VERSION="0"', "-DWASM_RT_MEMCHECK_SIGNAL_HANDLER=0"];
  for (const source of ["system.c", "runtime.c"]) {
    const options = ["-O1", "-fanalyzer", "-Wall", "-Wextra", "-Werror", ...defines, `-I${workDir}`];
    const { stderr } = await run("musl-gcc", [...options, "-c", join(sources, source), "-o", "/dev/null"]);
    expect(stderr).toBe("");
  }
});

test("the list of inputs has every source, and nothing that is not in the binary's folder but package.json", async () => {
  const names = inputs.map((path) => basename(path));
  for (const name of ["build.mjs", "init.ts", "policy.ts", "runtime.c", "sys.ts", "system.c", "package.json"]) {
    expect(names).toContain(name);
  }
  await Promise.all(inputs.map((path) => readFile(path)));
});

test("another version of wasm2c is refused, and the right package named", async () => {
  await writeFile(join(folder, "wasm2c"), "#!/bin/sh\necho 1.0.39\n");
  await chmod(join(folder, "wasm2c"), 0o755);
  const { PATH } = process.env;
  Object.assign(process.env, { PATH: `${folder}:${PATH}` });
  try {
    const building = buildInit({ outFile: join(folder, "never"), workDir: join(folder, "work") });
    await expect(building).rejects.toThrow(/wasm2c is version 1\.0\.39.*1\.0\.32.*apt-get install wabt/);
  } finally {
    Object.assign(process.env, { PATH });
  }
});
