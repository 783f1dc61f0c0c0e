/** The binaries for other machines than this: those for arm64 run in qemu, those for i386 on the processor itself. */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { type Architecture, buildInit, initName, missingFor } from "../../src/init/build.mjs";
import { finish, onlyChildOf, Running, useRealInit } from "./real-init.ts";

const bytesMax = 20_000;

const run = promisify(execFile);
const has = (program: string) => finish(["sh", "-c", `command -v ${program}`]).then(({ code }) => code === 0);

/** How a binary is run here, or which packages are missing for that. */
async function waysToRun(architecture: Architecture): Promise<{ command: string[]; missing: string }> {
  const packages = await missingFor(architecture);
  if (architecture === "i386") return { command: [], missing: process.arch === "x64" ? packages : "an x86-64 machine" };
  if (process.arch === "arm64") return { command: [], missing: packages };
  const emulator = (await has("qemu-aarch64")) ? "" : "qemu-user";
  return { command: ["qemu-aarch64"], missing: [packages, emulator].filter(Boolean).join(" ") };
}

const here = await Promise.all(
  (["aarch64", "i386"] as const).map(async (architecture) => ({ architecture, ...(await waysToRun(architecture)) })),
);
const built = useRealInit();

for (const { architecture, command, missing } of here) {
  const can = missing === "";
  if (!can) console.warn(`\nNOT TESTED: the init for ${architecture}, for want of: ${missing}\n`);
  test.runIf(process.env.CI)(`CI has what the init for ${architecture} is built and run with`, () => {
    expect(missing).toBe("");
  });

  describe.runIf(can)(`the init for ${architecture}`, () => {
    let init: string[] = [];
    beforeAll(async () => {
      const outFile = join(built.folder, initName(architecture));
      await buildInit({ outFile, workDir: join(built.folder, `work-${architecture}`), architecture });
      init = [...command, outFile];
    });

    test("is small, static, and the same bytes each time", async () => {
      const file = init.at(-1) ?? "";
      const again = join(built.folder, `${architecture}-again`);
      await buildInit({ outFile: again, workDir: join(built.folder, `work-again-${architecture}`), architecture });
      const bytes = await readFile(file);
      expect(bytes.equals(await readFile(again))).toBe(true);
      expect(bytes.length).toBeLessThanOrEqual(bytesMax);
      expect((await run("file", [file])).stdout).toMatch(/statically linked/);
    });

    test("knows its version", async () => {
      const { code, stdout } = await finish([...init, "--version"]);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^pid-one \d+\.\d+\.\d+\n$/);
    });

    test.each([
      [["sh", "-c", "exit 0"], 0],
      [["sh", "-c", "exit 42"], 42],
      [["sh", "-c", "kill -9 $$"], 137],
      [["no-such-command"], 127],
      [["/"], 126],
    ])("%j ends with %i", async (args, code) => {
      expect((await finish([...init, ...args])).code).toBe(code);
    });

    test("arguments and environment come through", async () => {
      const script = 'printf "%s|" "$@" "$ODD"';
      const { stdout } = await finish([...init, "sh", "-c", script, "x", "", "two words"], { env: { ODD: "a\nb" } });
      expect(stdout).toBe("|two words|a\nb|");
    });

    test("signals come to the command", async () => {
      const running = new Running([...init, built.fixture("print-signals")]);
      await running.until(/ready/);
      for (const signal of [1, 2, 10, 12, 15]) {
        process.kill(running.pid, signal);
        await running.until(new RegExp(`signal ${signal}\n`));
      }
      expect(running.stdout).toBe("ready\nsignal 1\nsignal 2\nsignal 10\nsignal 12\nsignal 15\n");
      process.kill(await onlyChildOf(running.pid), "SIGKILL");
      expect(await running.ended).toBe(137);
    });
  });
}
