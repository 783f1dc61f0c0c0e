/** Watches the processes of a container by looking at its /proc, again and again. */
import { closeSync, constants, openSync, statfsSync } from "node:fs";
import { type ProcessObserver, SandboxError } from "../sandbox.ts";
import { type ContainerNames, type ContainerOf, containerBy } from "./container-names.ts";
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
  /** Empty, where there is one. */
  containers: ContainerNames;
}

const busyMs = 50;
const quietMs = 200;
/** So long after the last change a look each `quietMs` is enough. */
const quietAfterMs = 3000;
/** statfs(2): PROC_SUPER_MAGIC. */
const procfsType = 0x9fa0;

/** From outside. Looks until the returned function is called or the namespace is gone. The first report comes at once. */
export function watchProcesses(source: WatchSource, observer: ProcessObserver): () => void {
  const procFd = openProc(source.initHostPid);
  return watchBy(
    looksAt(procFd, source, () => closeSync(procFd)),
    observer,
    containerBy(source.containers, procPath(procFd)),
  );
}

/** Of a descriptor of a /proc. */
export function procPath(procFd: number): string {
  return `/proc/self/fd/${procFd}`;
}

/** @param close releases the descriptor, when it is not looked at any more */
export function looksAt(procFd: number, source: WatchSource, close: () => void): Looks {
  let isOpen = true;
  return {
    look: async () => {
      const pids = await source.pidsUsage(); // The cgroup goes with the container.
      const seen = isOpen ? readProcesses(procPath(procFd)) : [];
      return seen.length === 0 ? null : { seen, pids };
    },
    close: () => {
      isOpen = false;
      close();
    },
  };
}

/** Looks until the returned function is called or the namespace is gone. */
export function watchBy(looks: Looks, observer: ProcessObserver, containerOf?: ContainerOf): () => void {
  const history = new ProcessHistory(containerOf);
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
        observer.processes({ at, pids: found.pids, list, sampled: true });
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

/**
 * An open directory belongs to that namespace for good, while the PID in its path may come to be another process.
 *
 * Where PID 1 has its root is its own affair, if it may use chroot(2): there may stand a link to a folder of the host, or
 * a pipe by the name of /proc/7/stat, in front of which the server would wait for ever.
 * @throws SandboxError when PID 1 is gone, or its /proc is no procfs
 */
export function openProc(initHostPid: number): number {
  const path = `/proc/${initHostPid}/root/proc`;
  try {
    const fd = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
    if (statfsSync(procPath(fd)).type === procfsType) return fd;
    closeSync(fd);
  } catch (error) {
    throw new SandboxError(`The sandbox's processes cannot be seen: ${error instanceof Error ? error.message : error}`);
  }
  throw new SandboxError(`The sandbox's processes cannot be seen: PID 1 has no procfs at /proc any more.`);
}
