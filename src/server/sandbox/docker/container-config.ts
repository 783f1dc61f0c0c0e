/** What a container is created with (Engine API, ContainerCreate): the same isolation as in oci/config.ts. Pure. */
import { maskedPaths, readonlyPaths } from "../container/masked-paths.ts";
import { environment, homeFolder, initCommand, inodesFor } from "../container/surroundings.ts";
import type { SandboxSpec } from "../sandbox.ts";
import type { Daemon } from "./context.ts";

const period = 100_000;
const shmBytes = 1024 * 1024;
/** Beside the memory itself, where the kernel counts it apart (cgroup v1); oci/start.ts says why. */
const socketShare = 1 / 8;
/** Podman would raise the number of processes per user above what it may. The limit that counts is the container's own. */
const podmanProcessesMax = 16_384;

export interface ContainerInput {
  spec: SandboxSpec;
  /** The image's id. */
  image: string;
  labels: Record<string, string>;
  daemon: Daemon;
  /** The profile, or the path of the file that has it. */
  seccomp: string;
}

export function containerConfig({ spec, image, labels, daemon, seccomp }: ContainerInput) {
  const { limits } = spec;
  const isPodman = daemon.kind === "podman";
  return {
    Image: image,
    Cmd: [...initCommand[spec.init], ...spec.command],
    User: "0:0",
    WorkingDir: homeFolder,
    Hostname: spec.hostname,
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
      NetworkMode: "none",
      IpcMode: "private",
      CgroupnsMode: "private",
      ...(daemon.usernsMode !== null && { UsernsMode: daemon.usernsMode }),
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
      CpuPeriod: period,
      CpuQuota: Math.max(1000, Math.round(limits.cpus * period)),
      OomScoreAdj: 500,
      // Not 0: see `forbiddenLimit` in ../container/syscalls.ts.
      Ulimits: [ulimit("core", 1), ulimit("nofile", 1024), ...(isPodman ? [ulimit("nproc", podmanProcessesMax)] : [])],
      Tmpfs: {
        "/tmp": tmpfs(limits.tmpfs_bytes, "1777", daemon),
        [homeFolder]: tmpfs(limits.tmpfs_bytes, "700", daemon),
        "/dev/shm": tmpfs(shmBytes, "1777", daemon),
        // Podman makes these writable, as large as memory, unless it is told otherwise.
        ...(isPodman && { "/run": "ro,size=64k", "/var/tmp": "ro,size=64k" }),
      },
      Mounts: daemon.limitsTerminals ? [terminals[daemon.kind]] : [],
      // Otherwise the daemon would write all that a terminal shows to its disk.
      LogConfig: { Type: "none" },
    },
  };
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
