/** What can be seen of a container from outside, when the daemon is on this machine: its processes and its cgroup. */
import { access, constants, readFile } from "node:fs/promises";
import { Cgroups } from "../cgroups.ts";
import { parseProcStat } from "../processes/proc-stat.ts";
import type { WatchSource } from "../processes/watch.ts";

export interface OutsideView extends WatchSource {
  /** Whether PID 1 runs. */
  isAlive(): Promise<boolean>;
  outOfMemoryKills(): Promise<number>;
  /** Where the kernel counts socket buffers apart from memory, and the daemon has not limited them. */
  limitSockets(bytes: number): Promise<void>;
}

/** @returns null when the process is not on this machine, or not for us to look at */
export async function viewFromOutside(initHostPid: number, containerId: string): Promise<OutsideView | null> {
  if (initHostPid <= 0) return null;
  try {
    const text = await readFile(`/proc/${initHostPid}/cgroup`, "utf8");
    // Another machine's number may be somebody else's here.
    if (!text.includes(containerId)) return null;
    const cgroups = Cgroups.ofThisMachine();
    const paths = { pids: cgroupOf(text, "pids"), memory: cgroupOf(text, "memory") };
    await access(`/proc/${initHostPid}/root/proc`, constants.R_OK);
    await cgroups.pids(paths.pids);
    return {
      initHostPid,
      isAlive: async () => {
        const stat = await readFile(`/proc/${initHostPid}/stat`, "utf8").catch(() => ""); // No such process.
        return !["Z", "X"].includes(parseProcStat(stat)?.state ?? "X");
      },
      pidsUsage: () => cgroups.pids(paths.pids),
      containers: new Map(),
      outOfMemoryKills: () => cgroups.outOfMemoryKills(paths.memory),
      limitSockets: (bytes) => cgroups.limitSockets(paths.memory, bytes),
    };
  } catch {
    return null;
  }
}

/** A line of /proc/PID/cgroup is N:CONTROLLERS:PATH; that of version 2 names no controllers (cgroups(7)). */
export function cgroupOf(text: string, controller: string): string {
  const lines = text.split("\n").map((line) => /^\d+:([^:]*):(.*)$/.exec(line));
  const named = lines.find((line) => line?.[1]?.split(",").includes(controller));
  return (named ?? lines.find((line) => line?.[1] === ""))?.[2] ?? "/";
}
