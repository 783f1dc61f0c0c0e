/** Says in one sentence why a sandbox is over. */
import type { Exit } from "../../../protocol/processes.ts";
import type { SandboxEnd } from "../sandbox.ts";

/**
 * @param exit null: unknown
 * @param memoryKill whether the kernel killed a process of the sandbox for want of memory just before
 * @param whose end it is, if not that of PID 1
 */
export function describeEnd(exit: Exit | null, memoryKill: boolean, whose?: string): SandboxEnd {
  if (exit === null) return { reason: "failed", detail: "The sandbox is gone, and nobody saw how it ended." };
  const how = howItEnded(exit);
  if (memoryKill && wasKilled(exit)) {
    return {
      reason: "out-of-memory",
      exit,
      detail: `The lab used all the memory it may have, so the kernel killed a process, and ${whose ?? "PID 1"} ${how}.`,
    };
  }
  return { reason: "exited", exit, detail: `${upperFirst(whose ?? "the lab's first process (PID 1)")} ${how}.` };
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Of a process, in words. */
export function howItEnded(exit: Exit | null): string {
  if (exit === null) return "is gone, and nobody saw how";
  return "signal" in exit ? `was killed by ${exit.signal}` : `exited with code ${exit.code}`;
}

/** PID 1 itself, or the child of an init that passes the news on as 128 + SIGKILL. */
function wasKilled(exit: Exit): boolean {
  return "signal" in exit ? exit.signal === "SIGKILL" : exit.code === 137;
}
