/** How PID 1 ended, as far as a daemon tells: it gives a signal as 128 and its number, as a shell would. */
import type { Exit } from "../../../protocol/processes.ts";

const killed = 137;

/**
 * PID 1 of a namespace dies of no signal but SIGKILL from outside, or of one that it brings upon itself by a fault
 * (pid_namespaces(7)). The latter cannot be told from an exit with that code, and is given as that.
 * @param wasKilled whether we or the kernel sent it SIGKILL
 */
export function exitOf(code: number, wasKilled: boolean): Exit {
  return wasKilled && code === killed ? { signal: "SIGKILL" } : { code: code & 0xff };
}
