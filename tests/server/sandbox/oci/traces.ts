/** Looks for anything that sandboxes leave on a machine: what `ps`, `mount`, the cgroup tree and the state folder show. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseCgroupMounts } from "../../../../src/server/sandbox/oci/cgroup-mounts.ts";

/** The names of the servers in a state folder: take them while they are there. */
export async function serverNames(stateDir: string): Promise<string[]> {
  return readdir(join(stateDir, "servers")).catch(() => []);
}

export async function tracesOf(stateDir: string, servers: string[]): Promise<string[]> {
  const [processes, mounts, cgroups, files] = await Promise.all([
    processTraces(stateDir, servers),
    mountTraces(stateDir),
    cgroupTraces(servers),
    fileTraces(stateDir),
  ]);
  return [...processes, ...mounts, ...cgroups, ...files];
}

/**
 * By argument or by cgroup; the caller itself is none. A killed process has no arguments any more, and is listed until
 * its new parent, the machine's init, gets to it: no trace of ours.
 */
async function processTraces(stateDir: string, servers: string[]): Promise<string[]> {
  const traces: string[] = [];
  for (const pid of await readdir("/proc")) {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) continue;
    const read = (name: string) => readFile(`/proc/${pid}/${name}`, "utf8").catch(() => "");
    const [cmdline, cgroup] = await Promise.all([read("cmdline"), read("cgroup")]);
    if (cmdline === "") continue;
    if (cmdline.includes(stateDir) || servers.some((server) => cgroup.includes(`/pid-one/${server}`))) {
      traces.push(`process ${pid}: ${cmdline.replaceAll("\0", " ")}`);
    }
  }
  return traces;
}

async function mountTraces(stateDir: string): Promise<string[]> {
  const mounts = await readFile("/proc/self/mountinfo", "utf8");
  return mounts
    .split("\n")
    .filter((line) => line.includes(stateDir))
    .map((line) => `mount ${line}`);
}

async function cgroupTraces(servers: string[]): Promise<string[]> {
  const traces: string[] = [];
  for (const { point } of parseCgroupMounts(await readFile("/proc/self/mountinfo", "utf8"))) {
    for (const name of await readdir(join(point, "pid-one")).catch(() => [])) {
      if (servers.includes(name)) traces.push(`cgroup ${join(point, "pid-one", name)}`);
    }
  }
  return traces;
}

/** The two folders that all servers share may stay. */
async function fileTraces(stateDir: string): Promise<string[]> {
  const names = await readdir(stateDir, { recursive: true }).catch(() => []);
  return names.filter((name) => name !== "servers" && name !== "ids").map((name) => `file ${name}`);
}
