/** Watches the processes of a container as the observer tells of them; while there is none, by looking. */
import { closeSync } from "node:fs";
import type { ProcessObserver } from "../sandbox.ts";
import { containerBy } from "./container-names.ts";
import type { Observer } from "./observer.ts";
import { ProcessPicture } from "./picture.ts";
import { isGone } from "./read-processes.ts";
import { looksAt, openProc, procPath, type WatchSource, watchBy } from "./watch.ts";

/** A list is sent at most so often; events go at once. */
const listMs = 50;

/**
 * Until the returned function is called or the namespace is gone.
 * @throws SandboxError when PID 1 is gone, or its /proc is no procfs
 */
export function observeProcesses(source: WatchSource, observer: Observer, to: ProcessObserver): () => void {
  const procFd = openProc(source.initHostPid);
  const containerOf = containerBy(source.containers, procPath(procFd));
  const picture = new ProcessPicture(containerOf);
  let stopLooking: (() => void) | null = null;
  let isOpen = true;
  let timer: NodeJS.Timeout | undefined;
  let sentAt = 0;
  /** A picture is whole, and not all of it was sent. */
  let changed = false;
  let whole = false;

  const stop = () => {
    if (!isOpen) return;
    isOpen = false;
    clearTimeout(timer);
    stopLooking?.();
    unwatch();
    closeSync(procFd);
  };

  const send = async () => {
    timer = undefined;
    sentAt = performance.now();
    changed = false;
    try {
      const pids = await source.pidsUsage();
      if (!isOpen || !whole) return;
      const { list, gap } = picture.take();
      to.processes({ at: Date.now(), pids, list, ...(gap && { gap: true as const }) });
    } catch (error) {
      // The cgroup goes with the container, of which the observer tells. What else it is, passes: with the next change.
      if (!isGone(error)) changed = true;
    }
  };

  const unwatch = observer.watch({
    procFd,
    see: (line) => {
      stopLooking?.();
      stopLooking = null;
      if (line.kind === "gone") return stop();
      if (line.kind === "list") whole = false;
      if (line.kind === "listed") whole = true;
      changed = true;
      const event = picture.see(line);
      if (event) to.event(event);
    },
    pause: () => {
      if (!isOpen || !changed || !whole || timer) return;
      timer = setTimeout(send, Math.max(0, sentAt + listMs - performance.now()));
    },
    down: () => {
      whole = false;
      stopLooking ??= watchBy(
        looksAt(procFd, source, () => {}),
        to,
        containerOf,
      );
    },
  });
  return stop;
}
