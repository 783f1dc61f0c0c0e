/** Removes what servers that are gone left: a server killed by SIGKILL cleans nothing up itself. */
import { execFile } from "node:child_process";
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { Cgroups } from "../cgroups.ts";
import { hasCode, messageOf } from "../errors.ts";
import { readCgroupBase, serverRuns } from "../server-folder.ts";
import { processesAtWork } from "./at-work.ts";
import type { OciOptions } from "./context.ts";
import { IdClaims } from "./id-claims.ts";
import { mountPointsBelow } from "./mount-points.ts";
import { runtimeIdsOf } from "./remove.ts";
import { Runtime, runtimeNames } from "./runtime.ts";

/** A server that makes its folder takes milliseconds for it. */
const makingMsMax = 60_000;
const killAttemptsMax = 400;

/** @returns what was removed, one line each */
export async function removeLeftovers({ stateDir, log }: Pick<OciOptions, "stateDir" | "log">): Promise<string[]> {
  const removed: string[] = [];
  const gone = new Set<string>();
  for (const serverId of await namesIn(join(stateDir, "servers"))) {
    const path = join(stateDir, "servers", serverId);
    if (await serverRuns(path)) continue;
    gone.add(serverId);
    try {
      removed.push(...(await removeServerOf(serverId, path, log)));
    } catch (error) {
      // The others can be removed all the same, and the next start tries this one again.
      log.error({ server: serverId, error: messageOf(error) }, "what a server left could not be removed whole");
      gone.delete(serverId);
    }
  }
  const left = new Set(await namesIn(join(stateDir, "servers")));
  await new IdClaims(stateDir).releaseOf((serverId) => gone.has(serverId) || !left.has(serverId));
  await removeHalfMade(stateDir);
  return removed;
}

/** @returns a line for each sandbox, and one for the server */
async function removeServerOf(serverId: string, path: string, log: OciOptions["log"]): Promise<string[]> {
  // First those who could still make something.
  await killAllAtWork(path);

  const sandboxes = await namesIn(join(path, "sandboxes"));
  for (const name of runtimeNames) {
    const runtime = new Runtime(name, join(path, name));
    if ((await namesIn(runtime.root)).length === 0) continue;
    const ids = await Promise.all(sandboxes.map((sandbox) => runtimeIdsOf(path, sandbox)));
    for (const id of ids.flat()) {
      await runtime.remove(id).catch((error) => {
        // Half-created, or the runtime is no longer installed: the cgroup below holds its processes.
        log.warn({ sandbox: id, error: messageOf(error) }, "the container runtime did not remove a container");
      });
    }
  }
  await Cgroups.ofThisMachine(await readCgroupBase(path)).removeServer(serverId);
  for (const point of mountPointsBelow(await readFile("/proc/self/mountinfo", "utf8"), path)) {
    await promisify(execFile)("umount", ["--lazy", point]);
  }
  await rm(path, { recursive: true, force: true });
  return [...sandboxes.map((id) => `sandbox ${id}`), `state of server ${serverId}, which is gone`];
}

/** Until they are gone: one that is still dying may yet finish a system call that makes a cgroup. */
async function killAllAtWork(serverPath: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const pids = await processesAtWork(serverPath);
    if (pids.length === 0) return;
    if (attempt === killAttemptsMax) throw new Error(`processes do not die: ${pids.join(", ")}`);
    for (const pid of pids) killIfThere(pid);
    await delay(5);
  }
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (!hasCode(error, "ESRCH")) throw error;
  }
}

async function removeHalfMade(stateDir: string): Promise<void> {
  for (const name of await namesIn(stateDir)) {
    if (!name.startsWith("making-")) continue;
    const path = join(stateDir, name);
    const made = await stat(path).catch(() => null); // Just been finished.
    if (made && Date.now() - made.mtimeMs > makingMsMax) await rm(path, { recursive: true, force: true });
  }
}

async function namesIn(dir: string): Promise<string[]> {
  return readdir(dir).catch((error) => {
    if (hasCode(error, "ENOENT")) return [];
    throw error;
  });
}
