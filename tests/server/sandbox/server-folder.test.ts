import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createServerFolder, isRunning, ownerOf, ownerSchema } from "../../../src/server/sandbox/server-folder.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "pid-one-unit-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** A /proc with one process in it. */
async function fakeProc({ pid = 77, startTime = 5000, boot = "boot-a" } = {}): Promise<string> {
  const proc = join(dir, "proc");
  await mkdir(join(proc, String(pid)), { recursive: true });
  await mkdir(join(proc, "sys/kernel/random"), { recursive: true });
  const fields = ["S", 1, 77, 77, ...Array(15).fill(0), startTime, ...Array(30).fill(0)];
  await writeFile(join(proc, String(pid), "stat"), `${pid} (a (strange) name) ${fields.join(" ")}\n`);
  await writeFile(join(proc, "sys/kernel/random/boot_id"), `${boot}\n`);
  return proc;
}

test("an owner is known again by PID, start time and boot", async () => {
  const owner = await ownerOf(77, await fakeProc());
  expect(owner).toEqual({ pid: 77, startTime: 5000, boot: "boot-a" });
  expect(await isRunning(owner, await fakeProc())).toBe(true);
});

test("a PID that another process has got is not the owner, nor one after a boot", async () => {
  const owner = await ownerOf(77, await fakeProc());
  expect(await isRunning(owner, await fakeProc({ startTime: 5001 }))).toBe(false);
  expect(await isRunning(owner, await fakeProc({ boot: "boot-b" }))).toBe(false);
  await rm(join(dir, "proc/77"), { recursive: true });
  expect(await isRunning(owner, join(dir, "proc"))).toBe(false);
});

test("a server's folder has its owner in it from the start", async () => {
  const server = await createServerFolder(dir);
  const owner = ownerSchema.parse(JSON.parse(await readFile(join(server.path, "owner"), "utf8")));
  expect(owner.pid).toBe(process.pid);
  expect(await isRunning(owner)).toBe(true);
});

test("a state folder that cannot be made says which", async () => {
  await writeFile(join(dir, "file"), "");
  await expect(createServerFolder(join(dir, "file"))).rejects.toThrow(`The state folder ${dir}/file cannot be used`);
});

test.each(["/proc/pid-one", "/proc/sys/pid-one/state", "/sys/fs/cgroup/pid-one-state", "/sys"])(
  "a state folder at %s is refused, without waiting for ever",
  async (place) => {
    await expect(createServerFolder(place)).rejects.toThrow(/^The state folder .* holds no files: choose another one/);
  },
);

test("a state folder that is a link into procfs is refused", async () => {
  await symlink("/proc/self", join(dir, "link"));
  await expect(createServerFolder(join(dir, "link/state"))).rejects.toThrow(/holds no files/);
});
