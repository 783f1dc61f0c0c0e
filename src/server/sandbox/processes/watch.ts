/** Watches the processes of a container by looking at its /proc from outside. */
import { closeSync, openSync } from "node:fs";
import type { ProcessObserver } from "../sandbox.ts";
import { ProcessHistory } from "./history.ts";
import { isGone, readProcesses } from "./read-processes.ts";

export interface WatchSource {
  /** The container's PID 1, as the host knows it. Must be alive. */
  initHostPid: number;
  /** The pids cgroup: what is in use, and the limit. */
  pidsUsage(): Promise<{ current: number; max: number | null }>;
}

const busyMs = 50;
const quietMs = 200;
/** So long after the last change a look each `quietMs` is enough. */
const quietAfterMs = 3000;

/** Looks until the returned function is called or the namespace is gone. The first report comes at once. */
export function watchProcesses(source: WatchSource, observer: ProcessObserver): () => void {
  // An open directory belongs to that namespace for good, while the PID in its path may come to be another process.
  const procFd = openSync(`/proc/${source.initHostPid}/root/proc`, "r");
  const history = new ProcessHistory();
  let changedAt = Date.now();
  let timer: NodeJS.Timeout | undefined;
  let watching = true;

  const stop = () => {
    if (!watching) return;
    watching = false;
    clearTimeout(timer);
    closeSync(procFd);
  };

  const look = async () => {
    const at = Date.now();
    try {
      const pids = await source.pidsUsage();
      if (!watching) return;
      const seen = readProcesses(`/proc/self/fd/${procFd}`);
      if (seen.length === 0) return stop();
      const { list, events, changed } = history.look(seen, at);
      for (const event of events) observer.event(event);
      if (changed) {
        changedAt = at;
        observer.processes({ at, pids, list });
      }
    } catch (error) {
      if (isGone(error)) return stop(); // The cgroup goes with the container.
      // Whatever else it is, such as too many open files, passes; the next look tells what happened meanwhile.
    }
    timer = setTimeout(look, at - changedAt > quietAfterMs ? quietMs : busyMs);
  };
  void look();
  return stop;
}
