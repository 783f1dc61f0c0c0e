/** The server killed in the middle of anything, runtimes that misbehave, and a machine that has run out of something. */
import { execFile, execFileSync } from "node:child_process";
import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { killAnywhere } from "../contract/kill-anywhere.ts";
import { specForTest, startSandboxForTest } from "../contract/sandboxes.ts";
import { prompt, Screen } from "../contract/screen.ts";
import { artifacts } from "./artifacts.ts";
import { driverForTest, makeStateFolder } from "./fixture.ts";
import { serverNames, tracesOf } from "./traces.ts";

let stateDir: string;
beforeEach(async () => {
  stateDir = await makeStateFolder();
});
afterEach(async () => {
  await using last = await driverForTest({ stateDir });
  await last.driver.removeLeftovers();
  await rm(stateDir, { recursive: true, force: true });
});

test("a server killed while it starts, runs or stops a lab leaves nothing that the next one does not remove", {
  timeout: 300_000,
}, async () => {
  await killAnywhere("oci", { ...artifacts(), stateDir }, 20, async () => {
    const servers = await serverNames(stateDir);
    await using next = await driverForTest({ stateDir });
    await next.driver.removeLeftovers();
    return await tracesOf(stateDir, servers);
  });
});

describe("a runtime that misbehaves", () => {
  const { PATH } = process.env;
  afterEach(() => {
    process.env.PATH = PATH;
  });

  /** From now on a script stands before the runtime. `$real` is the runtime itself. */
  async function standBefore(script: string): Promise<void> {
    const folder = join(stateDir, "in-the-way");
    await mkdir(folder, { recursive: true });
    const real = execFileSync("sh", ["-c", "command -v runc"], { encoding: "utf8" }).trim();
    await writeFile(join(folder, "runc"), `#!/bin/sh\nreal=${real}\n${script}\n`);
    await chmod(join(folder, "runc"), 0o755);
    process.env.PATH = `${folder}:${PATH}`;
  }

  test.each([
    ["says garbage and fails", "printf '\\377\\0 garbage\\n' >&2; exit 3", /garbage/],
    ["says nothing and fails", "exit 3", /./],
    ["says that all is well, and does nothing", "exit 0", /./],
    ["is killed", "kill -KILL $$", /./],
    ["makes the container, then fails", '"$real" "$@"; exit 3', /./],
    [
      "gives the terminal's socket garbage",
      `case "$*" in *console-0*) echo x | nc -U -N console-0;; esac; exit 1`,
      /./,
    ],
  ])("%s: the start fails with its words, and nothing is left", async (_, script, words) => {
    const { driver } = await driverForTest({ stateDir, runtime: "runc" });
    await using neighbour = await startSandboxForTest(driver);
    await neighbour.screen.shows(prompt);
    const before = await tracesOf(stateDir, await serverNames(stateDir));
    await standBefore(`case "$*" in *" delete "*) exec "$real" "$@";; esac\n${script}`);
    await expect(driver.start(specForTest())).rejects.toThrow(words);
    process.env.PATH = PATH;
    await rm(join(stateDir, "in-the-way"), { recursive: true });
    expect(await tracesOf(stateDir, await serverNames(stateDir))).toEqual(before);
    expect(await neighbour.screen.command("echo undisturbed")).toContain("undisturbed");
    await (await driver.start(specForTest())).stop();
    await driver.close();
  });

  test("hangs: the start ends in time, and nothing is left", async () => {
    const { driver } = await driverForTest({ stateDir, runtime: "runc" });
    await driver.probe();
    await standBefore(`case "$*" in *" delete "*) exec "$real" "$@";; esac\nexec sleep 1000`);
    await expect(driver.start(specForTest())).rejects.toThrow(/did not start a terminal within 20 s/);
    const servers = await serverNames(stateDir);
    await driver.close();
    await rm(join(stateDir, "in-the-way"), { recursive: true });
    expect(await tracesOf(stateDir, servers)).toEqual([]);
  });

  test("cannot delete: the sandbox is gone all the same", async () => {
    const { driver } = await driverForTest({ stateDir, runtime: "runc" });
    const sandbox = await driver.start(specForTest());
    await standBefore(`case "$*" in *" delete "*) exit 1;; esac\nexec "$real" "$@"`);
    await sandbox.stop();
    const servers = await serverNames(stateDir);
    await driver.close();
    await rm(join(stateDir, "in-the-way"), { recursive: true });
    expect(await tracesOf(stateDir, servers)).toEqual([]);
  });
});

describe("a machine that has run out", () => {
  test("of disk: the start says so, labs that run go on, and it works again with room", async () => {
    const full = join(stateDir, "small");
    await mkdir(full, { mode: 0o711 });
    const run = promisify(execFile);
    await run("mount", ["-t", "tmpfs", "-o", "size=256k,mode=711", "none", full]);
    await using _ = { [Symbol.asyncDispose]: async () => void (await run("umount", ["--lazy", full])) };
    const { driver } = await driverForTest({ stateDir: full });
    await using running = await startSandboxForTest(driver);
    await running.screen.shows(prompt);
    await run("sh", ["-c", 'cat /dev/zero > "$0" 2>/dev/null || true', join(full, "filler")]);
    await expect(driver.start(specForTest())).rejects.toThrow(/no space left/i);
    expect(await running.screen.command("echo goes on")).toContain("goes on");
    await rm(join(full, "filler"));
    await (await driver.start(specForTest())).stop();
    const servers = await serverNames(full);
    await running.sandbox.stop();
    await driver.close();
    expect(await tracesOf(full, servers)).toEqual(
      expect.not.arrayContaining([expect.stringMatching(/^(process|file)/)]),
    );
  });

  test("of pseudo-terminals: the start says so, and works again when there are some", async () => {
    const { driver } = await driverForTest({ stateDir });
    await using running = await startSandboxForTest(driver);
    await running.screen.shows(prompt);
    const max = await readFile("/proc/sys/kernel/pty/max", "utf8");
    onTestFinished(() => writeFile("/proc/sys/kernel/pty/max", max));
    await writeFile("/proc/sys/kernel/pty/max", "0");
    await expect(driver.start(specForTest())).rejects.toThrow(/./);
    expect(await running.screen.command("echo goes on")).toContain("goes on");
    await writeFile("/proc/sys/kernel/pty/max", max);
    const sandbox = await driver.start(specForTest());
    await new Screen(sandbox.terminal).shows(prompt);
    await sandbox.stop();
    await running.sandbox.stop();
    await driver.close();
  });
});
