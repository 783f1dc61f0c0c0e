/**
 * What an embedded lab tells the page around it, by `postMessage`. All have `source: "pid-one"` and the lab's name:
 *
 * - `{type: "ready"}`: a sandbox runs and the terminal can be used
 * - `{type: "task", id, state}`: a task was done
 * - `{type: "ended", reason, exit}`: the sandbox is over; `exit` is `{code}` or `{signal}`, if it was PID 1 that ended
 *
 * They go to any origin, so nothing secret may ever stand in them.
 */
import type { Exit } from "../../protocol/processes.ts";

export type EmbedMessage =
  | { type: "ready" }
  | { type: "task"; id: string; state: "open" | "done" }
  | { type: "ended"; reason: string; exit: Exit | undefined };

export function tellHost(lab: string, message: EmbedMessage): void {
  if (window.parent === window) return;
  window.parent.postMessage({ source: "pid-one", lab, ...message }, "*");
}
