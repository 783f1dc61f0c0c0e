/** What a container is created with (Engine API, ContainerCreate): the same isolation as in oci/config.ts. Pure. */
import { maskedPaths, readonlyPaths } from "../container/masked-paths.ts";
import { environment, homeFolder, initCommand, inodesFor } from "../container/surroundings.ts";
import type { SandboxSpec } from "../sandbox.ts";
import type { Daemon } from "./context.ts";

const shmBytes = 1024 * 1024;
/** The kernel's least quota (cgroup-v2, "cpu.max"). */
const quota_us_min = 1000;
/** Beside the memory itself, where the kernel counts it apart (cgroup v1); oci/start.ts says why. */
const socketShare = 1 / 8;
/** Podman would raise the number of processes per user above what it may. The limit that counts is the container's own. */
const podmanProcessesMax = 16_384;

/** Of the containers of a sandbox: the first is joined by others, or by none; the others join it. */
export type Sharing = "alone" | "joined" | { joins: string };

export interface ContainerInput {
  spec: SandboxSpec;
  sharing: Sharing;
  /** The image's id. */
  image: string;
  labels: Record<string, string>;
  daemon: Daemon;
  /** The profile, or the path of the file that has it. */
  seccomp: string;
}

export function containerConfig({ spec, sharing, image, labels, daemon, seccomp }: ContainerInput) {
  const { limits } = spec;
  const isPodman = daemon.kind === "podman";
  const joins = typeof sharing === "object";
  return {
    Image: image,
    Cmd: [...initCommand[spec.init], ...spec.command],
    User: "0:0",
    WorkingDir: homeFolder,
    // Docker has who shares a network have the host name that goes with it.
    ...((isPodman || !joins) && { Hostname: spec.hostname }),
    Env: Object.entries({ ...environment, ...spec.env }).map(([name, value]) => `${name}=${value}`),
    Labels: labels,
    Tty: true,
    OpenStdin: true,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    HostConfig: {
      ConsoleSize: [spec.rows, spec.cols],
      ReadonlyRootfs: true,
      CgroupnsMode: "private",
      ...namespaces(sharing, daemon),
      CapDrop: ["ALL"],
      CapAdd: spec.capabilities,
      SecurityOpt: [
        "no-new-privileges",
        `seccomp=${seccomp}`,
        // Podman masks by this, Docker by the two lists below.
        ...(isPodman ? [`mask=${masked.join(":")}`] : []),
      ],
      MaskedPaths: masked,
      // /dev: root of the lab could else change what the runtime opens there when it joins later (oci/mounts.ts).
      ReadonlyPaths: [...readonlyPaths, "/dev"],
      PidsLimit: limits.pids,
      Memory: limits.memory_bytes,
      // With swap together: none.
      MemorySwap: limits.memory_bytes,
      KernelMemoryTCP: Math.round(limits.memory_bytes * socketShare),
      ...processorTime(limits.cpus),
      OomScoreAdj: 500,
      // Not 0: see `forbiddenLimit` in ../container/syscalls.ts.
      Ulimits: [ulimit("core", 1), ulimit("nofile", 1024), ...(isPodman ? [ulimit("nproc", podmanProcessesMax)] : [])],
      Tmpfs: {
        "/tmp": tmpfs(limits.tmpfs_bytes, "1777", daemon),
        [homeFolder]: tmpfs(limits.tmpfs_bytes, "700", daemon),
        ...(sharing === "alone" && { "/dev/shm": tmpfs(shmBytes, "1777", daemon) }),
        // Podman makes these writable, as large as memory, unless it is told otherwise.
        ...(isPodman && { "/run": "ro,size=64k", "/var/tmp": "ro,size=64k" }),
      },
      // Where the IPC namespace is shared, so is this: the daemon's own, whose files are in their makers' accounts.
      ...(sharing === "joined" && { ShmSize: shmBytes }),
      Mounts: daemon.limitsTerminals ? [terminals[daemon.kind]] : [],
      // Otherwise the daemon would write all that a terminal shows to its disk.
      LogConfig: { Type: "none" },
    },
  };
}

/** In a daemon's words: those in oci/config.ts that are shared, by the container that is joined. */
function namespaces(sharing: Sharing, { kind, usernsMode }: Daemon) {
  const own = { NetworkMode: "none", ...(usernsMode !== null && { UsernsMode: usernsMode }) };
  if (sharing === "alone") return { ...own, IpcMode: "private" };
  if (sharing === "joined") return { ...own, IpcMode: "shareable" };
  const other = `container:${sharing.joins}`;
  // In Docker it has the same user namespace by itself, as the kernel wants it.
  const isTold = kind === "podman" && usernsMode !== null;
  return { NetworkMode: other, PidMode: other, IpcMode: other, ...(isTold && { UsernsMode: other }) };
}

function processorTime(cpus: number) {
  const period_us = cpus * 100_000 < quota_us_min ? 1_000_000 : 100_000;
  return { CpuPeriod: period_us, CpuQuota: Math.max(quota_us_min, Math.floor(cpus * period_us)) };
}

/** As many as in oci/mounts.ts. */
const terminalsMax = 64;

/**
 * The devpts that a daemon would mount has no limit but the machine's (kernel.pty.max), so one lab could take all. Docker takes
 * no other for a mount, but makes one as a volume without a name, which goes with the container. Podman has such a mount, and
 * its compatible API hands its options on where the type stands.
 */
const terminals = {
  docker: {
    Type: "volume",
    Target: "/dev/pts",
    VolumeOptions: {
      DriverConfig: {
        Name: "local",
        Options: {
          type: "devpts",
          device: "devpts",
          o: `newinstance,nosuid,noexec,ptmxmode=0666,mode=0620,max=${terminalsMax}`,
        },
      },
    },
  },
  podman: { Type: `devpts,mode=620,max=${terminalsMax}`, Target: "/dev/pts" },
};

const masked = [
  ...maskedPaths,
  // Here they would be mounted, the latter for writing.
  "/sys",
  "/dev/mqueue",
  // What only root of the machine may read, which root of a lab is where there is no user namespace.
  "/proc/kmsg",
  "/proc/kpagecgroup",
  "/proc/kpagecount",
  "/proc/kpageflags",
  "/proc/pagetypeinfo",
  "/proc/slabinfo",
  "/proc/tty/driver",
  "/proc/vmallocinfo",
];

function ulimit(name: string, value: number) {
  return { Name: name, Soft: value, Hard: value };
}

function tmpfs(bytes: number, mode: string, { limitsInodes }: Daemon): string {
  const inodes = limitsInodes ? `,nr_inodes=${inodesFor(bytes)}` : "";
  return `rw,exec,nosuid,nodev,mode=${mode},size=${bytes}${inodes}`;
}
