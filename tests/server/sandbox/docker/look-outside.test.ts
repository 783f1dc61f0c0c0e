import { expect, test } from "vitest";
import { cgroupOf, viewFromOutside } from "../../../../src/server/sandbox/docker/look-outside.ts";

const hybrid = "8:pids:/docker/abc\n4:memory:/docker/abc\n2:cpu,cpuacct:/docker/cpu\n1:name=systemd:/x\n0::/system\n";

test.each([
  [hybrid, "pids", "/docker/abc"],
  [hybrid, "cpuacct", "/docker/cpu"],
  [hybrid, "hugetlb", "/system"],
  ["0::/system.slice/docker-abc.scope\n", "memory", "/system.slice/docker-abc.scope"],
])("the cgroup of a controller, in whichever version it is", (text, controller, path) => {
  expect(cgroupOf(text, controller)).toBe(path);
});

test("a process that is no such container's is not looked at", async () => {
  expect(await viewFromOutside(process.pid, "no-such-container")).toBe(null);
  expect(await viewFromOutside(0, "")).toBe(null);
});
