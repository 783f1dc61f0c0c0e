/** Debian packages for the guest, in the cache rather than installed: its kernel, which is the one for clouds, and systemd. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Beside what the labs' root file system has (ldd(1) names the libraries). 7.5 MB. */
const systemdPackages = [
  ...["systemd", "libsystemd-shared", "libapparmor1", "libargon2-1", "libcryptsetup12", "libdevmapper1.02.1"],
  ...["libfdisk1", "libip4tc2", "libjson-c5", "libkmod2", "libssl3"],
];

/** @returns the kernel's file @throws saying what is missing */
export async function guestKernel(): Promise<string> {
  const name = await packageName();
  const boot = join(await unpack([name], name), "boot");
  const kernel = (await readdir(boot)).find((file) => file.startsWith("vmlinuz"));
  if (kernel === undefined) throw new Error(`the package ${name} has no kernel in it`);
  return join(boot, kernel);
}

/** @returns a folder with all of systemd's files @throws saying what is missing */
export async function guestSystemd(): Promise<string> {
  const { stdout } = await run("apt-cache", ["show", "--no-all-versions", "systemd"]);
  const version = /^Version: (\S+)$/m.exec(stdout)?.[1];
  if (version === undefined) throw new Error("apt knows no systemd: run apt-get update");
  return unpack(systemdPackages, `systemd-${version}`);
}

/** linux-image-cloud-amd64 holds nothing but the name of the package that does. */
async function packageName(): Promise<string> {
  const { stdout } = await run("apt-cache", ["depends", "--important", "linux-image-cloud-amd64"]);
  const name = /Depends: (linux-image-\S+)/.exec(stdout)?.[1];
  if (name === undefined) throw new Error("apt knows no linux-image-cloud-amd64: run apt-get update");
  return name;
}

/** @returns the folder in the cache by this name, made when it is not there */
async function unpack(packages: string[], name: string): Promise<string> {
  const caches = process.env.PIDONE_CACHE ?? process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache");
  const cache = join(caches, "pid-one-guest");
  const unpacked = join(cache, name);
  if (existsSync(unpacked)) return unpacked;
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, "download-"));
  try {
    await run("apt-get", ["download", "--quiet", ...packages], { cwd: work });
    for (const deb of await readdir(work)) {
      await run("dpkg-deb", ["--extract", join(work, deb), join(work, "root")]);
    }
    await rename(join(work, "root"), unpacked);
    return unpacked;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
