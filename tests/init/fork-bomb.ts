/** A fork bomb below the init, in a cgroup that allows few processes: of cgroup v1, or of v2. */
import { mkdir, readFile, rmdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { AS_PID_1, eventually, onlyChildOf, Running } from "./running.ts";

const pidsMax = 64;

/** The folder in which cgroups with a pids limit can be made by mkdir, of cgroup v1 or v2; nothing if there is none. */
export async function findPidsController(): Promise<string | undefined> {
  const mounts = (await readFile("/proc/self/mounts", "utf8")).split("\n").map((line) => line.split(" "));
  const ours = (await readFile("/proc/self/cgroup", "utf8")).split("\n").map((line) => line.split(":"));
  for (const [, point = "", type, options = ""] of mounts) {
    const isV1 = type === "cgroup" && options.split(",").includes("pids");
    if (!isV1 && type !== "cgroup2") continue;
    const path = ours.find(([, names = ""]) => (isV1 ? names.split(",").includes("pids") : names === ""))?.[2] ?? "/";
    // In v2 only a parent that hands the controller down will do; and in a container our path may not be in sight.
    const inSight = join(point, path).startsWith(point);
    for (let folder = inSight ? join(point, path) : point; folder.startsWith(point); folder = dirname(folder)) {
      const probe = await makeCgroup(folder, "probe");
      const hasLimit = probe && (await readFile(join(probe, "pids.max")).catch(() => undefined));
      if (probe) await rmdir(probe);
      if (hasLimit) return resolve(folder);
    }
  }
  return undefined;
}

const makeCgroup = (parent: string, name: string): Promise<string | undefined> => {
  const folder = join(parent, `pid-one-test-${process.pid}-${name}`);
  return mkdir(folder).then(
    () => folder,
    () => undefined,
  );
};

/** Ends what is in a cgroup, and removes it. */
async function removeCgroup(folder: string): Promise<void> {
  await eventually(async () => {
    const members = (await readFile(join(folder, "cgroup.procs"), "utf8")).split("\n").map(Number).filter(Boolean);
    for (const pid of members) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It ended meanwhile.
      }
    }
    return rmdir(folder).then(
      () => true,
      () => false,
    );
  });
}

/** What `runForkBomb` gives if the init lived through it. */
export const survived = {
  refused: true,
  code: 7,
  stdout: "full\nroom again\nterminated\n",
  stderr: "",
  left: "",
};

/** @param controller what findPidsController gave @param bomb the fixture */
export async function runForkBomb(init: string, bomb: string, controller: string): Promise<typeof survived> {
  const cgroup = await makeCgroup(controller, "bomb");
  if (!cgroup) throw new Error(`no cgroup could be made in ${controller}`);
  const read = (file: string) => readFile(join(cgroup, file), "utf8");
  try {
    await writeFile(join(cgroup, "pids.max"), `${pidsMax}`);
    const enter = ["sh", "-c", 'echo $$ > "$0/cgroup.procs" && exec "$@"', cgroup];
    const running = new Running([...enter, ...AS_PID_1, init, bomb]);
    await running.until(/full\n/);
    const refused = /^max [1-9]/m.test(await read("pids.events"));
    // Without reaping, zombies would take up all the room.
    await running.until(/room again\n/);
    process.kill(await onlyChildOf(running.pid), "SIGTERM");
    const code = Number(await running.ended);
    await eventually(async () => (await read("cgroup.procs")) === "");
    return { refused, code, stdout: running.stdout, stderr: running.stderr, left: await read("cgroup.procs") };
  } finally {
    await removeCgroup(cgroup);
  }
}
