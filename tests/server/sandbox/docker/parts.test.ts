import { expect, test } from "vitest";
import { containerConfig } from "../../../../src/server/sandbox/docker/container-config.ts";
import type { Daemon } from "../../../../src/server/sandbox/docker/context.ts";
import { dockerPartsOf } from "../../../../src/server/sandbox/docker/parts.ts";
import { specForTest } from "../contract/sandboxes.ts";

const daemon: Daemon = {
  kind: "docker",
  usernsMode: null,
  seccompFrom: "text",
  limitsInodes: true,
  limitsTerminals: true,
};

const containersOf = (number: number) =>
  Array.from({ length: number }, (_, index) => ({ name: `c${index}`, command: ["sh"] }));

test("a container that is alone has all", () => {
  const spec = specForTest();
  expect(dockerPartsOf(spec)).toEqual([{ name: "main", spec }]);
});

test("of several the one in which a learner types has half, and the others the rest", () => {
  const limits = { pids: 64, memory_bytes: 1200, cpus: 0.5, tmpfs_bytes: 300 };
  const parts = dockerPartsOf(specForTest({ limits, containers: containersOf(2) }));
  expect(parts.map(({ name, spec: { limits } }) => ({ name, ...limits }))).toEqual([
    { name: "main", pids: 16, memory_bytes: 300, cpus: 0.125, tmpfs_bytes: 100 },
    { name: "c0", pids: 32, memory_bytes: 600, cpus: 0.25, tmpfs_bytes: 100 },
    { name: "c1", pids: 16, memory_bytes: 300, cpus: 0.125, tmpfs_bytes: 100 },
  ]);
});

test("what the daemon is told is never more than the limits, all containers together", () => {
  for (const number of [1, 2, 3, 4]) {
    for (const limits of [
      { pids: 8, memory_bytes: 16 * 1024 * 1024, cpus: 0.05, tmpfs_bytes: 1024 * 1024 },
      { pids: 67, memory_bytes: 100_000_001, cpus: 0.37, tmpfs_bytes: 3_000_001 },
      { pids: 4095, memory_bytes: 2 ** 32 - 1, cpus: 7.9, tmpfs_bytes: 2 ** 30 - 1 },
    ]) {
      const sum = { pids: 0, memory: 0, swap: 0, cpus: 0, tmpfs: 0 };
      for (const { spec } of dockerPartsOf(specForTest({ limits, containers: containersOf(number) }))) {
        const { HostConfig } = containerConfig({ spec, sharing: "alone", image: "", labels: {}, daemon, seccomp: "" });
        sum.pids += HostConfig.PidsLimit;
        sum.memory += HostConfig.Memory;
        sum.swap += HostConfig.MemorySwap;
        sum.cpus += HostConfig.CpuQuota / HostConfig.CpuPeriod;
        sum.tmpfs += Number(/size=(\d+)/.exec(HostConfig.Tmpfs["/tmp"])?.[1]);
        expect(HostConfig.PidsLimit).toBeGreaterThan(0); // 0 would be no limit.
      }
      expect(sum.pids).toBeLessThanOrEqual(limits.pids);
      expect(sum.memory).toBeLessThanOrEqual(limits.memory_bytes);
      expect(sum.swap).toBeLessThanOrEqual(limits.memory_bytes);
      expect(sum.cpus).toBeLessThanOrEqual(limits.cpus + 1e-9);
      expect(sum.tmpfs).toBeLessThanOrEqual(limits.tmpfs_bytes);
    }
  }
});
