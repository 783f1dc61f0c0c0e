/** A kernel for the guest: Debian's for clouds, unpacked into the cache rather than installed. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** @returns the kernel's file @throws saying what is missing */
export async function guestKernel(): Promise<string> {
  const cache = join(
    process.env.PIDONE_CACHE ?? process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"),
    "pid-one-guest",
  );
  await mkdir(cache, { recursive: true });
  const name = await packageName();
  const unpacked = join(cache, name);
  if (!existsSync(unpacked)) await download(name, cache, unpacked);
  const boot = join(unpacked, "boot");
  const kernel = (await readdir(boot)).find((file) => file.startsWith("vmlinuz"));
  if (kernel === undefined) throw new Error(`the package ${name} has no kernel in it`);
  return join(boot, kernel);
}

/** linux-image-cloud-amd64 holds nothing but the name of the package that does. */
async function packageName(): Promise<string> {
  const { stdout } = await run("apt-cache", ["depends", "--important", "linux-image-cloud-amd64"]);
  const name = /Depends: (linux-image-\S+)/.exec(stdout)?.[1];
  if (name === undefined) throw new Error("apt knows no linux-image-cloud-amd64: run apt-get update");
  return name;
}

async function download(name: string, cache: string, unpacked: string): Promise<void> {
  const work = await mkdtemp(join(cache, "download-"));
  try {
    await run("apt-get", ["download", "--quiet", name], { cwd: work });
    const [deb = ""] = await readdir(work);
    await run("dpkg-deb", ["--extract", join(work, deb), join(work, "root")]);
    await rename(join(work, "root"), unpacked);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
