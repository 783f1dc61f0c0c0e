/** Removes containers that servers which are gone left. Servers that run keep theirs, and so do those of other state folders. */
import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import { mainName } from "../container/parts.ts";
import { messageOf } from "../errors.ts";
import { serverRuns } from "../server-folder.ts";
import { findDaemon } from "./address.ts";
import { adoptedBy } from "./adopted.ts";
import { listSchema } from "./answers.ts";
import { connect } from "./connect.ts";
import type { DockerOptions } from "./context.ts";
import { labels, readGroup } from "./labels.ts";
import { removeContainer } from "./removals.ts";

type Listed = z.infer<typeof listSchema>[number];

/** A server removes what ended within moments. After a reboot the state folder may be gone, and with it the group's name. */
const endedSecondsMax = 3600;

/** @returns what was removed, one line each @throws DaemonError when the daemon does not answer */
export async function removeLeftContainers({ address, stateDir, log }: DockerOptions): Promise<string[]> {
  const found = findDaemon(address);
  if (!existsSync(stateDir) || found === null) return []; // No server of ours used a daemon.
  const { api } = await connect(found);
  const group = await readGroup(stateDir);
  const filters = JSON.stringify({ label: [labels.group] });
  const containers = await api.json(listSchema, "GET", "/containers/json", { query: { all: 1, filters } });
  const removed = new Set<string>();
  const adopted = await adoptedByLiving(stateDir);
  for (const { Id, State, Created, Labels } of containers.toSorted(joinedLast)) {
    const isOurs = Labels?.[labels.group] === group;
    if (adopted.has(Id)) continue;
    const isLeft = isOurs
      ? !(await serverRuns(join(stateDir, "servers", Labels?.[labels.server] ?? "")))
      : ["exited", "dead"].includes(State) && Date.now() / 1000 - Created > endedSecondsMax;
    if (!isLeft) continue;
    try {
      await removeContainer(api, Id);
      removed.add(`sandbox ${Labels?.[labels.sandbox] ?? Id}`);
    } catch (error) {
      log.error({ container: Id, error: messageOf(error) }, "what a server left could not be removed");
    }
  }
  for (const name of await readdir(join(stateDir, "servers")).catch(() => [])) {
    // There never was one.
    const path = join(stateDir, "servers", name);
    if (!(await serverRuns(path))) await rm(path, { recursive: true, force: true });
  }
  return [...removed];
}

/** Podman keeps a container for as long as there is one that has joined it. */
function joinedLast(one: Listed, other: Listed): number {
  const isMain = ({ Labels }: Listed) => Number(Labels?.[labels.container] === mainName);
  return isMain(one) - isMain(other);
}

async function adoptedByLiving(stateDir: string): Promise<Set<string>> {
  const adopted = new Set<string>();
  for (const name of await readdir(join(stateDir, "servers")).catch(() => [])) {
    const path = join(stateDir, "servers", name);
    if (await serverRuns(path)) for (const id of await adoptedBy(path)) adopted.add(id);
  }
  return adopted;
}
