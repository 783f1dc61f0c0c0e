/** What a machine lacks is said in a sentence that says what to do. */
import { chmod, copyFile, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeLab, specForTest } from "../contract/sandboxes.ts";
import { artifacts } from "./artifacts.ts";
import { driverForTest, makeStateFolder } from "./fixture.ts";
import { runChecks } from "./run-checks.ts";

test("what works is named: runtime, user, cgroup version", async () => {
  await using started = await driverForTest();
  expect(await started.driver.probe()).toEqual({
    ok: true,
    detail: expect.stringMatching(/^(runc|crun) \S+, root, cgroup (v1|hybrid|v2(, delegated by systemd)?)$/),
    missing: [],
  });
});

test("without a root file system no sandbox starts, and the reason says how to build it", async () => {
  await using started = await driverForTest({ rootfs: "/nonexistent/rootfs" });
  const reason = /root file system.*missing at \/nonexistent\/rootfs: run npm start/;
  expect(await started.driver.probe()).toEqual({ ok: false, reason: expect.stringMatching(reason) });
  await expect(started.driver.start(specForTest())).rejects.toThrow(reason);
});

test("without a runtime the reason says which package to install", async () => {
  // A mount namespace in which the folder of Debian's runc is empty.
  const hide = ["unshare", "--mount", "sh", "-c", 'mount -t tmpfs none /usr/sbin && exec "$@"', "sh"];
  const { probe } = await runChecks({ through: hide, options: { runtime: "runc" }, groups: [] });
  expect(probe).toEqual({ ok: false, reason: "No container runtime is installed: install the package runc." });
});

test("without the console program the reason names it", async () => {
  await using started = await driverForTest({ consoleBinary: "/nonexistent/console" });
  expect(await started.driver.probe()).toEqual({
    ok: false,
    reason: expect.stringContaining("/nonexistent/console does not start"),
  });
});

test("a state folder that the labs' users cannot reach is named, and one that cannot be made", async () => {
  const closed = await makeStateFolder();
  await chmod(closed, 0o700);
  await using started = await driverForTest({ stateDir: join(closed, "state") });
  expect(await started.driver.probe()).toEqual({ ok: false, reason: expect.stringContaining(`chmod o+x ${closed}`) });
  await using impossible = await driverForTest({ stateDir: "/etc/passwd/state" });
  expect(await impossible.driver.probe()).toEqual({
    ok: false,
    reason: expect.stringContaining("/etc/passwd/state cannot be used"),
  });
  await using kernels = await driverForTest({ stateDir: "/proc/pid-one" });
  expect(await kernels.driver.probe()).toEqual({ ok: false, reason: expect.stringContaining("is in /proc,") });
  await rm(closed, { recursive: true });
});

test("an init that is missing is missed only by those who choose it", async () => {
  await using started = await driverForTest({ initBinary: "/nonexistent/init" });
  await (await started.driver.start(specForTest())).stop();
  await expect(started.driver.start(specForTest({ init: "pid-one" }))).rejects.toThrow(
    /init.*missing at \/nonexistent\/init/,
  );
});

test("what a umask of 077 has closed to the labs' users is named", async () => {
  await using started = await driverForTest();
  await using lab = await makeLab("program", "#!/bin/sh\n");
  const { initBinary } = artifacts();
  const init = join(lab.dir, "init");
  await copyFile(initBinary, init);
  const closed = (path: string) => `who cannot use ${path}: run chmod --recursive o+rX ${path}.`;
  const bin = join(lab.dir, "bin");
  const start = () => started.driver.start(specForTest({ labDir: lab.dir }));

  await chmod(join(bin, "program"), 0o700);
  await expect(start()).rejects.toThrow(closed(bin));
  await chmod(join(bin, "program"), 0o755);
  await chmod(bin, 0o700);
  await expect(start()).rejects.toThrow(closed(bin));
  await chmod(bin, 0o755);
  await writeFile(join(bin, "not-a-program"), "", { mode: 0o644 });
  await symlink("/only/in/the/container", join(bin, "link"));
  await (await start()).stop();

  await chmod(init, 0o700);
  await using other = await driverForTest({ initBinary: init });
  await expect(other.driver.start(specForTest({ init: "pid-one" }))).rejects.toThrow(closed(init));
  const rootfs = join(lab.dir, "rootfs");
  await mkdir(rootfs, { mode: 0o700 });
  await using third = await driverForTest({ rootfs });
  expect(await third.driver.probe()).toEqual({ ok: false, reason: expect.stringContaining(closed(rootfs)) });
});

test("one name is one sandbox", async () => {
  await using started = await driverForTest();
  const sandbox = await started.driver.start(specForTest({ id: "twice" }));
  await expect(started.driver.start(specForTest({ id: "twice" }))).rejects.toThrow(/twice is there already/);
  await sandbox.stop();
  await (await started.driver.start(specForTest({ id: "twice" }))).stop();
});
