/** Removes what an interrupted build left: its folders, and whatever is still mounted in them. */
import { execFile } from "node:child_process";
import { readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

/** The folders are named PREFIX and the builder's PID; those of a running builder stay. */
export async function removeStale(directory, prefix) {
  for (const name of await readdir(directory)) {
    if (!name.startsWith(prefix)) continue;
    if (isRunning(Number(name.slice(prefix.length)))) continue;
    await removeBuild(path.join(directory, name));
  }
}

export async function removeBuild(folder) {
  await unmountBelow(folder);
  await rm(folder, { recursive: true, force: true });
}

function isRunning(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
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
