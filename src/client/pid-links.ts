/** Terminals and picture of one sandbox point at each other's processes: what is pointed at in the one lights up in the other. */
import type { ProcessTree } from "./process-tree/element.ts";
import type { PidTerminal } from "./terminal/element.ts";

/** @param signal ends it; without one, it ends with its elements */
export function linkPids(terminals: Iterable<PidTerminal>, tree: ProcessTree, signal?: AbortSignal): void {
  const all = [...terminals];
  const options = signal && { signal };
  const mark = (pid: number | null): void => {
    for (const terminal of all) terminal.markPid(pid);
  };
  for (const terminal of all) {
    terminal.isPid = (pid) => tree.has(pid);
    terminal.addEventListener(
      "pid-terminal-pid",
      ({ detail: { pid, by } }) => {
        tree.point(pid);
        mark(pid);
        if (by === "keys") tree.speak(pid);
      },
      options,
    );
  }
  tree.addEventListener("pid-tree-point", ({ detail }) => mark(detail), options);
}
