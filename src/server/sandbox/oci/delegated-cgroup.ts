/**
 * Version 2 lets root hand a part of the tree to an ordinary user (cgroups(7), "delegation"), as systemd does with
 * Delegate=yes. Then that user's sandboxes can have limits like root's.
 */
import { constants } from "node:fs";
import { access, mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Cgroups } from "../cgroups.ts";
import { hasCode } from "../errors.ts";

const needed = ["cpu", "memory", "pids"];
/** Processes may be in leaves only ("no internal processes"), so those that are here move into one. */
const leaf = "pid-one-server";

/** @returns null when nothing is delegated to this process, or not enough */
export async function delegatedCgroups(): Promise<Cgroups | null> {
  const point = Cgroups.ofThisMachine().unifiedPoint;
  const own = await ownCgroup();
  if (point === null || own === null || !(await isDelegated(join(point, own)))) return null;
  return takeSubtree(own);
}

/** @returns its path from the root of version 2; null without version 2 */
export async function ownCgroup(): Promise<string | null> {
  const own = /^0::(\/.*)$/m.exec(await readFile("/proc/self/cgroup", "utf8"))?.[1];
  if (own === undefined) return null;
  // Another server of the same scope was here before.
  return basename(own) === leaf ? dirname(own) : own;
}

/** @param base a cgroup of version 2 that is delegated to us */
export async function takeSubtree(base: string): Promise<Cgroups> {
  const cgroups = Cgroups.ofThisMachine(base);
  const dir = join(cgroups.unifiedPoint ?? "", base);
  await moveProcesses(dir);
  await writeFile(join(dir, "cgroup.subtree_control"), needed.map((name) => `+${name}`).join(" "));
  return cgroups;
}

async function isDelegated(dir: string): Promise<boolean> {
  const files = ["", "cgroup.procs", "cgroup.subtree_control"].map((name) => join(dir, name));
  try {
    await Promise.all(files.map((file) => access(file, constants.W_OK)));
    const controllers = (await readFile(join(dir, "cgroup.controllers"), "utf8")).trim().split(" ");
    return needed.every((name) => controllers.includes(name));
  } catch (error) {
    if (hasCode(error, "EACCES", "EPERM", "EROFS", "ENOENT")) return false;
    throw error;
  }
}

async function moveProcesses(dir: string): Promise<void> {
  await mkdir(join(dir, leaf), { recursive: true });
  for (;;) {
    const pids = (await readFile(join(dir, "cgroup.procs"), "utf8")).split("\n").filter((line) => line !== "");
    if (pids.length === 0) return;
    for (const pid of pids) {
      await writeFile(join(dir, leaf, "cgroup.procs"), pid).catch((error) => {
        if (!hasCode(error, "ESRCH")) throw error; // It has ended meanwhile.
      });
    }
  }
}
