import type { Process, ProcessState } from "../../../src/protocol/processes.ts";

/** A process in one line. */
export function process(pid: number, ppid: number, command: string, state: ProcessState = "S"): Process {
  return { pid, ppid, command, state, container: "main" };
}

export const names = { commandOf: (pid: number) => (pid >= 40 ? "sleep" : null) };
