/** What processes hold in memory. */
import { readdir, readFile } from "node:fs/promises";

export interface Holding {
  /** As in ps: at most 15 characters. */
  command: string;
  /** Its own pages, and its part of those that it shares (proc_pid_smaps(5)). */
  pss_kB: number;
}

/** Of all processes of this machine that we may look into, by process ID. */
export async function holdings(): Promise<Map<number, Holding>> {
  const pids = (await readdir("/proc")).map(Number).filter(Boolean);
  const all = await Promise.all(pids.map(async (pid) => [pid, await holdingOf(pid)] as const));
  return new Map(all.flatMap(([pid, holding]) => (holding ? [[pid, holding]] : [])));
}

async function holdingOf(pid: number): Promise<Holding | null> {
  try {
    const [command, rollup] = await Promise.all(
      ["comm", "smaps_rollup"].map((file) => readFile(`/proc/${pid}/${file}`, "utf8")),
    );
    return { command: command?.trim() ?? "", pss_kB: field(rollup, "Pss") };
  } catch {
    return null; // It has ended, is a thread of the kernel, or belongs to somebody else.
  }
}

/** What the whole machine has left, in kB (MemAvailable of proc_meminfo(5)). */
export async function available_kB(): Promise<number> {
  return field(await readFile("/proc/meminfo", "utf8"), "MemAvailable");
}

/** Resident memory of a process, in kB. */
export async function resident_kB(pid: number): Promise<number> {
  return field(await readFile(`/proc/${pid}/status`, "utf8"), "VmRSS");
}

function field(text: string | undefined, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(text ?? "")?.[1]);
}
