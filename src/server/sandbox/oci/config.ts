/** The OCI config of a sandbox's container (opencontainers/runtime-spec, config.md and config-linux.md). Pure. */

import { maskedPaths, readonlyPaths } from "../container/masked-paths.ts";
import { seccompProfile } from "../container/seccomp.ts";
import { environment, homeFolder, initCommand } from "../container/surroundings.ts";
import type { SandboxSpec } from "../sandbox.ts";
import type { IdMap } from "./id-map.ts";
import { containerMounts } from "./mounts.ts";

/** Paths as the runtime sees them, which may be in a mount namespace of its own. */
export interface ContainerPlaces {
  rootfs: string;
  /** null: the lab brings no programs. */
  labBin: string | null;
  initBinary: string;
}

/** How limits are put in force. */
export type LimitsBy =
  /** The container's own cgroup, named from the hierarchy's root. */
  | { kind: "cgroup"; path: string; limitsSwap: boolean }
  /** Per process, as far as setrlimit(2) goes. */
  | { kind: "rlimits" };

export interface ConfigInput {
  spec: SandboxSpec;
  places: ContainerPlaces;
  ids: IdMap;
  limitsBy: LimitsBy;
  /** The container has a kernel of its own (gVisor's): a cgroup holds that kernel, and it holds what runs on it. */
  hasOwnKernel: boolean;
  /** The largest RLIMIT_NOFILE that this process may give. */
  openFilesMax: number;
  /** The host's PID of a process whose PID, IPC and network namespaces, and user ids, it shares; null: it has its own. */
  joins: number | null;
}

/** Namespaces of the OCI config that can be shared, each with the kernel's name (namespaces(7)). */
const shared = { user: "user", pid: "pid", ipc: "ipc", network: "net" };

export function ociConfig(input: ConfigInput) {
  const { spec, places, ids, limitsBy } = input;
  return {
    ociVersion: "1.0.2",
    process: containerProcess(input, [...initCommand[spec.init], ...spec.command], {
      cols: spec.cols,
      rows: spec.rows,
    }),
    root: { path: places.rootfs, readonly: true },
    hostname: spec.hostname,
    mounts: containerMounts(spec, places, {
      ttyGroupIsMapped: ids.gids.some(({ containerID, size }) => containerID <= 5 && 5 < containerID + size),
      hasOwnKernel: input.hasOwnKernel,
    }),
    linux: {
      namespaces: namespaces(input.joins),
      uidMappings: ids.uids,
      gidMappings: ids.gids,
      ...(limitsBy.kind === "cgroup" && {
        cgroupsPath: limitsBy.path,
        resources: resources(input, limitsBy.limitsSwap),
      }),
      seccomp: seccompProfile(spec.capabilities),
      maskedPaths,
      readonlyPaths,
    },
  };
}

function namespaces(joins: number | null): { type: string; path?: string }[] {
  const own = ["mount", "uts", "cgroup"].map((type) => ({ type }));
  const others = Object.entries(shared).map(([type, name]) => ({
    type,
    ...(joins !== null && { path: `/proc/${joins}/ns/${name}` }),
  }));
  return [...others, ...own];
}

/** A process of the container: its first, or one that is started in it later. Without a size it gets no terminal. */
export function containerProcess(input: ConfigInput, args: string[], size: { cols: number; rows: number } | null) {
  const { spec } = input;
  const caps = spec.capabilities;
  return {
    terminal: size !== null,
    ...(size && { consoleSize: { width: size.cols, height: size.rows } }),
    user: { uid: 0, gid: 0 },
    args: [...limitingCommand(input), ...args],
    env: Object.entries({ ...environment, ...spec.env }).map(([name, value]) => `${name}=${value}`),
    cwd: homeFolder,
    // The bounding set as well: with user id 0 an execve(2) would else bring all of them back (capabilities(7)).
    capabilities: { bounding: caps, effective: caps, permitted: caps, inheritable: caps, ambient: caps },
    noNewPrivileges: true,
    // When the machine itself is out of memory, a lab's processes go before others of their size. The kernel lets nobody
    // go below what a process with CAP_SYS_RESOURCE has set (proc_pid_oom_score_adj(5)). So a lab keeps it where the
    // server has that, as root has on most machines; elsewhere a lab may take it back to 0.
    oomScoreAdj: 500,
    rlimits: rlimits(input),
  };
}

function resources({ spec: { limits }, hasOwnKernel }: ConfigInput, limitsSwap: boolean) {
  const period = 100_000;
  const kernel = hasOwnKernel ? ownKernel : { tasks: 0, memory_bytes: 0 };
  const memory_bytes = limits.memory_bytes + kernel.memory_bytes;
  return {
    devices: [{ allow: false, access: "rwm" }],
    pids: { limit: limits.pids + kernel.tasks },
    memory: { limit: memory_bytes, ...(limitsSwap && { swap: memory_bytes }) },
    // 1,000 µs is the kernel's least quota (cgroup-v2, "cpu.max").
    cpu: { period, quota: Math.max(1000, Math.round(limits.cpus * period)) },
  };
}

/** What gVisor's kernel and its file server need for themselves. Out of either they end, and the sandbox with them. */
const ownKernel = { tasks: 512, memory_bytes: 96 * 1024 * 1024 };

function rlimits({ openFilesMax }: ConfigInput) {
  const limit = (type: string, value: number) => ({ type, soft: value, hard: value });
  // Not 0: see `forbiddenLimit` in syscalls.ts.
  return [limit("RLIMIT_CORE", 1), limit("RLIMIT_NOFILE", Math.min(1024, openFilesMax))];
}

/**
 * Without a cgroup, or with one that holds a whole kernel, prlimit(1) sets the limits from inside and becomes the command. A runtime would set them for itself
 * first, and runc, as every Go program, needs more address space than a lab may have. RLIMIT_NPROC counts within the
 * user namespace since Linux 5.14.
 */
function limitingCommand({ spec: { limits }, limitsBy, hasOwnKernel }: ConfigInput): string[] {
  if (limitsBy.kind === "cgroup" && !hasOwnKernel) return [];
  return ["/usr/bin/prlimit", `--nproc=${limits.pids}`, `--as=${limits.memory_bytes}`, "--"];
}
