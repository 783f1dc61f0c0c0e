/** The control groups of our containers, version 1, hybrid and 2: where they are, what they say, and their removal. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, readdir, readFile, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { hasCode } from "./errors.ts";
import { type CgroupMount, parseCgroupMounts } from "./oci/cgroup-mounts.ts";
import { SandboxError, type SandboxLimits } from "./sandbox.ts";

/** All that we make stands under this name in each hierarchy. */
const ours = "pid-one";
const socketLimit = "memory.kmem.tcp.limit_in_bytes";

export class Cgroups {
  readonly #mounts: CgroupMount[];
  /** Where our part begins: "" is the hierarchy's root; a delegated cgroup for an ordinary user. */
  readonly base: string;

  constructor(mounts: CgroupMount[], base = "") {
    this.#mounts = mounts;
    this.base = base;
  }

  static ofThisMachine(base = ""): Cgroups {
    return new Cgroups(parseCgroupMounts(readFileSync("/proc/self/mountinfo", "utf8")), base);
  }

  get version(): "v1" | "hybrid" | "v2" | "none" {
    const kinds = new Set(this.#mounts.map(({ version }) => version));
    if (kinds.size === 2) return "hybrid";
    return kinds.has(2) ? "v2" : kinds.has(1) ? "v1" : "none";
  }

  /** Where version 2 is mounted; null unless it is all there is. */
  get unifiedPoint(): string | null {
    return this.version === "v2" ? (this.#mounts[0]?.point ?? null) : null;
  }

  /** On version 1 swap is limited only where the kernel accounts for it. */
  get limitsSwap(): boolean {
    const memory = this.#mountOf("memory");
    return (
      memory?.version === 2 || (memory !== undefined && existsSync(join(memory.point, "memory.memsw.limit_in_bytes")))
    );
  }

  /** Version 2 counts socket buffers as memory; some kernels with version 1 cannot limit them at all. */
  get limitsSockets(): boolean {
    const memory = this.#mountOf("memory");
    return memory?.version === 2 || (memory !== undefined && existsSync(join(memory.point, socketLimit)));
  }

  /**
   * Version 1 counts socket buffers apart from memory, and counts none before there is a limit, which holds for sockets
   * that are made from then on (memory.rst of cgroup-v1, "2.7.2": "tcp memory pressure"; UDP is counted, too). A runtime
   * cannot be told: runc 1.1 ignores memory.kernelTCP. So the cgroup is there, with its limit, before the container.
   */
  async limitSockets(path: string, bytes: number): Promise<void> {
    const memory = this.#mountOf("memory");
    if (memory?.version !== 1 || !this.limitsSockets) return;
    const dir = join(memory.point, path);
    await mkdir(dir, { recursive: true });
    await writeFile(join(dir, socketLimit), String(Math.round(bytes)));
  }

  /** The OCI config's cgroupsPath. */
  pathOf(serverId: string, sandboxId: string): string {
    return join("/", this.base, ours, serverId, sandboxId);
  }

  async pids(path: string): Promise<{ current: number; max: number | null }> {
    const dir = join(this.#mountOf("pids")?.point ?? "", path);
    const [current, max] = await Promise.all([
      readFile(join(dir, "pids.current"), "utf8"),
      readFile(join(dir, "pids.max"), "utf8"),
    ]);
    return { current: Number(current), max: max.trim() === "max" ? null : Number(max) };
  }

  /**
   * Limits all containers of a sandbox together: each has a cgroup below this one, which is there when the first of them
   * is, and which the runtime has limited for itself.
   */
  async limitTogether(path: string, { pids, memory_bytes, cpus }: SandboxLimits): Promise<void> {
    const period_us = 100_000;
    const quota_us = Math.max(1000, Math.round(cpus * period_us));
    const write = async (controller: string, values: { v1: Record<string, number>; v2: Record<string, string> }) => {
      const mount = this.#mountOf(controller);
      if (mount === undefined) throw new SandboxError(`The cgroup controller ${controller} is not there.`);
      for (const [file, value] of Object.entries(mount.version === 2 ? values.v2 : values.v1))
        await writeFile(join(mount.point, path, file), String(value));
    };
    await write("pids", { v1: { "pids.max": pids }, v2: { "pids.max": String(pids) } });
    await write("memory", {
      v1: {
        "memory.limit_in_bytes": memory_bytes,
        ...(this.limitsSwap && { "memory.memsw.limit_in_bytes": memory_bytes }),
      },
      v2: { "memory.max": String(memory_bytes), ...(this.limitsSwap && { "memory.swap.max": "0" }) },
    });
    await write("cpu", {
      v1: { "cpu.cfs_period_us": period_us, "cpu.cfs_quota_us": quota_us },
      v2: { "cpu.max": `${quota_us} ${period_us}` },
    });
  }

  /**
   * How many processes the kernel killed because the memory limit was reached, here and below. This is asked each second
   * for each lab, so it reads at once what never waits for a disk: by way of Node's threads it takes several times as long.
   */
  outOfMemoryKills(path: string): number {
    const memory = this.#mountOf("memory");
    if (memory === undefined) return 0;
    const dir = join(memory.point, path);
    if (memory.version === 2) return oomKillsIn(join(dir, "memory.events"));
    // Version 1 counts where the process was.
    const dirs = [dir, ...subgroupsNow(dir).map((name) => join(dir, name))];
    return dirs.reduce((sum, each) => sum + oomKillsIn(join(each, "memory.oom_control")), 0);
  }

  /** Kills all that runs in a container's cgroup. */
  async kill(path: string): Promise<void> {
    for (const { point } of this.#mounts) await killAll(join(point, path));
  }

  /** Kills all processes of a container's cgroup, and removes it. */
  async removeSandbox(serverId: string, sandboxId: string): Promise<void> {
    await this.#removeEverywhere(this.pathOf(serverId, sandboxId));
  }

  /** The same for all containers of a server. @returns how many there were */
  async removeServer(serverId: string): Promise<number> {
    const path = join("/", this.base, ours, serverId);
    const left = new Set<string>();
    for (const { point } of this.#mounts) for (const name of await subgroups(join(point, path))) left.add(name);
    await this.#removeEverywhere(path);
    // Our common parent goes with the last server.
    for (const { point } of this.#mounts) await removeIfEmpty(join(point, this.base, ours));
    return left.size;
  }

  #mountOf(controller: string): CgroupMount | undefined {
    return (
      this.#mounts.find(({ controllers }) => controllers.includes(controller)) ??
      this.#mounts.find(({ version }) => version === 2)
    );
  }

  async #removeEverywhere(path: string): Promise<void> {
    for (const { point } of this.#mounts) await killAll(join(point, path));
    for (const { point } of this.#mounts) await removeTree(join(point, path));
  }
}

/** 0, too, when it was removed meanwhile: nobody can tell any more. */
function oomKillsIn(file: string): number {
  return Number(/^oom_kill (\d+)$/m.exec(unlessGone(() => readFileSync(file, "utf8"), ""))?.[1] ?? 0);
}

function subgroupsNow(dir: string): string[] {
  const entries = unlessGone(() => readdirSync(dir, { withFileTypes: true }), []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

function unlessGone<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    if (hasCode(error, "ENOENT", "ENODEV")) return otherwise;
    throw error;
  }
}

/** Again and again until none is left: a process may fork while it is looked for. */
async function killAll(dir: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const pids = await processesBelow(dir);
    if (pids.length === 0) return;
    if (attempt === 200) throw new Error(`Processes in ${dir} do not die: ${pids.join(", ")}`);
    // Version 2 since Linux 5.14 can do it whole.
    await writeFile(join(dir, "cgroup.kill"), "1").catch(() => pids.forEach(kill));
    await delay(5);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (!hasCode(error, "ESRCH")) throw error; // Gone already is what we want.
  }
}

async function processesBelow(dir: string): Promise<number[]> {
  const own = await readFile(join(dir, "cgroup.procs"), "utf8").catch(emptyIfGone);
  const below = await Promise.all((await subgroups(dir)).map((name) => processesBelow(join(dir, name))));
  return [
    ...own
      .split("\n")
      .filter((line) => line !== "")
      .map(Number),
    ...below.flat(),
  ];
}

/** A cgroup is removed by rmdir(2) alone, its files with it. It stays busy for a moment after its last process. */
async function removeTree(dir: string): Promise<void> {
  for (const name of await subgroups(dir)) await removeTree(join(dir, name));
  for (let attempt = 0; ; attempt++) {
    try {
      await rmdir(dir);
      return;
    } catch (error) {
      if (hasCode(error, "ENOENT")) return;
      if (!hasCode(error, "EBUSY") || attempt === 200) throw error;
      await delay(5);
    }
  }
}

async function removeIfEmpty(dir: string): Promise<void> {
  await rmdir(dir).catch((error) => {
    // Another server's sandboxes are in it.
    if (!hasCode(error, "ENOENT", "EBUSY", "ENOTEMPTY")) throw error;
  });
}

async function subgroups(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch((error) => {
    if (hasCode(error, "ENOENT", "ENODEV")) return [];
    throw error;
  });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

function emptyIfGone(error: unknown): string {
  if (hasCode(error, "ENOENT", "ENODEV")) return "";
  throw error;
}
