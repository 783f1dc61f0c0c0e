/** Starts a sandbox, and undoes all of it when that fails half-way. */

import { mkdir } from "node:fs/promises";
import { messageOf } from "../errors.ts";
import { SandboxError, type SandboxSpec } from "../sandbox.ts";
import { createSandboxFolder } from "../server-folder.ts";
import { writeBundle } from "./bundle.ts";
import { type Console, openConsole, startedInTime } from "./console.ts";
import { OciSandbox, type StartedContainer } from "./container.ts";
import type { OciContext } from "./context.ts";
import { type OciPart, ociPartsOf } from "./parts.ts";
import { furtherBundle, removeSandbox } from "./remove.ts";

/** Beside the memory itself. A connection over loopback takes 10 MB at most (tcp(7), tcp_rmem and tcp_wmem). */
const socketShare = 1 / 8;

export async function startSandbox(context: OciContext, spec: SandboxSpec): Promise<OciSandbox> {
  const path = await createSandboxFolder(context.server, spec.id);
  let slot: number | null = null;
  const consoles: Console[] = [];
  try {
    slot = context.privilege.kind === "root" ? await context.privilege.claims.claim(context.server.id) : null;
    const [mainPart, ...furtherParts] = ociPartsOf(spec);
    const share = socketShare / (1 + furtherParts.length);
    const start = async (part: OciPart, bundlePath: string, joins: number | null): Promise<StartedContainer> => {
      const bundle = await writeBundle(context, part, bundlePath, slot, joins);
      if (bundle.limitsBy.kind === "cgroup")
        await context.cgroups?.limitSockets(bundle.limitsBy.path, spec.limits.memory_bytes * share);
      const console = openConsole({
        binary: context.options.consoleBinary,
        cwd: bundle.path,
        binds: bundle.binds,
        size: spec,
        socket: "console-0",
        pidFile: "pid-0",
        command: context.runtime.run(part.runtimeId, "console-0", "pid-0"),
      });
      consoles.push(console);
      return { part, bundle, console, hostPid: await startedInTime(console) };
    };
    const main = await start(mainPart, path, null);
    const further: StartedContainer[] = [];
    if (furtherParts.length > 0)
      await context.cgroups?.limitTogether(context.cgroups.pathOf(context.server.id, spec.id), spec.limits);
    // All are there before a visitor is: nobody hostile runs in the namespaces that a runtime joins to make a container.
    for (const part of furtherParts) {
      const bundlePath = furtherBundle(path, part.name);
      await mkdir(bundlePath, { recursive: true, mode: 0o711 });
      further.push(await start(part, bundlePath, main.hostPid));
    }
    return new OciSandbox({ context, spec, slot, main, further });
  } catch (error) {
    for (const console of consoles) console.kill();
    await Promise.all(consoles.map(({ gone }) => gone));
    await removeSandbox(context, spec.id, slot);
    if (error instanceof SandboxError) throw error;
    throw new SandboxError(`The sandbox does not start: ${messageOf(error)}`);
  }
}
