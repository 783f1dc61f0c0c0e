/** Starts a sandbox, and undoes all of it when that fails half-way. */
import type { Duplex } from "node:stream";
import type { Part } from "../container/parts.ts";
import { messageOf } from "../errors.ts";
import { SandboxError, type SandboxSpec } from "../sandbox.ts";
import { idSchema } from "./answers.ts";
import { DaemonError } from "./api.ts";
import type { DockerSandbox } from "./container.ts";
import { containerConfig, type Sharing } from "./container-config.ts";
import type { DockerContext } from "./context.ts";
import { containerLabels } from "./labels.ts";
import { type Attached, openSandbox } from "./open.ts";
import { dockerPartsOf } from "./parts.ts";
import { seccompOption } from "./seccomp-option.ts";

export async function startSandbox(context: DockerContext, spec: SandboxSpec): Promise<DockerSandbox> {
  const { api } = context;
  const ids: string[] = [];
  const sockets: Duplex[] = [];
  const start = async (part: Part, sharing: Sharing): Promise<Attached> => {
    const containerId = await create(context, spec, part, sharing);
    ids.push(containerId);
    // Before it starts, so that not a byte is missed.
    const socket = await attach(context, containerId);
    sockets.push(socket);
    await api.call("POST", `/containers/${containerId}/start`);
    return { part, containerId, socket };
  };
  const [mainPart, ...furtherParts] = dockerPartsOf(spec);
  try {
    const main = await start(mainPart, furtherParts.length === 0 ? "alone" : "joined");
    const further: Attached[] = [];
    // All are there before a visitor is: nobody hostile runs in the namespaces that a runtime joins to make a container.
    for (const part of furtherParts) further.push(await start(part, { joins: main.containerId }));
    return await openSandbox(context, spec, [main, ...further]);
  } catch (error) {
    for (const socket of sockets) socket.destroy();
    await context.removals.removeAll(ids).catch(() => {}); // It is tried again.
    if (error instanceof SandboxError && !(error instanceof DaemonError)) throw error;
    throw new SandboxError(`The sandbox does not start: ${messageOf(error)}`);
  }
}

/** To the terminal of a container: what it shows from now on, and what is typed. */
export function attach({ api }: DockerContext, containerId: string): Promise<Duplex> {
  return api.hijack(`/containers/${containerId}/attach`, { query: { stream: 1, stdin: 1, stdout: 1, stderr: 1 } });
}

/** @returns the container's id */
async function create(
  context: DockerContext,
  sandbox: SandboxSpec,
  { name, spec }: Part,
  sharing: Sharing,
): Promise<string> {
  const { api, daemon, group, images, server } = context;
  const attempt = async () => {
    const input = {
      spec,
      sharing,
      image: await images.forLab(sandbox),
      labels: containerLabels({ group, serverId: server.id, name }, sandbox),
      daemon,
      seccomp: await seccompOption(spec.capabilities, daemon, server.path),
    };
    const suffix = typeof sharing === "object" ? `.${name}` : "";
    const query = { name: `pid-one-${server.id}-${spec.id}${suffix}` };
    return (await api.json(idSchema, "POST", "/containers/create", { query, body: containerConfig(input) })).Id;
  };
  try {
    return await attempt().catch((error) => {
      if (!(error instanceof DaemonError) || error.status !== 404) throw error;
      images.forget(); // Somebody has removed the image.
      return attempt();
    });
  } catch (error) {
    const isTaken = error instanceof DaemonError && /already in use/.test(error.message);
    if (isTaken) throw new SandboxError(`A sandbox named ${spec.id} is there already.`);
    throw error;
  }
}
