/** A sandbox of several containers, as what makes them does: one after the other, each described as a sandbox of one. Pure. */
import type { SandboxSpec } from "../sandbox.ts";

export interface Part {
  /** "main" has the sandbox's PID 1; the others join it. */
  name: string;
  spec: SandboxSpec;
}

export const mainName = "main";

/** The main one first. Each has an even share of the disk, as they can all write to each other's. */
export function partsOf(spec: SandboxSpec): [Part, ...Part[]] {
  if (spec.containers.length === 0) return [{ name: mainName, spec }];
  const tmpfs_bytes = Math.floor(spec.limits.tmpfs_bytes / (spec.containers.length + 1));
  const part = (name: string, changes: Partial<SandboxSpec>): Part => ({
    name,
    spec: { ...spec, ...changes, containers: [], limits: { ...spec.limits, tmpfs_bytes } },
  });
  return [
    part(mainName, {}),
    ...spec.containers.map(({ name, command }) => part(name, { init: "none", command, hostname: name })),
  ];
}
