/**
 * What must hold of every sandbox, whichever runtime, cgroup version and user it runs with. The system tests run these,
 * and a plain program does so in the guest of cgroup-v2.system.test.ts.
 */
import type { SandboxDriver } from "../../../../src/server/sandbox/sandbox.ts";
import { everydayChecks, volumeChecks } from "./everyday-checks.ts";
import { isolationChecks } from "./isolation-checks.ts";
import { cgroupChecks, limitChecks } from "./limit-checks.ts";

export type CheckGroup = "everyday" | "isolation" | "limits" | "cgroup" | "volume";

export const checkGroups: Record<CheckGroup, Check[]> = {
  everyday: everydayChecks,
  isolation: isolationChecks,
  limits: limitChecks,
  cgroup: cgroupChecks,
  volume: volumeChecks,
};

export interface Check {
  name: string;
  /** Rejects when it does not hold. */
  run(driver: SandboxDriver): Promise<void>;
}
