import { expect, test } from "vitest";
import { containerConfig } from "../../../../src/server/sandbox/docker/container-config.ts";
import type { Daemon } from "../../../../src/server/sandbox/docker/context.ts";
import { specForTest } from "../contract/sandboxes.ts";

const docker: Daemon = {
  kind: "docker",
  usernsMode: null,
  seccompFrom: "text",
  limitsInodes: true,
  limitsTerminals: true,
};
const podman: Daemon = {
  kind: "podman",
  usernsMode: "auto:size=65536",
  seccompFrom: "file",
  limitsInodes: false,
  limitsTerminals: true,
};

const configFor = (daemon: Daemon, changes = {}) =>
  containerConfig({
    spec: specForTest(changes),
    sharing: "alone",
    image: "sha256:1",
    labels: {},
    daemon,
    seccomp: "PROFILE",
  });

test("nothing is given that the lab does not name", () => {
  const { HostConfig } = configFor(docker, { capabilities: ["CAP_KILL"] });
  expect(HostConfig).toMatchObject({
    CapDrop: ["ALL"],
    CapAdd: ["CAP_KILL"],
    ReadonlyRootfs: true,
    NetworkMode: "none",
    IpcMode: "private",
    CgroupnsMode: "private",
    LogConfig: { Type: "none" },
    SecurityOpt: ["no-new-privileges", "seccomp=PROFILE"],
  });
  expect(HostConfig.Mounts).toMatchObject([{ Type: "volume", Target: "/dev/pts" }]);
  expect(HostConfig).not.toHaveProperty("Privileged");
  expect(HostConfig).not.toHaveProperty("Binds");
  expect(HostConfig.MaskedPaths).toEqual(expect.arrayContaining(["/proc/kcore", "/proc/keys", "/sys"]));
});

test("limits are the lab's, and swap is none", () => {
  const limits = { pids: 33, memory_bytes: 1024 * 1024, cpus: 0.5, tmpfs_bytes: 8192 };
  const { HostConfig } = configFor(docker, { limits });
  expect(HostConfig).toMatchObject({ PidsLimit: 33, Memory: 1 << 20, MemorySwap: 1 << 20, CpuQuota: 50_000 });
  expect(HostConfig.Tmpfs["/tmp"]).toBe("rw,exec,nosuid,nodev,mode=1777,size=8192,nr_inodes=256");
});

test("PID 1 is the one that was chosen", () => {
  expect(configFor(docker, { init: "tini", command: ["app"] }).Cmd).toEqual(["/usr/bin/tini", "--", "app"]);
  expect(configFor(docker, { init: "none", command: ["app"] }).Cmd).toEqual(["app"]);
});

test("a container that joins another shares its processes, network and IPC, and no more", () => {
  const spec = specForTest();
  const shared = { spec, image: "sha256:1", labels: {}, daemon: docker, seccomp: "PROFILE" };
  const alone = configFor(docker);
  const joined = containerConfig({ ...shared, sharing: "joined" });
  expect(joined.HostConfig).toMatchObject({ NetworkMode: "none", IpcMode: "shareable", ShmSize: 1024 * 1024 });
  const joins = containerConfig({ ...shared, sharing: { joins: "abc" } });
  const { NetworkMode, IpcMode, Tmpfs, ...rest } = joins.HostConfig;
  expect({ NetworkMode, IpcMode }).toEqual({ NetworkMode: "container:abc", IpcMode: "container:abc" });
  // A daemon takes no host name for a network that is another's.
  expect(joins).not.toHaveProperty("Hostname");
  const { NetworkMode: _, IpcMode: __, Tmpfs: ownTmpfs, ...restOfAlone } = alone.HostConfig;
  expect(rest).toEqual({ ...restOfAlone, PidMode: "container:abc" });
  expect(ownTmpfs).toMatchObject(Tmpfs);
});

test("Podman is told in its own words", () => {
  const { HostConfig } = configFor(podman);
  expect(HostConfig).toMatchObject({ UsernsMode: "auto:size=65536" });
  expect(HostConfig.SecurityOpt).toContainEqual(expect.stringMatching(/^mask=.*:\/sys:/));
  expect(HostConfig.Tmpfs).toMatchObject({ "/run": "ro,size=64k", "/var/tmp": "ro,size=64k" });
  expect(HostConfig.Tmpfs["/tmp"]).not.toContain("nr_inodes");
  expect(HostConfig.Mounts).toEqual([{ Type: "devpts,mode=620,max=64", Target: "/dev/pts" }]);
});
