/** What the lab says to the learner of what happens to it. */
import { words } from "../../words/page.ts";
import type { ConnectionState, SandboxEnd } from "../sandbox/sandbox.ts";

/** What there is to add to why a lab is over: how PID 1 ended; else, of a failure, what the server says of it. */
export function endDetail({ reason, detail, exit }: SandboxEnd): string {
  if (exit) return "signal" in exit ? words.lab.endedBy(exit.signal) : words.lab.exitedWith(exit.code);
  return reason === "failed" ? detail : "";
}

export function connectionWords(state: ConnectionState, now: number): string {
  const { connection } = words.lab;
  if (state.is === "waiting") return connection.lost(Math.max(0, Math.ceil((state.retryAt - now) / 1000)));
  return connection[state.is];
}
