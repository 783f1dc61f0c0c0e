/** Lists of processes come whole, many times a second; what is kept of each is the difference. */
import type { Process, Processes } from "../protocol/processes.ts";
import type { ProcessChange } from "./happenings.ts";

/** All processes of one moment, sorted by PID. */
export const nobody: Processes = { at: 0, pids: { current: 0, max: null }, list: [] };

/** @returns null when nothing but the time is different */
export function changeBetween(before: Processes, now: Processes): ProcessChange | null {
  const old = new Map(before.list.map((process) => [process.pid, process]));
  const set: Process[] = [];
  for (const process of now.list) {
    const known = old.get(process.pid);
    old.delete(process.pid);
    if (!known || !isSame(known, process)) set.push(process);
  }
  const gone = [...old.keys()];
  const pids = before.pids.current === now.pids.current && before.pids.max === now.pids.max ? undefined : now.pids;
  const sampled = (before.sampled ?? false) === (now.sampled ?? false) ? undefined : (now.sampled ?? false);
  if (!pids && set.length === 0 && gone.length === 0 && sampled === undefined && !now.gap) return null;
  return {
    at: now.at,
    ...(pids && { pids }),
    ...(set.length > 0 && { set }),
    ...(gone.length > 0 && { gone }),
    ...(sampled !== undefined && { sampled }),
    ...(now.gap && { gap: now.gap }),
  };
}

export function applyChange(before: Processes, change: ProcessChange): Processes {
  const { at, pids = before.pids, all, set = [], gone = [], sampled = before.sampled } = change;
  const told = { ...(sampled && { sampled }), ...(change.gap && { gap: change.gap }) };
  if (all) return { at, pids, list: [...set].sort((a, b) => a.pid - b.pid), ...told };
  if (set.length === 0 && gone.length === 0) return { at, pids, list: before.list, ...told };
  const list = new Map(before.list.map((process) => [process.pid, process]));
  for (const pid of gone) list.delete(pid);
  for (const process of set) list.set(process.pid, process);
  return { at, pids, list: [...list.values()].sort((a, b) => a.pid - b.pid), ...told };
}

function isSame(a: Process, b: Process): boolean {
  if (a === b) return true;
  const [old, now] = [Object.entries(a), new Map<string, unknown>(Object.entries(b))];
  return old.length === now.size && old.every(([name, value]) => isSameValue(value, now.get(name)));
}

/** Most values are plain; the others are small. */
function isSameValue(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === "object" && JSON.stringify(a) === JSON.stringify(b));
}
