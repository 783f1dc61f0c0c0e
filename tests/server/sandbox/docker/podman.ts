/** A real Podman for tests: its API service, with a folder of its own. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync } from "node:fs";
import { mkdir, readFile, rm, rmdir, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive, makeDaemonFolder, removeDaemon } from "../../../../src/cli/bench/dockerd.ts";

export interface Podman {
  socketPath: string;
  /** Kills the service, as a crash would. Its containers stay. */
  kill(): Promise<void>;
  /** After `kill`. */
  startAgain(): Promise<void>;
  /** Ends the service, its containers and all that they have on this machine. */
  stop(): Promise<void>;
}

const program = "/usr/bin/podman";
const startMsMax = 30_000;
/** Where Podman puts the cgroups of all its containers. */
const cgroupParent = "libpod_parent";

export function hasPodman(): boolean {
  return existsSync(program);
}

/** Needs root. @param options.ranges whether it may give each container user ids of its own */
export async function startPodman({ ranges }: { ranges: boolean }): Promise<Podman> {
  const dir = await makeDaemonFolder();
  const socketPath = join(dir, "podman.sock");
  await writeFile(join(dir, "ids"), ranges ? "containers:1879048192:134217728\n" : "");
  for (const name of ["root", "run", "tmp"]) await mkdir(join(dir, name));
  const options = [
    ...["--root", join(dir, "root"), "--runroot", join(dir, "run"), "--tmpdir", join(dir, "tmp")],
    ...["--cgroup-manager=cgroupfs", "--runtime", "runc"],
  ];
  // In a mount namespace of its own, so that the machine's own files and mounts stay as they are.
  const script = `mount --bind ${dir}/ids /etc/subuid && mount --bind ${dir}/ids /etc/subgid && exec "$@"`;
  const through = ["--pdeathsig", "TERM", "unshare", "--mount", "sh", "-c", script, "sh"];
  const command = [program, ...options, "system", "service", "--time=0", `unix://${socketPath}`];
  // Its conmon leaves a file "oom" in its working directory.
  const log = join(dir, "log");
  const spawnService = () => {
    // It talks much, and of use only if it does not start.
    const output = openSync(log, "a");
    const child = spawn("setpriv", [...through, ...command], { cwd: dir, stdio: ["ignore", output, output] });
    closeSync(output);
    return child;
  };
  let service = spawnService();
  const listening = () => listens(socketPath, () => isAlive(service));
  const kill = async (signal: NodeJS.Signals = "SIGKILL") => {
    const ended = once(service, "exit");
    service.kill(signal);
    await ended;
  };
  const stop = async () => {
    if (isAlive(service)) {
      await removeAll(service.pid ?? 0, options);
      await kill("SIGTERM");
    }
    await removeDaemon(dir);
    await removeCgroupParents();
  };
  const startAgain = async () => {
    await rm(socketPath, { force: true });
    service = spawnService();
    await listening();
  };
  try {
    await listening();
  } catch (error) {
    const said = await readFile(log, "utf8");
    await stop();
    throw new Error(`${error}: ${said}`);
  }
  return { socketPath, kill: () => kill(), startAgain, stop };
}

async function removeAll(servicePid: number, options: string[]): Promise<void> {
  const command = [
    "--target",
    String(servicePid),
    "--mount",
    program,
    ...options,
    "rm",
    "--all",
    "--force",
    "--time=0",
  ];
  await once(spawn("nsenter", command, { stdio: "ignore" }), "exit");
}

async function listens(socketPath: string, runs: () => boolean): Promise<void> {
  for (const started = Date.now(); Date.now() - started < startMsMax; await sleep(50)) {
    if (!runs()) throw new Error("podman ended");
    const socket = connect(socketPath);
    const [connected] = await Promise.race([
      once(socket, "connect").then(() => [true]),
      once(socket, "error").then(() => [false]),
    ]).catch(() => [false]);
    socket.destroy();
    if (connected) return;
  }
  throw new Error("podman does not listen");
}

async function removeCgroupParents(): Promise<void> {
  for (const line of (await readFile("/proc/self/mounts", "utf8")).split("\n")) {
    const [, point = "", type = ""] = line.split(" ");
    // Another Podman may use it.
    if (type.startsWith("cgroup")) await rmdir(join(point, cgroupParent)).catch(() => {});
  }
}
