/** All processes of a container, read through its own /proc. */
import { readdirSync, readFileSync } from "node:fs";
import { type ProcStat, parseProcStat } from "./proc-stat.ts";

/** One process as it stands in /proc. `args` is empty for a zombie, which has no memory left to keep them in. */
export interface SeenProcess extends ProcStat {
  args: string[];
}

const argsCharactersMax = 4096;

/**
 * @param procDir a mounted procfs, whose PIDs are the answer's PIDs
 * @returns sorted by PID
 * @throws when `procDir` itself cannot be read, as when its PID namespace is gone
 *
 * Synchronous on purpose: procfs never waits for a device, and a read through the thread pool costs several times more.
 * (A process could make a reader of its arguments wait with userfaultfd or FUSE; neither is allowed in a sandbox.)
 */
export function readProcesses(procDir: string): SeenProcess[] {
  const seen: SeenProcess[] = [];
  for (const name of readdirSync(procDir)) {
    if (!/^\d+$/.test(name)) continue;
    const process = readProcess(`${procDir}/${name}`);
    if (process) seen.push(process);
  }
  return seen.sort((a, b) => a.pid - b.pid);
}

function readProcess(dir: string): SeenProcess | null {
  try {
    const stat = parseProcStat(readFileSync(`${dir}/stat`, "utf8"));
    return stat && { ...stat, args: readArgs(dir) };
  } catch {
    return null; // It went between the listing and the read: as good as not listed.
  }
}

function readArgs(dir: string): string[] {
  const text = readFileSync(`${dir}/cmdline`, "utf8").slice(0, argsCharactersMax);
  return text === "" ? [] : text.replace(/\0$/, "").split("\0");
}
