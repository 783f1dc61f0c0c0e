import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { processesAtWork } from "../../../../src/server/sandbox/oci/at-work.ts";

const dead = "/run/pid-one/servers/0123456789ab";
const box = `${dead}/sandboxes/box`;
const run = ["runc", "--root", `${dead}/runc`, "run", "--detach", "--console-socket", "console-0", "box"];
const size = ["80", "24", "console-0", "pid-0"];
const binds = ["--bind", "/images/rootfs", `${box}/rootfs`, "--bind", "/labs/bin", `${box}/lab-bin`];

let proc: string;
beforeEach(async () => {
  proc = await mkdtemp(join(tmpdir(), "pid-one-unit-"));
});
afterEach(() => rm(proc, { recursive: true, force: true }));

/** A /proc with one process in it. */
async function isFound(args: string[]): Promise<boolean> {
  await mkdir(join(proc, "4000001"), { recursive: true });
  await writeFile(join(proc, "4000001/cmdline"), args.map((arg) => `${arg}\0`).join(""));
  return (await processesAtWork(dead, proc)).length === 1;
}

test.each([
  ["a runtime at work", run],
  ["the other one", ["crun", "--root", `${dead}/crun`, "delete", "--force", "box"]],
  ["a console that makes mounts", ["/opt/pid-one/dist/sandbox/console", ...binds, ...size, "--", ...run]],
  ["a console of any name", ["/cache/console-329d722a8bfb7952", ...size, "--", ...run]],
])("found: %s", async (_, args) => {
  expect(await isFound(args)).toBe(true);
});

test.each([
  ["a pager on a file of that server", ["less", `${box}/config.json`]],
  ["a backup of the folder", ["tar", "-C", `${dead}/`, "-cf", "/backup.tar", `${dead}/runc`]],
  ["a search for the command", ["grep", "-r", "--", ...run]],
  ["a shell that looks for it", ["sh", "-c", `ps aux | grep "runc --root ${dead}/runc"`]],
  ["a trace of a runtime", ["strace", "-f", "-o", "out", "-s99", "--", ...run]],
  ["a program that has an option of that name", ["chroot-tool", "--root", `${dead}/runc`]],
  ["a runtime of another server", run.map((arg) => arg.replace("0123456789ab", "0123456789abc"))],
  ["a console of another server", ["console", ...size, "--", ...run.map((arg) => arg.replace("ab/runc", "ac/runc"))]],
  ["a process without arguments", []],
])("left alone: %s", async (_, args) => {
  expect(await isFound(args)).toBe(false);
});

test("of a command line no more than 4 KiB are read", async () => {
  const padded = (bytes: number) => ["console", "--bind", "/".padEnd(bytes, "x"), "/target", ...size, "--", ...run];
  expect(await isFound(padded(3000))).toBe(true);
  expect(await isFound(padded(4096))).toBe(false);
});

test("a process that goes while it is looked at", async () => {
  await mkdir(join(proc, "4000001"));
  expect(await processesAtWork(dead, proc)).toEqual([]);
});
