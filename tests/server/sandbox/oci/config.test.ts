import { expect, test } from "vitest";
import { type ConfigInput, containerProcess, ociConfig } from "../../../../src/server/sandbox/oci/config.ts";
import { mapSlot } from "../../../../src/server/sandbox/oci/id-map.ts";
import { specForTest } from "../contract/sandboxes.ts";

function input(changes: Partial<ConfigInput> = {}): ConfigInput {
  return {
    spec: specForTest(),
    places: { rootfs: "/bundle/rootfs", labBin: "/bundle/lab-bin", initBinary: "/bundle/init" },
    ids: mapSlot(3),
    limitsBy: { kind: "cgroup", path: "/pid-one/server/box", limitsSwap: true },
    hasOwnKernel: false,
    openFilesMax: 524_288,
    joins: null,
    ...changes,
  };
}

const mountAt = (config: ReturnType<typeof ociConfig>, place: string) =>
  config.mounts.find(({ destination }) => destination === place);

test("every namespace is the container's own", () => {
  expect(
    ociConfig(input())
      .linux.namespaces.map(({ type }) => type)
      .sort(),
  ).toEqual(
    ["cgroup", "ipc", "mount", "network", "pid", "user", "uts"], // runtime-spec, config-linux.md, but for time
  );
});

test("a container that joins another has its processes, network and ids, but its own files and host name", () => {
  expect(ociConfig(input({ joins: 4711 })).linux.namespaces).toEqual([
    { type: "user", path: "/proc/4711/ns/user" },
    { type: "pid", path: "/proc/4711/ns/pid" },
    { type: "ipc", path: "/proc/4711/ns/ipc" },
    { type: "network", path: "/proc/4711/ns/net" },
    { type: "mount" },
    { type: "uts" },
    { type: "cgroup" },
  ]);
});

test("ids are those of the slot, and none of the host", () => {
  const { uidMappings, gidMappings } = ociConfig(input()).linux;
  expect(uidMappings).toEqual([{ containerID: 0, hostID: 0x7000_0000 + 3 * 65_536, size: 65_536 }]);
  expect(gidMappings).toEqual(uidMappings);
});

test("no capability but those that the lab names, in any set", () => {
  const spec = specForTest({ capabilities: ["CAP_KILL"] });
  expect(Object.values(ociConfig(input()).process.capabilities)).toEqual([[], [], [], [], []]);
  expect(Object.values(ociConfig(input({ spec })).process.capabilities)).toEqual(Array(5).fill(["CAP_KILL"]));
  expect(ociConfig(input()).process.noNewPrivileges).toBe(true);
});

test.each([
  ["none", ["/bin/bash", "-l"]],
  ["tini", ["/usr/bin/tini", "--", "/bin/bash", "-l"]],
  ["pid-one", ["/sbin/pid-one", "--", "/bin/bash", "-l"]],
] as const)("PID 1 with %s", (init, args) => {
  const config = ociConfig(input({ spec: specForTest({ init }) }));
  expect(config.process.args).toEqual(args);
  expect(mountAt(config, "/usr/sbin/pid-one")?.source).toBe(init === "pid-one" ? "/bundle/init" : undefined);
});

test("the root and the lab's programs are read-only, the writable places have a size and a number of files", () => {
  const limits = { ...specForTest().limits, tmpfs_bytes: 2 * 1024 * 1024 };
  const config = ociConfig(input({ spec: specForTest({ limits }) }));
  expect(config.root).toEqual({ path: "/bundle/rootfs", readonly: true });
  expect(mountAt(config, "/lab/bin")?.options).toContain("ro");
  for (const place of ["/tmp", "/root"]) {
    expect(mountAt(config, place)?.options).toEqual(
      expect.arrayContaining(["nosuid", "nodev", "size=2097152", "nr_inodes=512"]),
    );
  }
  for (const { type, options } of config.mounts.filter(({ type }) => type === "tmpfs")) {
    expect(options.join(), type).toMatch(/size=\d+,nr_inodes=\d+/);
  }
});

test("limits become those of a cgroup", () => {
  const limits = { pids: 20, memory_bytes: 1e8, cpus: 0.25, tmpfs_bytes: 1e6 };
  const { linux, process } = ociConfig(input({ spec: specForTest({ limits }) }));
  expect(linux).toMatchObject({
    cgroupsPath: "/pid-one/server/box",
    resources: {
      pids: { limit: 20 },
      memory: { limit: 1e8, swap: 1e8 },
      cpu: { period: 100_000, quota: 25_000 },
      devices: [{ allow: false, access: "rwm" }],
    },
  });
  expect(process.args).toEqual(["/bin/bash", "-l"]);
});

test("without swap accounting there is no swap limit, which the kernel would refuse", () => {
  const { linux } = ociConfig(input({ limitsBy: { kind: "cgroup", path: "/x", limitsSwap: false } }));
  expect(linux.resources?.memory).toEqual({ limit: specForTest().limits.memory_bytes });
});

test("without a cgroup prlimit(1) sets what can be set, and no cgroup is asked for", () => {
  const config = ociConfig(input({ limitsBy: { kind: "rlimits" } }));
  expect(config.process.args.slice(0, 4)).toEqual(["/usr/bin/prlimit", "--nproc=64", "--as=134217728", "--"]);
  expect(config.linux).not.toHaveProperty("cgroupsPath");
});

test("a kernel of its own is given room beside the lab, and holds what the lab runs to its limits", () => {
  const { linux, mounts, process } = ociConfig(input({ hasOwnKernel: true }));
  const { pids, memory_bytes } = specForTest().limits;
  expect(linux.resources?.pids.limit).toBeGreaterThanOrEqual(pids + 512);
  expect(linux.resources?.memory.limit).toBeGreaterThan(memory_bytes);
  expect(process.args.slice(0, 4)).toEqual(["/usr/bin/prlimit", `--nproc=${pids}`, `--as=${memory_bytes}`, "--"]);
  expect(mounts.find(({ destination }) => destination === "/dev")?.options).not.toContain("ro");
});

test("open files are no more than this server may hand on", () => {
  const limit = (openFilesMax: number) =>
    containerProcess(input({ openFilesMax }), ["true"], null).rlimits.find(({ type }) => type === "RLIMIT_NOFILE")
      ?.hard;
  expect(limit(524_288)).toBe(1024);
  expect(limit(256)).toBe(256);
});

test("a terminal only for those who have a size", () => {
  expect(containerProcess(input(), ["true"], null)).toMatchObject({ terminal: false });
  expect(containerProcess(input(), ["true"], { cols: 90, rows: 30 })).toMatchObject({
    terminal: true,
    consoleSize: { width: 90, height: 30 },
  });
});

test("the tty group only where it is mapped", () => {
  const single = [{ containerID: 0, hostID: 1000, size: 1 }];
  const rootless = ociConfig(input({ ids: { uids: single, gids: single } }));
  expect(mountAt(rootless, "/dev/pts")?.options).not.toContain("gid=5");
  expect(mountAt(ociConfig(input()), "/dev/pts")?.options).toContain("gid=5");
});

test("a crash starts no handler of core dumps: the limit is the one value that keeps it from that", () => {
  const { rlimits } = containerProcess(input(), ["true"], null);
  expect(rlimits).toContainEqual({ type: "RLIMIT_CORE", soft: 1, hard: 1 });
});

test("/dev is closed once the runtime has filled it", () => {
  expect(mountAt(ociConfig(input()), "/dev")?.options).toContain("ro");
});
