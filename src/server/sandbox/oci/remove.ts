/** Removes all of one sandbox, in whichever state it is. */
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { hasCode, messageOf } from "../errors.ts";
import { removeServerFolder } from "../server-folder.ts";
import type { OciContext } from "./context.ts";
import { furtherId } from "./parts.ts";

export async function removeSandbox(context: OciContext, sandboxId: string, slot: number | null): Promise<void> {
  const { cgroups, log, privilege, runtime, server } = { ...context, log: context.options.log };
  // A runtime that fails at this does not keep us from the rest: what it leaves is killed by cgroup and removed by path.
  const ids = await runtimeIdsOf(server.path, sandboxId);
  for (const id of ids) {
    await runtime.remove(id).catch((error) => {
      log.warn({ sandbox: id, error: messageOf(error) }, "the container runtime did not remove a container");
    });
  }
  await cgroups?.removeSandbox(server.id, sandboxId);
  for (const id of ids) await rm(join(runtime.root, id), { recursive: true, force: true });
  await rm(join(server.path, "sandboxes", sandboxId), { recursive: true, force: true });
  // Last: from here on the ids may be another sandbox's.
  if (slot !== null && privilege.kind === "root") await privilege.claims.release(slot);
}

/** Where the bundles of the containers stand that join the sandbox's first. */
export function furtherBundle(sandboxPath: string, name: string): string {
  return join(sandboxPath, "containers", name);
}

/** The runtime's names of all containers of a sandbox; the first goes first, as it takes the others' processes with it. */
export async function runtimeIdsOf(serverPath: string, sandboxId: string): Promise<string[]> {
  const names = await readdir(furtherBundle(join(serverPath, "sandboxes", sandboxId), "")).catch((error) => {
    if (hasCode(error, "ENOENT")) return []; // It has one, or is gone.
    throw error;
  });
  return [sandboxId, ...names.map((name) => furtherId(sandboxId, name))];
}

/** After its sandboxes: what a driver itself has made. */
export async function removeServer({ cgroups, releaseCgroups, server }: OciContext): Promise<void> {
  await cgroups?.removeServer(server.id);
  releaseCgroups();
  await removeServerFolder(server);
}
