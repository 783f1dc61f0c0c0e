/** Removes all of one sandbox, in whichever state it is. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { messageOf } from "../errors.ts";
import { removeServerFolder } from "../server-folder.ts";
import type { OciContext } from "./context.ts";

export async function removeSandbox(context: OciContext, sandboxId: string, slot: number | null): Promise<void> {
  const { cgroups, log, privilege, runtime, server } = { ...context, log: context.options.log };
  // A runtime that fails at this does not keep us from the rest: what it leaves is killed by cgroup and removed by path.
  await runtime.remove(sandboxId).catch((error) => {
    log.warn({ sandbox: sandboxId, error: messageOf(error) }, "the container runtime did not remove a container");
  });
  await cgroups?.removeSandbox(server.id, sandboxId);
  await rm(join(runtime.root, sandboxId), { recursive: true, force: true });
  await rm(join(server.path, "sandboxes", sandboxId), { recursive: true, force: true });
  // Last: from here on the ids may be another sandbox's.
  if (slot !== null && privilege.kind === "root") await privilege.claims.release(slot);
}

/** After its sandboxes: what a driver itself has made. */
export async function removeServer({ cgroups, releaseCgroups, server }: OciContext): Promise<void> {
  await cgroups?.removeServer(server.id);
  releaseCgroups();
  await removeServerFolder(server);
}
