/** Containers that run, as a sandbox: just started, or taken over. */
import type { Duplex } from "node:stream";
import type { Part } from "../container/parts.ts";
import { InsideView } from "../processes/look-inside.ts";
import type { SandboxSpec } from "../sandbox.ts";
import { StreamTerminal } from "../stream-terminal.ts";
import { containerSchema } from "./answers.ts";
import { DockerSandbox, type StartedContainer, type StartedSandbox } from "./container.ts";
import type { DockerContext } from "./context.ts";
import { openHelper, runInContainer } from "./exec.ts";
import { viewFromOutside, viewOfAll } from "./look-outside.ts";

/** Beside the memory itself; as in oci/start.ts. */
const socketShare = 1 / 8;
const runMsMax = 20_000;

export interface Attached {
  part: Part;
  containerId: string;
  /** To its terminal. */
  socket: Duplex;
}

interface Opened extends Attached {
  /** Of its first process, on the daemon's machine; 0 when that has ended. */
  hostPid: number;
}

/** @param containers the main one first */
export async function openSandbox(
  context: DockerContext,
  spec: SandboxSpec,
  [main, ...further]: readonly [Attached, ...Attached[]],
): Promise<DockerSandbox> {
  const opened = {
    main: await open(context, spec, main),
    further: await Promise.all(further.map((one) => open(context, spec, one))),
  };
  return new DockerSandbox({
    context,
    spec,
    main: opened.main.container,
    further: opened.further.map(({ container }) => container),
    view: await viewOf(context, spec, opened.main, opened.further),
  });
}

async function open(
  { api }: DockerContext,
  size: { cols: number; rows: number },
  attached: Attached,
): Promise<Opened & { container: StartedContainer }> {
  const { part, containerId, socket } = attached;
  const resize = ({ cols, rows }: { cols: number; rows: number }) =>
    api.call("POST", `/containers/${containerId}/resize`, { query: { h: rows, w: cols } }).then(
      () => {},
      () => {},
    ); // It has ended, and its end is told.
  // Daemons before API 1.42 do not take the size that it was created with.
  await resize(size);
  const { State } = await api.json(containerSchema, "GET", `/containers/${containerId}/json`);
  const terminal = new StreamTerminal(socket, socket, {
    resize: (changed) => void resize(changed),
    close: () => socket.destroy(),
  });
  return { ...attached, hostPid: State.Pid, container: { name: part.name, containerId, terminal } };
}

async function viewOf(
  { api, options }: DockerContext,
  { limits }: SandboxSpec,
  main: Opened,
  further: readonly Opened[],
): Promise<StartedSandbox["view"]> {
  const look = async ({ hostPid, containerId, part }: Opened) => {
    const view = await viewFromOutside(hostPid, containerId);
    await view?.limitSockets(part.spec.limits.memory_bytes * socketShare);
    return view;
  };
  const outside = options.watchFrom === "inside" ? null : await look(main);
  if (outside !== null) {
    const views = further.map(async (one) => ({ name: one.part.name, view: await look(one) }));
    return { from: "outside", outside: viewOfAll(outside, await Promise.all(views)) };
  }
  const helped = further[0] ?? main;
  const names = await Promise.all(
    further.map(async ({ containerId, part }) => {
      const asked = runInContainer(api, containerId, ["/usr/bin/readlink", "/proc/self/ns/mnt"], runMsMax);
      return [(await asked.catch(() => null))?.stdout.trim() ?? "", part.name] as const; // It has ended, or has no room for one process more.
    }),
  );
  const inside = new InsideView(() => openHelper(api, helped.containerId), limits.pids, new Map(names));
  await inside.prepare();
  return { from: "inside", inside };
}
