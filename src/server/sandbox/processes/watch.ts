/** Watches the processes of a container by looking at its /proc, again and again. */
import { closeSync, openSync } from "node:fs";
import type { ProcessObserver } from "../sandbox.ts";
import { ProcessHistory } from "./history.ts";
import type { ProcStat } from "./proc-stat.ts";
import { isGone, readProcesses } from "./read-processes.ts";

type PidsUsage = { current: number; max: number | null };

/** A way to look. */
export interface Looks {
  /** null, or an error that says so (isGone): the namespace is gone. Any other error passes. */
  look(): Promise<{ seen: ProcStat[]; pids: PidsUsage } | null>;
  /** Called once. */
  close(): void;
}

export interface WatchSource {
  /** The container's PID 1, as the host knows it. Must be alive. */
  initHostPid: number;
  /** The pids cgroup: what is in use, and the limit. */
  pidsUsage(): Promise<PidsUsage>;
}

const busyMs = 50;
const quietMs = 200;
/** So long after the last change a look each `quietMs` is enough. */
const quietAfterMs = 3000;

/** From outside. Looks until the returned function is called or the namespace is gone. The first report comes at once. */
export function watchProcesses(source: WatchSource, observer: ProcessObserver): () => void {
  // An open directory belongs to that namespace for good, while the PID in its path may come to be another process.
  const procFd = openSync(`/proc/${source.initHostPid}/root/proc`, "r");
  let isOpen = true;
  return watchBy(
    {
      look: async () => {
        const pids = await source.pidsUsage(); // The cgroup goes with the container.
        const seen = isOpen ? readProcesses(`/proc/self/fd/${procFd}`) : [];
        return seen.length === 0 ? null : { seen, pids };
      },
      close: () => {
        isOpen = false;
        closeSync(procFd);
      },
    },
    observer,
  );
}

/** Looks until the returned function is called or the namespace is gone. */
export function watchBy(looks: Looks, observer: ProcessObserver): () => void {
  const history = new ProcessHistory();
  let changedAt = Date.now();
  let timer: NodeJS.Timeout | undefined;
  let watching = true;

  const stop = () => {
    if (!watching) return;
    watching = false;
    clearTimeout(timer);
    looks.close();
  };

  const look = async () => {
    const at = Date.now();
    try {
      const found = await looks.look();
      if (!watching) return;
      if (found === null) return stop();
      const { list, events, changed } = history.look(found.seen, at);
      for (const event of events) observer.event(event);
      if (changed) {
        changedAt = at;
        observer.processes({ at, pids: found.pids, list });
      }
    } catch (error) {
      if (!watching) return;
      if (isGone(error)) return stop();
      // Whatever else it is, such as too many open files, passes; the next look tells what happened meanwhile.
    }
    timer = setTimeout(look, at - changedAt > quietAfterMs ? quietMs : busyMs);
  };
  void look();
  return stop;
}
