import { expect, test } from "vitest";
import { ociPartsOf } from "../../../../src/server/sandbox/oci/parts.ts";
import { specForTest } from "../contract/sandboxes.ts";

test("a sandbox of one container is that container", () => {
  const spec = specForTest();
  expect(ociPartsOf(spec)).toEqual([{ name: "main", runtimeId: spec.id, cgroup: spec.id, spec }]);
});

test("of several the first has PID 1, and all share the disk", () => {
  const containers = [
    { name: "sidecar", command: ["sh"] },
    { name: "web", command: ["web", "--all"] },
  ];
  const spec = specForTest({ id: "pod", init: "tini", command: ["pause"], containers });
  const parts = ociPartsOf(spec).map(({ spec: { init, command, hostname, limits }, ...part }) => ({
    ...{ ...part, init, command, hostname, tmpfs_bytes: limits.tmpfs_bytes, pids: limits.pids },
  }));
  const share = { tmpfs_bytes: Math.floor(spec.limits.tmpfs_bytes / 3), pids: spec.limits.pids };
  expect(parts).toEqual([
    { name: "main", runtimeId: "pod", cgroup: "pod/main", init: "tini", command: ["pause"], hostname: "lab", ...share },
    ...containers.map(({ name, command }) => ({
      ...{ name, runtimeId: `pod.${name}`, cgroup: `pod/${name}`, init: "none", command, hostname: name, ...share },
    })),
  ]);
});
