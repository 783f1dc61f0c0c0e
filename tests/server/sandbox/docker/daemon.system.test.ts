/** The helper that other tests stand on: it must leave nothing, whatever happens. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { hasDockerd, startDockerd } from "./daemon.ts";

const isMissing = !hasDockerd();
if (isMissing) console.warn("\nNOT TESTED: a Docker daemon, as there is none here: apt-get install docker.io\n");
test.runIf(process.env.CI)("CI has a Docker daemon", () => expect(isMissing).toBe(false));

/** The mounts, cgroups, processes and the folder of a daemon that are there. */
async function tracesOf(folder: string): Promise<string[]> {
  const mounts = (await readFile("/proc/mounts", "utf8")).split("\n");
  const found = mounts.filter((line) => line.includes(folder));
  for (const [, point = "", type = ""] of mounts.map((line) => line.split(" "))) {
    const cgroup = join(point, basename(folder));
    if (type.startsWith("cgroup") && existsSync(cgroup)) found.push(cgroup);
  }
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const commandLine = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    if (commandLine.includes(folder)) found.push(commandLine.replaceAll("\0", " "));
  }
  return existsSync(folder) ? [...found, folder] : found;
}

test.skipIf(isMissing)("a daemon takes calls, and is gone without a trace once stopped", async () => {
  const daemon = await startDockerd();
  const folder = dirname(daemon.socketPath);
  try {
    expect(await daemon.docker(["info", "--format", "{{.CgroupDriver}} {{.Containers}}"])).toMatchObject({
      code: 0,
      stdout: "cgroupfs 0\n",
    });
    expect((await daemon.docker(["inspect", "no-such-thing"])).code).toBe(1);
  } finally {
    await daemon.stop();
  }
  expect(await tracesOf(folder)).toEqual([]);
});

test.skipIf(isMissing)("what a killed program left goes with the next start", async () => {
  const program = fileURLToPath(new URL("daemon-to-kill.ts", import.meta.url));
  const killed = spawn(process.execPath, [program], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void killed.kill("SIGKILL"));
  const [socketPath] = await once(killed.stdout.setEncoding("utf8"), "data");
  const folder = dirname(socketPath);
  expect(await tracesOf(folder)).not.toEqual([]);
  killed.kill("SIGKILL");
  await once(killed, "exit");

  const next = await startDockerd();
  await next.stop();
  expect(await tracesOf(folder)).toEqual([]);
});
