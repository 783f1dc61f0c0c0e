/** Finds out, by starting a container, what the daemon can do. */
import { messageOf } from "../errors.ts";
import { type Probe, SandboxError, type SandboxSpec } from "../sandbox.ts";
import { createServerFolder, removeServerFolder } from "../server-folder.ts";
import { describeAddress, findDaemon, noDaemon } from "./address.ts";
import { type DaemonInfo, infoSchema } from "./answers.ts";
import { connect } from "./connect.ts";
import type { Daemon, DockerContext, DockerOptions } from "./context.ts";
import { Images } from "./images.ts";
import { readGroup } from "./labels.ts";
import { Removals } from "./removals.ts";
import { startSandbox } from "./start.ts";

export interface DaemonProbe {
  probe: Probe;
  /** Where the probe is not ok: null. */
  context: DockerContext | null;
}

const missing = {
  rootIsRoot:
    'root of a lab has the user id of the machine\'s root, though none of its rights (put {"userns-remap": "default"} into /etc/docker/daemon.json)',
  sharedIds:
    "all labs share one range of user ids, so a fault of the kernel would reach from one to another (Docker has one range for all containers; Podman can give each its own)",
  noRanges:
    "labs have no user ids of their own (put a line such as containers:1879048192:134217728 into /etc/subuid and /etc/subgid)",
  inodes: "the number of files in a lab's folders is limited by its memory alone (Podman knows no such limit)",
  openDev:
    "root of a lab can change its /dev, in which the runtime opens what it needs when it joins (Podman cannot close it)",
  terminals:
    "labs share the machine's pseudo-terminals (kernel.pty.max), which one lab can use up (raise kernel.pty.max to a million, so that its memory is spent before)",
  swap: "this kernel does not limit swap, so a lab can fill it (boot with swapaccount=1, or use cgroup v2)",
  limits: (names: string[]) =>
    `the daemon cannot limit ${names.join(", ")} (a rootless daemon needs a delegated cgroup v2 for it)`,
  inside:
    "processes are sampled by a helper inside of each lab, which its visitor can deceive (run the server on the daemon's machine, as its user)",
};

/** In a daemon of root's, without these a lab could take the machine. */
function missingLimits(info: DaemonInfo): string[] {
  return [
    ...(info.PidsLimit === false ? ["processes"] : []),
    ...(info.MemoryLimit === false ? ["memory"] : []),
    ...(info.CpuCfsQuota === false ? ["processor time"] : []),
  ];
}

export async function probeDaemon(options: DockerOptions): Promise<DaemonProbe> {
  const address = findDaemon(options.address);
  if (address === null) throw new SandboxError(noDaemon());
  const { api, isPodman } = await connect(address);
  const info = await api.json(infoSchema, "GET", "/info");
  const isRootless = info.SecurityOptions?.some((option) => option.includes("rootless")) ?? false;
  const unlimited = missingLimits(info);
  if (info.OSType !== "linux") throw new SandboxError(`The daemon runs ${info.OSType} containers: labs need Linux.`);
  if (!matchesOurs(info.Architecture)) {
    throw new SandboxError(
      `The daemon's machine is ${info.Architecture}, and the labs' image is built for ${process.arch}: run the server on such a machine.`,
    );
  }
  if (unlimited.length > 0 && !isRootless) {
    throw new SandboxError(
      `The daemon's kernel cannot limit ${unlimited.join(", ")}, so a lab could take the machine.`,
    );
  }

  const server = await createServerFolder(options.stateDir);
  try {
    const base = {
      options,
      api,
      server,
      group: await readGroup(options.stateDir),
      images: new Images(api, options),
      removals: new Removals(api, options.log),
    };
    const reasons: string[] = [];
    for (const daemon of waysOf(isPodman, isRootless)) {
      const context = { ...base, daemon };
      const tried = await tryOut(context);
      if ("reason" in tried) {
        reasons.push(tried.reason);
        continue;
      }
      const named = `${isPodman ? "Podman" : "Docker"} ${info.ServerVersion} at ${describeAddress(address)}`;
      const user = isRootless ? ", rootless" : "";
      return {
        probe: {
          ok: true,
          detail: `${named}${user}, cgroup v${info.CgroupVersion ?? "1"}`,
          missing: [
            ...idsMissing(daemon, info, isRootless),
            ...(unlimited.length > 0 ? [missing.limits(unlimited)] : []),
            ...(info.SwapLimit === false && !unlimited.includes("memory") ? [missing.swap] : []),
            ...(isPodman ? [missing.openDev] : []),
            ...(daemon.limitsInodes ? [] : [missing.inodes]),
            ...(daemon.limitsTerminals ? [] : [missing.terminals]),
            ...(tried.seenFrom === "inside" ? [missing.inside] : []),
          ],
        },
        context,
      };
    }
    throw new SandboxError([...new Set(reasons)].join(" "));
  } catch (error) {
    await removeServerFolder(server);
    throw error;
  }
}

/** From the best to the least. A rootless Podman has its user's ids, and no more to give. */
function waysOf(isPodman: boolean, isRootless: boolean): Daemon[] {
  const ways = [true, false].flatMap((limitsTerminals) =>
    [true, false].map((limitsInodes) => ({ limitsTerminals, limitsInodes })),
  );
  if (!isPodman) return ways.map((way) => ({ kind: "docker", usernsMode: null, seccompFrom: "text", ...way }));
  return (isRootless ? [null] : ["auto:size=65536", null]).flatMap((usernsMode) =>
    (["text", "file"] as const).flatMap((seccompFrom) =>
      ways.map((way): Daemon => ({ kind: "podman", usernsMode, seccompFrom, ...way })),
    ),
  );
}

function idsMissing(daemon: Daemon, info: DaemonInfo, isRootless: boolean): string[] {
  if (daemon.usernsMode !== null) return [];
  const isRemapped = info.SecurityOptions?.some((option) => option.includes("userns")) ?? false;
  if (isRemapped || isRootless) return [missing.sharedIds];
  return [daemon.kind === "podman" ? missing.noRanges : missing.rootIsRoot];
}

async function tryOut(context: DockerContext): Promise<{ seenFrom: "inside" | "outside" } | { reason: string }> {
  try {
    const sandbox = await startSandbox(context, probeSpec(context));
    try {
      const { seenFrom } = sandbox;
      sandbox.terminal.onData(() => {});
      sandbox.terminal.write(Buffer.from("\n"));
      const { detail, exit } = await sandbox.ended;
      return exit && "code" in exit && exit.code === 0 ? { seenFrom } : { reason: detail };
    } finally {
      await sandbox.stop();
    }
  } catch (error) {
    return { reason: messageOf(error) };
  }
}

/** It waits for a line, so that there is time to look at it. */
function probeSpec({ server }: DockerContext): SandboxSpec {
  return {
    id: "probe",
    labDir: server.path,
    init: "none",
    command: ["/bin/sh", "-c", "read line; exit 0"],
    containers: [],
    shell: ["/bin/true"],
    env: {},
    hostname: "probe",
    capabilities: [],
    limits: { pids: 32, memory_bytes: 64 * 1024 * 1024, cpus: 1, tmpfs_bytes: 1024 * 1024 },
    cols: 80,
    rows: 24,
  };
}

function matchesOurs(architecture: string): boolean {
  const names: Partial<Record<NodeJS.Architecture, string[]>> = {
    x64: ["x86_64", "amd64"],
    arm64: ["aarch64", "arm64"],
  };
  return names[process.arch]?.includes(architecture) ?? false;
}
