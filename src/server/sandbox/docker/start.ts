/** Starts a sandbox, and undoes all of it when that fails half-way. */
import type { Duplex } from "node:stream";
import { messageOf } from "../errors.ts";
import { InsideView } from "../processes/look-inside.ts";
import { SandboxError, type SandboxSpec } from "../sandbox.ts";
import { StreamTerminal } from "../stream-terminal.ts";
import { containerSchema, idSchema } from "./answers.ts";
import { DaemonError } from "./api.ts";
import { DockerSandbox, type StartedContainer } from "./container.ts";
import { containerConfig } from "./container-config.ts";
import type { DockerContext } from "./context.ts";
import { openHelper } from "./exec.ts";
import { containerLabels } from "./labels.ts";
import { viewFromOutside } from "./look-outside.ts";
import { seccompOption } from "./seccomp-option.ts";

/** Beside the memory itself; as in oci/start.ts. */
const socketShare = 1 / 8;

export async function startSandbox(context: DockerContext, spec: SandboxSpec): Promise<DockerSandbox> {
  const { api } = context;
  const containerId = await create(context, spec);
  let socket: Duplex | null = null;
  try {
    // Before it starts, so that not a byte is missed.
    socket = await attach(context, containerId);
    await api.call("POST", `/containers/${containerId}/start`);
    return await openSandbox(context, spec, containerId, socket);
  } catch (error) {
    socket?.destroy();
    await context.removals.remove(containerId).catch(() => {}); // It is tried again.
    throw new SandboxError(`The sandbox does not start: ${messageOf(error)}`);
  }
}

/** To the terminal of a container: what it shows from now on, and what is typed. */
export function attach({ api }: DockerContext, containerId: string): Promise<Duplex> {
  return api.hijack(`/containers/${containerId}/attach`, { query: { stream: 1, stdin: 1, stdout: 1, stderr: 1 } });
}

/** A container that runs, as a sandbox. @param socket attached to its terminal */
export async function openSandbox(
  context: DockerContext,
  spec: SandboxSpec,
  containerId: string,
  socket: Duplex,
): Promise<DockerSandbox> {
  const { api } = context;
  const resize = ({ cols, rows }: { cols: number; rows: number }) =>
    api.call("POST", `/containers/${containerId}/resize`, { query: { h: rows, w: cols } }).then(
      () => {},
      () => {},
    ); // It has ended, and `ended` says so.
  // Daemons before API 1.42 do not take the size that it was created with.
  await resize(spec);
  const { State } = await api.json(containerSchema, "GET", `/containers/${containerId}/json`);
  const view = await viewOf(context, spec, containerId, State.Pid);
  const controls = {
    resize: (size: { cols: number; rows: number }) => void resize(size),
    close: () => socket.destroy(),
  };
  return new DockerSandbox({
    context,
    spec,
    containerId,
    terminal: new StreamTerminal(socket, socket, controls),
    view,
  });
}

async function viewOf(
  { api, options }: DockerContext,
  { limits }: SandboxSpec,
  containerId: string,
  initPid: number,
): Promise<StartedContainer["view"]> {
  const outside = options.watchFrom === "inside" ? null : await viewFromOutside(initPid, containerId);
  if (outside !== null) {
    await outside.limitSockets(limits.memory_bytes * socketShare);
    return { from: "outside", outside };
  }
  const inside = new InsideView(() => openHelper(api, containerId), limits.pids);
  await inside.prepare();
  return { from: "inside", inside };
}

/** @returns the container's id */
async function create(context: DockerContext, spec: SandboxSpec): Promise<string> {
  const { api, daemon, group, images, server } = context;
  const attempt = async () => {
    const input = {
      spec,
      image: await images.forLab(spec),
      labels: containerLabels(group, server.id, spec),
      daemon,
      seccomp: await seccompOption(spec.capabilities, daemon, server.path),
    };
    const query = { name: `pid-one-${server.id}-${spec.id}` };
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
    throw error instanceof DaemonError ? new SandboxError(`The sandbox does not start: ${error.message}`) : error;
  }
}
