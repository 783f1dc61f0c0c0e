/**
 * The state folder: <stateDir>/servers/<server>/{owner, <runtime>/, sandboxes/<sandbox>/}, and ids/ (id-claims.ts).
 * Folders can be passed through but not listed by others: root of a container is an ordinary user to the host.
 */
import { randomBytes } from "node:crypto";
import { mkdir, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import { hasCode, messageOf } from "./errors.ts";
import { parseProcStat } from "./processes/proc-stat.ts";
import { SandboxError } from "./sandbox.ts";

const folderMode = 0o711;

export const ownerSchema = z.object({
  pid: z.int().positive(),
  /** Field 22 of /proc/PID/stat: with the PID it names a process for good, until the machine starts anew. */
  startTime: z.int().nonnegative(),
  boot: z.string(),
});
export type Owner = z.infer<typeof ownerSchema>;

export interface ServerFolder {
  id: string;
  path: string;
}

/** Makes this server's folder; it appears with its owner in it, so that no clean-up takes it for an orphan. */
export async function createServerFolder(stateDir: string): Promise<ServerFolder> {
  const id = randomBytes(6).toString("hex");
  const servers = join(stateDir, "servers");
  const making = join(stateDir, `making-${id}`);
  const path = join(servers, id);
  try {
    await refuseKernelsOwn(stateDir);
    await mkdir(servers, { recursive: true, mode: folderMode });
    await mkdir(join(making, "sandboxes"), { recursive: true, mode: folderMode });
    await writeFile(join(making, "owner"), JSON.stringify(await ownerOf(process.pid)), { mode: 0o600 });
    await rename(making, path);
  } catch (error) {
    if (error instanceof SandboxError) throw error;
    throw new SandboxError(`The state folder ${stateDir} cannot be used: ${messageOf(error)}. Choose another one.`);
  }
  return { id, path };
}

/** The kernel's own file systems hold no files of ours, and in procfs a recursive mkdir of Node's never returns. */
async function refuseKernelsOwn(stateDir: string): Promise<void> {
  const existing = await nearestFolder(stateDir);
  if (/^\/(proc|sys)(\/|$)/.test(existing)) {
    throw new SandboxError(`The state folder ${stateDir} is in ${existing}, which holds no files: choose another one.`);
  }
}

/** The deepest part of a path that exists, without symbolic links. */
async function nearestFolder(path: string): Promise<string> {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    try {
      return await realpath(folder);
    } catch (error) {
      if (!hasCode(error, "ENOENT", "ENOTDIR")) throw error;
    }
  }
}

/** Where in the cgroup tree this server's part is, for whoever cleans up after it. */
export async function noteCgroupBase(server: ServerFolder, base: string): Promise<void> {
  await writeFile(join(server.path, "cgroup-base"), base, { mode: 0o600 });
}

export async function readCgroupBase(serverPath: string): Promise<string> {
  return readFile(join(serverPath, "cgroup-base"), "utf8").catch((error) => {
    if (hasCode(error, "ENOENT")) return ""; // It went before it had started anything, or has no cgroups.
    throw error;
  });
}

export async function removeServerFolder(server: ServerFolder): Promise<void> {
  await rm(server.path, { recursive: true, force: true });
}

/** @returns the folder's path */
export async function createSandboxFolder(server: ServerFolder, sandboxId: string): Promise<string> {
  const path = join(server.path, "sandboxes", sandboxId);
  try {
    await mkdir(path, { mode: folderMode });
  } catch (error) {
    if (hasCode(error, "EEXIST")) throw new SandboxError(`A sandbox named ${sandboxId} is there already.`);
    throw error;
  }
  return path;
}

/** Root of a container has no rights to the host's folders but those of everyone. */
export async function blockedFor(everyone: string): Promise<string | null> {
  for (let folder = everyone; ; folder = dirname(folder)) {
    if (((await stat(folder)).mode & 0o001) === 0) return folder;
    if (folder === dirname(folder)) return null;
  }
}

/** @param proc where procfs is mounted */
export async function ownerOf(pid: number, proc = "/proc"): Promise<Owner> {
  const line = parseProcStat(await readFile(join(proc, String(pid), "stat"), "utf8"));
  if (line === null) throw new Error(`${proc}/${pid}/stat is not as proc_pid_stat(5) says`);
  return { pid, startTime: line.startTime, boot: await bootId(proc) };
}

/** Whether the very process that made the folder still runs. */
export async function isRunning(owner: Owner, proc = "/proc"): Promise<boolean> {
  try {
    const now = await ownerOf(owner.pid, proc);
    return now.startTime === owner.startTime && now.boot === owner.boot;
  } catch (error) {
    if (hasCode(error, "ENOENT", "ESRCH")) return false;
    throw error;
  }
}

/** Whether the server whose folder this is still runs. */
export async function serverRuns(path: string): Promise<boolean> {
  const text = await readFile(join(path, "owner"), "utf8").catch(() => ""); // Another clean-up has just removed it.
  const owner = ownerSchema.safeParse(parseJson(text));
  // The folder appears with its owner in it. One without is what an interrupted clean-up left.
  return owner.success && (await isRunning(owner.data));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // Then it is no owner.
  }
}

async function bootId(proc: string): Promise<string> {
  return (await readFile(join(proc, "sys/kernel/random/boot_id"), "utf8")).trim();
}
