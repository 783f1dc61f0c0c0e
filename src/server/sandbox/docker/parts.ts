/** The containers of a sandbox as a daemon makes them, which limits each, but not all together: so each has a share. Pure. */
import { type Part, partsOf } from "../container/parts.ts";
import type { SandboxLimits, SandboxSpec } from "../sandbox.ts";

/**
 * No share is rounded up, so all shares together are never more than the sandbox may have, whoever uses them up: the one in
 * which a learner types has half, as most of what runs is started there, and the others share the other half evenly.
 */
export function dockerPartsOf(spec: SandboxSpec): [Part, ...Part[]] {
  const [main, ...further] = partsOf(spec);
  if (further.length === 0) return [main];
  const limited = ({ name, spec }: Part, share: number): Part => ({
    name,
    spec: { ...spec, limits: { ...spec.limits, ...shareOf(spec.limits, share) } },
  });
  const rest = 1 / 2 / further.length;
  return [limited(main, rest), ...further.map((part, index) => limited(part, index === 0 ? 1 / 2 : rest))];
}

function shareOf({ pids, memory_bytes, cpus }: SandboxLimits, share: number): Partial<SandboxLimits> {
  return { pids: Math.floor(pids * share), memory_bytes: Math.floor(memory_bytes * share), cpus: cpus * share };
}
