/**
 * What an embedded lab tells the page around it, by `postMessage`. All have `source: "pid-one"` and the lab's name:
 *
 * - `{type: "ready"}`: a sandbox runs and the terminal can be used
 * - `{type: "task", id, state}`: a task was done
 * - `{type: "ended", reason}`: the sandbox is over
 *
 * They go to any origin, so nothing secret may ever stand in them.
 */
export type EmbedMessage =
  | { type: "ready" }
  | { type: "task"; id: string; state: "open" | "done" }
  | { type: "ended"; reason: string };

export function tellHost(lab: string, message: EmbedMessage): void {
  if (window.parent === window) return;
  window.parent.postMessage({ source: "pid-one", lab, ...message }, "*");
}
