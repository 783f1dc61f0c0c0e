/**
 * A virtual machine with a pure cgroup v2 hierarchy, emulated (no KVM needed): the lab's own root file system with Node,
 * both runtimes and this repository in it, and systemd if that is to be its PID 1. It runs a script and turns itself off.
 */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, cp, mkdir, mkdtemp, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { artifacts } from "./artifacts.ts";
import { guestKernel, guestSystemd } from "./guest-packages.ts";
import { type ChecksReport, readReport, repository } from "./run-checks.ts";

const run = promisify(execFile);
const programs = ["runc", "crun"];
/** Twice what any script takes on two busy cores. The emulator hangs now and then, and a test that gives up does not end it. */
const lifeMs = 400_000;

export interface Guest extends AsyncDisposable {
  /** Boots it and runs a shell script as its root; what the script writes to its standard output. */
  run(script: string): Promise<string>;
  /** As `run`, for a script whose output is that of check-program.ts. */
  check(script: string): Promise<ChecksReport>;
}

type Init = "shell" | "systemd";

const initArguments: Record<Init, string> = {
  shell: "init=/bin/sh -- /repository/tests/server/sandbox/oci/guest-init.sh",
  systemd: "init=/lib/systemd/systemd systemd.unit=guest.service systemd.show_status=false",
};

/** @param files more of them, and folders: by name in the guest's /repository, where they are on this machine */
export async function makeGuest(files: Record<string, string> = {}, init: Init = "shell"): Promise<Guest> {
  await run("qemu-system-x86_64", ["--version"]).catch(() => {
    throw new Error("qemu-system-x86_64 is missing: install the package qemu-system-x86");
  });
  const dir = await mkdtemp(join(tmpdir(), "pid-one-guest-"));
  const dispose = () => rm(dir, { recursive: true, force: true });
  try {
    const [kernel, image] = await Promise.all([guestKernel(), makeImage(dir, files, init)]);
    const machine = { dir, kernel, image, init };
    return {
      run: (script) => boot(machine, script, text),
      check: (script) => boot(machine, script, readReport),
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function makeImage(dir: string, files: Record<string, string>, init: Init): Promise<string> {
  const { rootfs, initBinary, consoleBinary, observerBinary } = artifacts();
  const root = join(dir, "root");
  await run("cp", ["-a", `${await realpath(rootfs)}/.`, root]);
  // Again, for the labs: with links, so that it takes no room.
  await run("cp", ["-al", root, join(dir, "rootfs")]);
  await rename(join(dir, "rootfs"), join(root, "rootfs"));
  await mkdir(join(root, "repository/node_modules"), { recursive: true });
  for (const folder of ["src", "tests", "node_modules/zod", "package.json"]) {
    await cp(join(repository, folder), join(root, "repository", folder), { recursive: true });
  }
  await copyFile(await realpath(initBinary), join(root, "repository/init"));
  await copyFile(await realpath(consoleBinary), join(root, "repository/console"));
  await copyFile(await realpath(observerBinary), join(root, "repository/observer"));
  for (const [name, path] of Object.entries(files)) {
    await cp(path, join(root, "repository", name), { recursive: true });
  }
  await copyFile(process.execPath, join(root, "usr/bin/node"));
  for (const program of programs) await addProgram(program, root);
  if (init === "systemd") await addSystemd(root);
  const image = join(dir, "image");
  await run("mke2fs", ["-q", "-t", "ext4", "-O", "^has_journal", "-d", root, image, "700M"]);
  await rm(root, { recursive: true });
  return image;
}

async function addSystemd(root: string): Promise<void> {
  // In packages /lib is a folder yet, in the image it is a link.
  const add = 'tar -C "$0" -c . | tar -C "$1" -x --keep-directory-symlink';
  await run("sh", ["-c", add, await guestSystemd(), root]);
  await copyFile(join(import.meta.dirname, "guest.service"), join(root, "etc/systemd/system/guest.service"));
}

/** With the libraries that the rootfs lacks (ldd(1) names them). */
async function addProgram(program: string, root: string): Promise<void> {
  const { stdout: found } = await run("sh", ["-c", 'PATH=$PATH:/usr/sbin; command -v "$0"', program]);
  const path = await realpath(found.trim());
  const { stdout: libraries } = await run("ldd", [path]).catch(() => ({ stdout: "" })); // A static program.
  for (const file of [path, ...[...libraries.matchAll(/=> (\/\S+)/g)].map(([, library = ""]) => library)]) {
    await mkdir(join(root, dirname(file)), { recursive: true });
    await copyFile(file, join(root, file));
  }
}

/** @param read takes what the script prints, to its end */
async function boot<T>(
  { dir, kernel, image, init }: { dir: string; kernel: string; image: string; init: Init },
  script: string,
  read: (output: Readable) => Promise<T>,
): Promise<T> {
  const own = await mkdtemp(join(dir, "boot-"));
  const log = join(own, "console.log");
  // The second disk is the script itself, padded to whole sectors with newlines.
  const disk = join(own, "script");
  await writeFile(disk, script.padEnd(Math.ceil(script.length / 4096) * 4096, "\n"));
  const qemu = spawn(
    "qemu-system-x86_64",
    [
      ["-nodefaults", "-no-user-config", "-display", "none", "-no-reboot"],
      ["-accel", "tcg,thread=multi", "-cpu", "max", "-smp", "2", "-m", "1024"],
      ["-kernel", kernel, "-append", `root=/dev/nvme0n1 rw console=ttyS0 quiet panic=-1 ${initArguments[init]}`],
      ["-drive", `file=${image},format=raw,if=none,id=root,snapshot=on`, "-device", "nvme,drive=root,serial=root"],
      ["-drive", `file=${disk},format=raw,if=none,id=script,readonly=on`, "-device", "nvme,drive=script,serial=script"],
      ["-serial", `file:${log}`, "-serial", "stdio"],
    ].flat(),
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const exited = once(qemu, "exit");
  let isOverdue = false;
  const life = setTimeout(() => {
    isOverdue = true;
    qemu.kill("SIGKILL");
  }, lifeMs);
  try {
    const said = await read(qemu.stdout);
    if (isOverdue) throw new Error(`The guest was not done after ${lifeMs / 1000} s.`);
    return said;
  } catch (error) {
    throw new Error(`${error}\nThe guest's console said:\n${await readFile(log, "utf8")}`);
  } finally {
    clearTimeout(life);
    qemu.kill("SIGKILL"); // It has nothing to keep.
    await exited;
  }
}
