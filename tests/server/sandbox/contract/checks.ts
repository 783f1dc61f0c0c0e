/**
 * What must hold of every sandbox, whichever driver, runtime, cgroup version and user it runs with. The drivers' system
 * tests run these, and a plain program does so for other users and in the guest of oci/cgroup-v2.long.test.ts.
 */
import type { SandboxDriver } from "../../../../src/server/sandbox/sandbox.ts";
import { everydayChecks, volumeChecks } from "./everyday-checks.ts";
import { cgroupNamespaceChecks, idChecks, isolationChecks } from "./isolation-checks.ts";
import { cgroupChecks, fileCountChecks, limitChecks } from "./limit-checks.ts";
import { severalChecks, severalDividedChecks, severalLimitChecks } from "./several-checks.ts";

/** The last seven are not for all: some ways to run containers have no such thing, and their probe says so. */
export const checkGroups = {
  everyday: everydayChecks,
  isolation: isolationChecks,
  limits: limitChecks,
  volume: volumeChecks,
  /** Each sandbox has user ids of its own. */
  ids: idChecks,
  /** Limits are those of a cgroup. */
  cgroup: cgroupChecks,
  /** A cgroup namespace hides the rest of the tree. */
  "cgroup namespace": cgroupNamespaceChecks,
  /** Files are counted. */
  "file count": fileCountChecks,
  /** Containers that share a PID namespace. */
  several: severalChecks,
  "several, limited together": severalLimitChecks,
  "several, limited each": severalDividedChecks,
} satisfies Record<string, Check[]>;

export type CheckGroup = keyof typeof checkGroups;

export interface Check {
  name: string;
  /** Rejects when it does not hold. */
  run(driver: SandboxDriver): Promise<void>;
}
