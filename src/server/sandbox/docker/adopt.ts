/** Takes over sandboxes whose server is gone, while they run. */

import { join } from "node:path";
import { PassThrough } from "node:stream";
import type { z } from "zod";
import { mainName } from "../container/parts.ts";
import { messageOf } from "../errors.ts";
import { SandboxError } from "../sandbox.ts";
import { serverRuns } from "../server-folder.ts";
import { noteAdopted } from "./adopted.ts";
import { listSchema } from "./answers.ts";
import type { DockerSandbox } from "./container.ts";
import type { DockerContext } from "./context.ts";
import { hangUpAll } from "./exec.ts";
import { labels, readSpec } from "./labels.ts";
import { type Attached, openSandbox } from "./open.ts";
import { dockerPartsOf } from "./parts.ts";
import { attach } from "./start.ts";

type Listed = z.infer<typeof listSchema>[number];

/** @param ids of sandboxes. @returns those that run; one that cannot be taken over is left to the clean-up */
export async function adoptSandboxes(context: DockerContext, ids: readonly string[]): Promise<DockerSandbox[]> {
  const { api, group, options } = context;
  const filters = JSON.stringify({ label: [`${labels.group}=${group}`] });
  const containers = await api.json(listSchema, "GET", "/containers/json", { query: { all: 1, filters } });
  const adopted: DockerSandbox[] = [];
  for (const [id, found] of Map.groupBy(containers, ({ Labels }) => Labels?.[labels.sandbox] ?? "")) {
    const main = containerNamed(found, mainName);
    if (!ids.includes(id) || main?.State !== "running") continue;
    if (await serverRuns(join(options.stateDir, "servers", main.Labels?.[labels.server] ?? ""))) continue;
    try {
      adopted.push(await adopt(context, main, found));
    } catch (error) {
      options.log.warn({ sandbox: id, error: messageOf(error) }, "a lab of the last server cannot go on");
    }
  }
  return adopted;
}

async function adopt(context: DockerContext, main: Listed, found: readonly Listed[]): Promise<DockerSandbox> {
  for (const { Id } of found) await noteAdopted(context.server, Id);
  const spec = readSpec(main.Labels?.[labels.spec]);
  const attached = async (part: Attached["part"]): Promise<Attached> => {
    const container = containerNamed(found, part.name);
    if (container === undefined) throw new SandboxError(`Its container ${part.name} is not there.`);
    const isRunning = container.State === "running";
    return { part, containerId: container.Id, socket: isRunning ? await attach(context, container.Id) : overAlready() };
  };
  const [mainPart, ...furtherParts] = dockerPartsOf(spec);
  const first = await attached(mainPart);
  const further: Attached[] = [];
  for (const part of furtherParts) further.push(await attached(part));
  // Their other ends went with the server, and nobody can attach to them a second time.
  await hangUpAll(context.api, (further[0] ?? first).containerId);
  return openSandbox(context, spec, [first, ...further]);
}

function containerNamed(found: readonly Listed[], name: string): Listed | undefined {
  return found.find(({ Labels }) => (Labels?.[labels.container] ?? mainName) === name);
}

function overAlready(): PassThrough {
  return new PassThrough().destroy();
}
