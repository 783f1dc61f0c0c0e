/** Set-up as a newcomer meets it: missing packages, folders that cannot be written, and Ctrl-C in the middle. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "pid-one-setup-"));
});
afterAll(async () => {
  await rm(dir, { recursive: true });
});

function setup(command: string, environment: Record<string, string>) {
  return spawnSync(process.execPath, ["src/cli/setup/setup.mjs", command], {
    env: { HOME: dir, PATH: process.env.PATH ?? "", ...environment },
    encoding: "utf8",
    timeout: 60_000,
  });
}

test("missing packages that it may not install: the exact command, why each, exit 1", async () => {
  const path = join(dir, "path");
  await rm(path, { recursive: true, force: true });
  spawnSync("mkdir", [path]);
  for (const program of ["apt-get", "sh", "npm", "node"])
    await symlink(spawnSync("which", [program], { encoding: "utf8" }).stdout.trim(), join(path, program));
  const { status, stdout, stderr } = setup("start", { PATH: path, PIDONE_SETUP: "never" });
  expect(stdout).toMatch(/Missing: mmdebstrap, which builds/);
  expect(stderr).toMatch(/apt-get update && apt-get install -y --no-install-recommends .*mmdebstrap.*musl-tools/);
  expect(status).toBe(1);
});

test("a cache folder that cannot be written: which, and how to name another", () => {
  const { status, stderr } = setup("start", { PIDONE_CACHE: "/dev/null/cache" });
  expect(stderr).toContain("/dev/null/cache");
  expect(stderr).toContain("PIDONE_CACHE=");
  expect(stderr).not.toContain("    at ");
  expect(status).toBe(1);
});

test("an unknown command", () => {
  expect(setup("dance", {})).toMatchObject({ status: 1, stderr: expect.stringContaining('no command "dance"') });
});

test("SIGKILL, then Ctrl-C, in the middle of the root file system: the run after makes a whole one", async () => {
  const cache = join(dir, "cache");
  const build = () =>
    spawn(process.execPath, ["src/cli/image/build-rootfs.mjs", join(cache, "rootfs"), join(cache, "work")], {
      stdio: ["ignore", "pipe", "inherit"],
      detached: true,
    });
  for (const signal of ["SIGKILL", "SIGINT"] as const) {
    const interrupted = build();
    for await (const text of interrupted.stdout.setEncoding("utf8")) if (/unpacking packages \(\d/.test(text)) break;
    process.kill(-(interrupted.pid ?? 0), signal); // As a terminal does: to all of the group.
    await once(interrupted, "exit");
    expect(existsSync(join(cache, "rootfs"))).toBe(false);
  }
  const whole = build();
  whole.stdout.resume();
  expect(await once(whole, "exit")).toEqual([0, null]);
  expect(existsSync(join(cache, "rootfs/usr/bin/bash"))).toBe(true);
  expect((await readdir(cache)).sort()).toEqual(["rootfs", "work"]);
  expect(await readdir(join(cache, "work"))).toEqual([]);
}, 600_000);
