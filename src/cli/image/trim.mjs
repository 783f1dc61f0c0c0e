/** What a lab has no use for. */
import { readdir, rm } from "node:fs/promises";
import path from "node:path";

/** dpkg never unpacks these (dpkg(1), path-exclude). The licences stay. */
export const trimOptions = [
  "--dpkgopt=path-exclude=/usr/share/man/*",
  "--dpkgopt=path-exclude=/usr/share/info/*",
  "--dpkgopt=path-exclude=/usr/share/locale/*",
  "--dpkgopt=path-exclude=/usr/share/doc/*",
  "--dpkgopt=path-include=/usr/share/doc/*/copyright",
];

const emptied = ["var/lib/apt/lists", "var/cache", "var/log", "tmp", "root", "dev", "proc", "sys", "usr/share/lintian"];

/** Empties the folders, and keeps them: some are mount points. */
export async function trim(rootfs) {
  for (const folder of emptied) {
    const inside = await readdir(path.join(rootfs, folder)).catch((error) => {
      if (error.code === "ENOENT") return [];
      throw error;
    });
    await Promise.all(inside.map((name) => rm(path.join(rootfs, folder, name), { recursive: true, force: true })));
  }
}
