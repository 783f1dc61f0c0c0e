/** From what a lab file says to what a driver starts. */
import type { Lab } from "../../course/lab-file.ts";
import type { Init } from "../../protocol/labs.ts";
import type { SandboxSpec } from "../sandbox/sandbox.ts";

const bytesPerMib = 1024 * 1024;

/**
 * Has bash mark the end of each command, with its status, before it shows a prompt. Terminals show nothing of it (OSC 133,
 * "semantic prompts"); who solves a lab by machine needs it.
 */
const markCommands = String.raw`printf '\e]133;D;%s\a' $?`;

export function sandboxSpec(
  lab: Lab,
  init: Init,
  { id, cause }: { id: string; cause: string | undefined },
): SandboxSpec {
  return {
    id,
    labDir: lab.dir,
    init,
    command: lab.command,
    containers: lab.containers,
    shell: lab.shell,
    env: {
      ...{ TERM: "xterm-256color", LANG: "C.UTF-8", PID_ONE_LAB: lab.id, PID_ONE_INIT: init },
      ...(cause !== undefined && { PID_ONE_CAUSE: cause }),
      PROMPT_COMMAND: markCommands,
    },
    hostname: lab.id,
    capabilities: lab.capabilities,
    limits: {
      pids: lab.limits.pids,
      memory_bytes: lab.limits.memory_mib * bytesPerMib,
      cpus: lab.limits.cpus,
      tmpfs_bytes: lab.limits.tmpfs_mib * bytesPerMib,
    },
    cols: 80,
    rows: 24,
  };
}
