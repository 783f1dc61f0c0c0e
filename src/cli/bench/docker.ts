/** A Docker daemon of our own with the labs' image in it, for as long as a measurement takes. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { hasDockerd, startDockerd } from "./dockerd.ts";

export const dockerImage = "pid-one/lab";

/** @param work gets the daemon's address for `docker -H` @returns null when Docker is not installed */
export async function withDocker<T>(rootfs: string, work: (host: string) => Promise<T>): Promise<T | null> {
  if (!hasDockerd()) return null;
  const { host, stop } = await startDockerd();
  try {
    await importImage(rootfs, host);
    return await work(host);
  } finally {
    await stop();
  }
}

/** Makes the labs' image of their root file system. */
export async function importImage(rootfs: string, host: string): Promise<void> {
  const script = 'tar -C "$0" -c . | docker -H "$1" import - "$2"';
  const [code] = await once(
    spawn("sh", ["-c", script, `${rootfs}/`, host, dockerImage], { stdio: ["ignore", "ignore", "inherit"] }),
    "exit",
  );
  if (code !== 0) throw new Error(`docker import failed (${code})`);
}
