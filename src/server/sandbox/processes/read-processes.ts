/** All processes of a container, read through its own /proc. */
import { readdirSync, readFileSync } from "node:fs";
import { type ProcStat, parseProcStat } from "./proc-stat.ts";

/**
 * @param procDir a mounted procfs, whose PIDs are the answer's PIDs
 * @returns sorted by PID; none when its PID namespace is gone
 * @throws the file system's error, such as EMFILE, when something cannot be read for another reason than its end
 *
 * Only `stat` is read, and synchronously: its length is bounded, and the kernel takes no lock for it that a process could
 * hold. Nothing else of a hostile process is that harmless: its arguments may be gigabytes long, and reading them waits for
 * its memory map, which it can keep busy for seconds.
 */
export function readProcesses(procDir: string): ProcStat[] {
  const seen: ProcStat[] = [];
  for (const name of readdirSync(procDir)) {
    if (!/^\d+$/.test(name)) continue;
    const process = readStat(`${procDir}/${name}/stat`);
    if (process) seen.push(process);
  }
  return seen.sort((a, b) => a.pid - b.pid);
}

function readStat(path: string): ProcStat | null {
  try {
    return parseProcStat(readFileSync(path, "utf8"));
  } catch (error) {
    if (isGone(error)) return null; // It went between the listing and the read: as good as not listed.
    throw error;
  }
}

/** Whether the error says that the thing itself is no more, and not that we could not look. */
export function isGone(error: unknown): boolean {
  return error instanceof Error && "code" in error && ["ENOENT", "ESRCH", "ENODEV"].includes(String(error.code));
}
