import { expect, test } from "vitest";
import { Cgroups } from "../../../../src/server/sandbox/cgroups.ts";
import { parseCgroupMounts } from "../../../../src/server/sandbox/oci/cgroup-mounts.ts";

const hybrid = `21 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 25 0:26 / /sys/fs/cgroup/cpu,cpuacct rw,nosuid shared:9 - cgroup cgroup rw,cpu,cpuacct
31 25 0:27 / /sys/fs/cgroup/pids rw,relatime - cgroup cgroup rw,pids
32 25 0:28 / /sys/fs/cgroup/systemd rw,relatime - cgroup cgroup rw,xattr,release_agent=/lib/x,name=systemd
33 25 0:29 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw,nsdelegate
`;
const v2 = "30 25 0:26 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate\n";

test("hierarchies of version 1 are named by their controllers, flags of the mount are none", () => {
  expect(parseCgroupMounts(hybrid)).toEqual([
    { version: 1, point: "/sys/fs/cgroup/cpu,cpuacct", controllers: ["cpu", "cpuacct"] },
    { version: 1, point: "/sys/fs/cgroup/pids", controllers: ["pids"] },
    { version: 1, point: "/sys/fs/cgroup/systemd", controllers: ["name=systemd"] },
    { version: 2, point: "/sys/fs/cgroup/unified", controllers: [] },
  ]);
});

test("a space in a mount point", () => {
  expect(parseCgroupMounts(v2.replace("/sys/fs/cgroup", "/odd\\040place"))[0]?.point).toBe("/odd place");
});

test("the versions are told apart", () => {
  expect(new Cgroups(parseCgroupMounts(hybrid)).version).toBe("hybrid");
  expect(new Cgroups(parseCgroupMounts(hybrid.replace(/.*cgroup2.*\n/, ""))).version).toBe("v1");
  expect(new Cgroups(parseCgroupMounts(v2)).version).toBe("v2");
  expect(new Cgroups([]).version).toBe("none");
});

test("a sandbox's cgroup stands below its server's, below ours, below what was delegated", () => {
  expect(new Cgroups([]).pathOf("server", "box")).toBe("/pid-one/server/box");
  expect(new Cgroups([], "/user.slice/mine").pathOf("server", "box")).toBe("/user.slice/mine/pid-one/server/box");
});
