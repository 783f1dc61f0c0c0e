/** What can be seen of a container from outside, when the daemon is on this machine: its processes and its cgroup. */
import { access, constants, readFile } from "node:fs/promises";
import { Cgroups } from "../cgroups.ts";
import { namesByMounts } from "../processes/container-names.ts";
import { parseProcStat } from "../processes/proc-stat.ts";
import { isGone } from "../processes/read-processes.ts";
import type { WatchSource } from "../processes/watch.ts";

export interface OutsideView extends WatchSource {
  /** Whether its first process runs. */
  isAlive(): Promise<boolean>;
  /** As many as there were, also when the cgroup is gone. */
  outOfMemoryKills(): number;
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
    let kills = 0;
    return {
      initHostPid,
      isAlive: async () => {
        const stat = await readFile(`/proc/${initHostPid}/stat`, "utf8").catch(() => ""); // No such process.
        return !["Z", "X"].includes(parseProcStat(stat)?.state ?? "X");
      },
      pidsUsage: () => cgroups.pids(paths.pids),
      containers: new Map(),
      outOfMemoryKills: () => {
        kills = Math.max(kills, cgroups.outOfMemoryKills(paths.memory));
        return kills;
      },
      limitSockets: (bytes) => cgroups.limitSockets(paths.memory, bytes),
    };
  } catch {
    return null;
  }
}

/** Those of a sandbox as one. @param further those that joined the main one; the view is null where the container has ended */
export function viewOfAll(main: OutsideView, further: { name: string; view: OutsideView | null }[]): OutsideView {
  const views = [main, ...further.map(({ view }) => view).filter((view) => view !== null)];
  const others = views.slice(1);
  return {
    ...main,
    /** As the sandbox is over with PID 1, and with the command that has terminal 0. */
    isAlive: async () => (await main.isAlive()) && ((await further[0]?.view?.isAlive()) ?? further.length === 0),
    pidsUsage: async () => {
      const usages = [await main.pidsUsage(), ...(await Promise.all(others.map(usageOrNone)))];
      return usages.reduce((sum, { current, max }) => ({
        current: sum.current + current,
        max: sum.max === null || max === null ? null : sum.max + max,
      }));
    },
    containers: namesByMounts(
      further.flatMap(({ name, view }) => (view === null ? [] : [{ name, hostPid: view.initHostPid }])),
    ),
    outOfMemoryKills: () => views.reduce((sum, view) => sum + view.outOfMemoryKills(), 0),
  };
}

/** A share goes with its container: no other gets it. */
async function usageOrNone(view: OutsideView): Promise<{ current: number; max: number | null }> {
  return view.pidsUsage().catch((error) => {
    if (isGone(error)) return { current: 0, max: 0 };
    throw error;
  });
}

/** A line of /proc/PID/cgroup is N:CONTROLLERS:PATH; that of version 2 names no controllers (cgroups(7)). */
export function cgroupOf(text: string, controller: string): string {
  const lines = text.split("\n").map((line) => /^\d+:([^:]*):(.*)$/.exec(line));
  const named = lines.find((line) => line?.[1]?.split(",").includes(controller));
  return (named ?? lines.find((line) => line?.[1] === ""))?.[2] ?? "/";
}
