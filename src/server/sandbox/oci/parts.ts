/** A sandbox of several containers, as what a runtime makes: one after the other, each described as a sandbox of one. Pure. */
import type { SandboxSpec } from "../sandbox.ts";

export interface Part {
  /** "main" has the sandbox's PID 1; the others join it. */
  name: string;
  /** The runtime's name of it, and its cgroup's below the server's. */
  runtimeId: string;
  cgroup: string;
  spec: SandboxSpec;
}

export const mainName = "main";

/** The main one first. Each has an even share of the disk, as they can all write to each other's. */
export function partsOf(spec: SandboxSpec): [Part, ...Part[]] {
  if (spec.containers.length === 0) return [{ name: mainName, runtimeId: spec.id, cgroup: spec.id, spec }];
  const tmpfs_bytes = Math.floor(spec.limits.tmpfs_bytes / (spec.containers.length + 1));
  const part = (name: string, runtimeId: string, changes: Partial<SandboxSpec>): Part => ({
    ...{ name, runtimeId, cgroup: `${spec.id}/${name}` },
    spec: { ...spec, ...changes, containers: [], limits: { ...spec.limits, tmpfs_bytes } },
  });
  return [
    part(mainName, spec.id, {}),
    ...spec.containers.map(({ name, command }) =>
      part(name, furtherId(spec.id, name), { init: "none", command, hostname: name }),
    ),
  ];
}

/** No sandbox's id has a dot in it. */
export function furtherId(sandboxId: string, name: string): string {
  return `${sandboxId}.${name}`;
}
