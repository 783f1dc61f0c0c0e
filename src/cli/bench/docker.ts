/** A Docker daemon of our own with the labs' image in it, for as long as a measurement takes. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export const dockerImage = "pid-one/lab";
const startTimeoutMs = 60_000;

/** @param work gets the daemon's address for `docker -H` @returns null when Docker is not installed */
export async function withDocker<T>(rootfs: string, work: (host: string) => Promise<T>): Promise<T | null> {
  if (!existsSync("/usr/sbin/dockerd")) return null;
  const dir = await mkdtemp(join(tmpdir(), "pid-one-docker-"));
  const host = `unix://${dir}/docker.sock`;
  const daemon = spawn(
    "/usr/sbin/dockerd",
    [
      ...["--data-root", `${dir}/data`, "--exec-root", `${dir}/exec`, "-H", host, "--pidfile", `${dir}/pid`],
      ...["--iptables=false", "--ip6tables=false", "--bridge=none"],
    ],
    { stdio: "ignore" },
  );
  try {
    await answers(host, daemon);
    await succeeds("sh", ["-c", `tar -C "$0" -c . | docker -H "$1" import - ${dockerImage}`, `${rootfs}/`, host]);
    return await work(host);
  } finally {
    daemon.kill("SIGTERM");
    if (daemon.exitCode === null) await once(daemon, "exit");
    await rm(dir, { recursive: true, force: true });
  }
}

async function answers(host: string, daemon: ChildProcess): Promise<void> {
  for (const started = Date.now(); Date.now() - started < startTimeoutMs; await sleep(100)) {
    if (daemon.exitCode !== null) throw new Error(`dockerd ended with ${daemon.exitCode}`);
    const [code] = await once(spawn("docker", ["-H", host, "info"], { stdio: "ignore" }), "exit");
    if (code === 0) return;
  }
  throw new Error("dockerd did not answer");
}

async function succeeds(program: string, args: string[]): Promise<void> {
  const [code] = await once(spawn(program, args, { stdio: ["ignore", "ignore", "inherit"] }), "exit");
  if (code !== 0) throw new Error(`${program} failed (${code})`);
}
