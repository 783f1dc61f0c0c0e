/** The containers of a sandbox as a runtime names them. Pure. */
import { type Part, partsOf } from "../container/parts.ts";
import type { SandboxSpec } from "../sandbox.ts";

export interface OciPart extends Part {
  /** The runtime's name of it, and its cgroup's below the server's. */
  runtimeId: string;
  cgroup: string;
}

export function ociPartsOf(spec: SandboxSpec): [OciPart, ...OciPart[]] {
  const [main, ...further] = partsOf(spec);
  const isAlone = further.length === 0;
  return [
    { ...main, runtimeId: spec.id, cgroup: isAlone ? spec.id : `${spec.id}/${main.name}` },
    ...further.map((part) => ({
      ...part,
      runtimeId: furtherId(spec.id, part.name),
      cgroup: `${spec.id}/${part.name}`,
    })),
  ];
}

/** No sandbox's id has a dot in it. */
export function furtherId(sandboxId: string, name: string): string {
  return `${sandboxId}.${name}`;
}
