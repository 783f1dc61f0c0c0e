/** Finds out, by starting a container with each, which runtime can run sandboxes here and how well. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Cgroups } from "../cgroups.ts";
import { hasCode, messageOf } from "../errors.ts";
import { Observer } from "../processes/observer.ts";
import { type Probe, SandboxError, type SandboxSpec } from "../sandbox.ts";
import {
  blockedFor,
  createServerFolder,
  noteCgroupBase,
  removeServerFolder,
  type ServerFolder,
} from "../server-folder.ts";
import type { OciContext, OciOptions, Privilege } from "./context.ts";
import { IdClaims } from "./id-claims.ts";
import { rootlessWays } from "./rootless.ts";
import { Runtime, type RuntimeName } from "./runtime.ts";
import { startSandbox } from "./start.ts";
import { systemdSubtree } from "./systemd-cgroup.ts";

export interface RuntimesProbe {
  probe: Probe;
  /** Where the probe is not ok: null. */
  context: OciContext | null;
}

/** One way to run containers. `missing`: what works less well in it, in plain words. */
export interface Way {
  privilege: Privilege;
  cgroups: Cgroups | null;
  releaseCgroups(): void;
  description: string;
  missing: string[];
}

/** crun first: it starts a container in half the time. */
const preference: RuntimeName[] = ["crun", "runc"];

const socketsUnlimited =
  "this kernel cannot limit what waits in a sandbox's sockets, which is memory of the machine (use cgroup v2)";

const besideSystemd =
  "systemd delegates no cgroup to this server, so its sandboxes' limits stand in systemd's own tree, which systemd may change (run it as a service with Delegate=yes)";

/** What gVisor's kernel does not do, and what we see less of. */
const lessOnOwnKernel = [
  "gVisor shows no process tree from outside, so a helper in the lab tells it: a visitor can deceive it, and it cannot say how a process ended",
  "gVisor tells a signal that ends PID 1 as a code above 128, and does not count files in a tmpfs",
  "gVisor (as of 2022) lets SIGKILL from inside end PID 1, which Linux does not (pid_namespaces(7)): what the course says of that is not seen",
  "system calls that labs have no use for are not refused, but end in gVisor's kernel",
  "memory is limited for each process, and for all of a sandbox with its kernel; who reaches that limit ends the sandbox",
];

const notInstalled = "not installed";

export async function probeRuntimes(options: OciOptions): Promise<RuntimesProbe> {
  const server = await createServerFolder(options.stateDir);
  const reasons: string[] = [];
  let ways: Way[] = [];
  try {
    ways = process.geteuid?.() === 0 ? await rootWays(options, server) : await rootlessWays();
    // The ways from the best to the least; within one the faster runtime first.
    for (const way of ways) {
      for (const name of options.runtime ? [options.runtime] : preference) {
        const context = await contextOf(options, server, way, name);
        const reason = await tryOut(context);
        if (reason !== null) {
          reasons.push(`${name}, ${way.description}: ${reason}`);
          continue;
        }
        if (reasons.length > 0) options.log.info({ reasons }, "ways to run sandboxes that do not work here");
        const detail = `${name} ${await context.runtime.version()}, ${way.description}`;
        const missing = [...way.missing, ...(context.runtime.hasOwnKernel ? lessOnOwnKernel : [])];
        return { probe: { ok: true, detail, missing }, context };
      }
    }
  } catch (error) {
    for (const way of ways) way.releaseCgroups();
    await removeServerFolder(server);
    throw error;
  }
  for (const way of ways) way.releaseCgroups();
  await removeServerFolder(server);
  return { probe: { ok: false, reason: reasonFor(reasons, options.runtime) }, context: null };
}

/** As root there is one way: with limits. Without them a visitor could take the machine. */
async function rootWays(options: OciOptions, server: ServerFolder): Promise<Way[]> {
  const cgroups = Cgroups.ofThisMachine();
  if (cgroups.version === "none") {
    throw new SandboxError(
      "No cgroup file system is mounted, so sandboxes would have no limits: mount one at /sys/fs/cgroup.",
    );
  }
  const blocked = await blockedFor(server.path);
  if (blocked !== null) {
    throw new SandboxError(
      `Sandboxes run as users without rights, who cannot pass through ${blocked}: choose another state folder, such as /run/pid-one, or run chmod o+x ${blocked}.`,
    );
  }
  const privilege: Privilege = { kind: "root", claims: new IdClaims(options.stateDir) };
  const description = `root, cgroup ${cgroups.version}`;
  let refused: string[] = [];
  try {
    const subtree = await systemdSubtree(server.id);
    if (subtree !== null) {
      const { cgroups, release } = subtree;
      const delegated = `${description}, delegated by systemd`;
      return [{ privilege, cgroups, releaseCgroups: release, description: delegated, missing: [] }];
    }
  } catch (error) {
    refused = [`${besideSystemd} (${messageOf(error).trim()})`];
  }
  const missing = [...refused, ...(cgroups.limitsSockets ? [] : [socketsUnlimited])];
  return [{ privilege, cgroups, releaseCgroups: () => {}, description, missing }];
}

async function contextOf(options: OciOptions, server: ServerFolder, way: Way, name: RuntimeName): Promise<OciContext> {
  if (way.cgroups) await noteCgroupBase(server, way.cgroups.base);
  return {
    options,
    server,
    runtime: new Runtime(name, join(server.path, name)),
    privilege: way.privilege,
    cgroups: way.cgroups,
    releaseCgroups: () => way.releaseCgroups(),
    openFilesMax: await openFilesMax(),
    observer: way.privilege.kind === "root" ? new Observer(options.observerBinary, options.log) : null,
  };
}

/** @returns why it does not work; null when it does */
async function tryOut(context: OciContext): Promise<string | null> {
  try {
    await context.runtime.version();
  } catch (error) {
    return hasCode(error, "ENOENT") ? notInstalled : messageOf(error);
  }
  try {
    const sandbox = await startSandbox(context, probeSpec(context));
    try {
      const { detail, exit } = await sandbox.ended;
      return exit && "code" in exit && exit.code === 0 ? null : detail;
    } finally {
      await sandbox.stop();
    }
  } catch (error) {
    await context.cgroups?.removeServer(context.server.id);
    return messageOf(error);
  }
}

function probeSpec({ server }: OciContext): SandboxSpec {
  return {
    id: "probe",
    labDir: server.path,
    init: "none",
    command: ["/bin/true"],
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

function reasonFor(reasons: string[], runtime: RuntimeName | undefined): string {
  if (reasons.every((reason) => reason.endsWith(notInstalled))) {
    return `No container runtime is installed: install the package ${runtime ?? "crun or runc"}.`;
  }
  return `No container starts. ${reasons.join("; ")}`;
}

/** Who lacks CAP_SYS_RESOURCE can hand on no more than it has (getrlimit(2)). */
async function openFilesMax(): Promise<number> {
  const limits = await readFile("/proc/self/limits", "utf8");
  const hard = Number(/^Max open files +\S+ +(\d+)/m.exec(limits)?.[1]);
  return Number.isInteger(hard) ? hard : 1024;
}
