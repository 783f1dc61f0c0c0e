/**
 * What must hold of every sandbox, whichever driver, runtime, cgroup version and user it runs with. The drivers' system
 * tests run these, and a plain program does so for other users and in the guest of oci/cgroup-v2.system.test.ts.
 */
import type { SandboxDriver } from "../../../../src/server/sandbox/sandbox.ts";
import { everydayChecks, volumeChecks } from "./everyday-checks.ts";
import { idChecks, isolationChecks } from "./isolation-checks.ts";
import { cgroupChecks, limitChecks } from "./limit-checks.ts";

/** `ids`: only where each sandbox has user ids of its own. `cgroup`: only where limits are those of a cgroup. */
export type CheckGroup = "everyday" | "isolation" | "ids" | "limits" | "cgroup" | "volume";

export const checkGroups: Record<CheckGroup, Check[]> = {
  everyday: everydayChecks,
  isolation: isolationChecks,
  ids: idChecks,
  limits: limitChecks,
  cgroup: cgroupChecks,
  volume: volumeChecks,
};

export interface Check {
  name: string;
  /** Rejects when it does not hold. */
  run(driver: SandboxDriver): Promise<void>;
}
