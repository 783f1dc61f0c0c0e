/** Starts a sandbox, and undoes all of it when that fails half-way. */

import { messageOf } from "../errors.ts";
import { SandboxError, type SandboxSpec } from "../sandbox.ts";
import { createSandboxFolder } from "../server-folder.ts";
import { type Bundle, writeBundle } from "./bundle.ts";
import { type Console, openConsole, startedInTime } from "./console.ts";
import { OciSandbox } from "./container.ts";
import type { OciContext } from "./context.ts";
import { removeSandbox } from "./remove.ts";

/** Beside the memory itself. A connection over loopback takes 10 MB at most (tcp(7), tcp_rmem and tcp_wmem). */
const socketShare = 1 / 8;

export async function startSandbox(context: OciContext, spec: SandboxSpec): Promise<OciSandbox> {
  const path = await createSandboxFolder(context.server, spec.id);
  let slot: number | null = null;
  let opened: Console | null = null;
  try {
    slot = context.privilege.kind === "root" ? await context.privilege.claims.claim(context.server.id) : null;
    const bundle = await writeBundle(context, spec, path, slot);
    if (bundle.limitsBy.kind === "cgroup") {
      await context.cgroups?.limitSockets(bundle.limitsBy.path, spec.limits.memory_bytes * socketShare);
    }
    opened = openLabTerminal(context, spec, bundle);
    const pid = await startedInTime(opened);
    return new OciSandbox({ context, spec, bundle, slot, console: opened, initHostPid: pid });
  } catch (error) {
    opened?.kill();
    await opened?.gone;
    await removeSandbox(context, spec.id, slot);
    if (error instanceof SandboxError) throw error;
    throw new SandboxError(`The sandbox does not start: ${messageOf(error)}`);
  }
}

function openLabTerminal(context: OciContext, { id, cols, rows }: SandboxSpec, bundle: Bundle): Console {
  return openConsole({
    binary: context.options.consoleBinary,
    cwd: bundle.path,
    binds: bundle.binds,
    size: { cols, rows },
    socket: "console-0",
    pidFile: "pid-0",
    command: context.runtime.run(id, "console-0", "pid-0"),
  });
}
