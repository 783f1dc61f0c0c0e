/** Removes what an interrupted build left: its folders, and whatever is still mounted in them. */
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";

/** The folders are named PREFIX and the builder's PID; those of a running builder stay. */
export async function removeStale(directory, prefix) {
  for (const name of await readdir(directory)) {
    if (!name.startsWith(prefix)) continue;
    if (await isRunning(Number(name.slice(prefix.length)))) continue;
    await removeBuild(path.join(directory, name));
  }
}

/** What is still at work there is killed: a builder that was itself killed by SIGKILL leaves its children running. */
export async function removeBuild(folder) {
  await killBuilders(folder);
  await unmountBelow(folder);
  // Whatever is mounted there after all, such as a /proc, is not ours to empty.
  await promisify(execFile)("rm", ["-rf", "--one-file-system", folder]);
}

/** A builder marks the environment of its children with its scratch folder, and they hand it on. */
export const builderMark = "PIDONE_ROOTFS_BUILDER";

async function killBuilders(scratch) {
  for (;;) {
    const builders = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
    const environments = await Promise.all(
      builders.map(async (pid) => {
        const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => ""); // Gone, or not ours.
        return { pid: Number(pid), ours: `\0${environment}`.includes(`\0${builderMark}=${scratch}\0`) };
      }),
    );
    const found = environments.filter(({ ours }) => ours);
    if (found.length === 0) return;
    for (const { pid } of found) {
      try {
        process.kill(pid, "SIGKILL");
      } catch (error) {
        if (error.code !== "ESRCH") throw error; // Ended meanwhile.
      }
    }
    await delay(10);
  }
}

/** A zombie does not (the third field of proc_pid_stat(5)): its parent may never wait for it. */
async function isRunning(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => ""); // No such process.
  return stat !== "" && !/\) [ZX] /.test(stat);
}

/** proc_pid_mountinfo(5): the fifth field is the mount point, with octal escapes. */
async function unmountBelow(directory) {
  const mounts = (await readFile("/proc/self/mountinfo", "utf8"))
    .split("\n")
    .map((line) =>
      (line.split(" ")[4] ?? "").replace(/\\(\d{3})/g, (_, octal) => String.fromCharCode(parseInt(octal, 8))),
    )
    .filter((point) => point.startsWith(`${directory}/`));
  // The deepest first.
  for (const point of mounts.reverse()) await promisify(execFile)("umount", ["--lazy", point]);
}
