/** How a container's first process ended, as far as a daemon tells: it gives a signal as 128 and its number, as a shell would. */
import { constants } from "node:os";
import type { Exit } from "../../../protocol/processes.ts";
import { messageOf } from "../errors.ts";
import { waitSchema } from "./answers.ts";
import type { DockerApi } from "./api.ts";

export const killed = 137;

/** Never rejects. @returns the exit code, or in words why the daemon does not tell it */
export async function waitForExit(api: DockerApi, containerId: string, signal: AbortSignal): Promise<number | string> {
  return api
    .json(waitSchema, "POST", `/containers/${containerId}/wait`, { timeoutMs: 0, signal })
    .then(({ StatusCode }) => StatusCode, messageOf);
}

/** For a container that joined another: its first process is no PID 1, so a signal may have ended it, or it says so itself. */
export function describeCode(code: number): string {
  const name = Object.entries(constants.signals).find(([, number]) => number === code - 128)?.[0];
  return `exited with code ${code}${name === undefined ? "" : `, which is 128 + ${code - 128}: ${name}`}`;
}

/**
 * PID 1 of a namespace dies of no signal but SIGKILL from outside, or of one that it brings upon itself by a fault
 * (pid_namespaces(7)). The latter cannot be told from an exit with that code, and is given as that.
 * @param wasKilled whether we or the kernel sent it SIGKILL
 */
export function exitOf(code: number, wasKilled: boolean): Exit {
  return wasKilled && code === killed ? { signal: "SIGKILL" } : { code: code & 0xff };
}
