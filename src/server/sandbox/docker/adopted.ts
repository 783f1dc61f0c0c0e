/** Which containers of servers that are gone a server has taken over: files in its folder, as labels cannot be changed. */
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ServerFolder } from "../server-folder.ts";

const folder = "adopted";

export async function noteAdopted(server: ServerFolder, containerId: string): Promise<void> {
  await mkdir(join(server.path, folder), { recursive: true, mode: 0o700 });
  await writeFile(join(server.path, folder, containerId), "");
}

/** @param serverPath the folder of a server. @returns container ids */
export async function adoptedBy(serverPath: string): Promise<string[]> {
  return readdir(join(serverPath, folder)).catch(() => []); // It has none, or has just gone.
}
