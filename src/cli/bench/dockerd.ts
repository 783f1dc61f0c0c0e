/** A Docker daemon of our own for measurements and tests. It has a folder of its own and leaves nothing behind. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, readdir, readFile, rm, rmdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { hasCode } from "../../server/sandbox/errors.ts";
import { ownerOf } from "../../server/sandbox/server-folder.ts";

export interface Finished {
  /** The exit code, or null after a signal. */
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Dockerd {
  socketPath: string;
  /** The address for `docker -H`. */
  host: string;
  /** Runs a command of `docker` on this daemon, to its end. */
  docker(args: string[], options?: { input?: string | Buffer }): Promise<Finished>;
  /** Kills the daemon, as a crash would. Its containers stay until it starts again. */
  kill(): Promise<void>;
  /** After `kill`. */
  startAgain(): Promise<void>;
  /** Ends the daemon, its containers and all that they have on this machine. */
  stop(): Promise<void>;
}

const program = "/usr/sbin/dockerd";
const folderPrefix = "pid-one-dockerd-";
const stopMsMax = 30_000;
const logCharactersMax = 10_000;

export function hasDockerd(): boolean {
  return existsSync(program);
}

export interface DockerdOptions {
  /** More arguments for the daemon. */
  args?: string[];
  /** A shell command that is run first, in the daemon's mount namespace. */
  prepare?: string;
}

/**
 * Needs root. Containers have no network but `none` and `host`. If we are killed the kernel asks the daemon to end, and
 * what is left then goes with the next start.
 * @throws Error with the daemon's log if it does not start
 */
export async function startDockerd({ args = [], prepare = "true" }: DockerdOptions = {}): Promise<Dockerd> {
  const dir = await makeDaemonFolder();
  const socketPath = join(dir, "docker.sock");
  const host = `unix://${socketPath}`;
  const spawnDaemon = () =>
    spawn(
      "setpriv",
      [
        // A mount namespace of its own: what is mounted in there goes with the last process in there.
        ...["--pdeathsig", "TERM", "unshare", "--mount", "sh", "-c", `${prepare} && exec "$@"`, "sh"],
        ...[program, "-H", host, "--pidfile", join(dir, "pid"), ...args],
        ...["--data-root", join(dir, "data"), "--exec-root", join(dir, "exec")],
        ...["--iptables=false", "--ip6tables=false", "--bridge=none"],
        ...["--exec-opt", "native.cgroupdriver=cgroupfs", "--cgroup-parent", `/${basename(dir)}`],
      ],
      { stdio: ["ignore", "ignore", "pipe"] },
    );
  let daemon = spawnDaemon();
  const docker: Dockerd["docker"] = (args, { input = "" } = {}) => finish("docker", ["-H", host, ...args], input);
  const stop = async () => {
    if (isAlive(daemon)) {
      const { stdout: containers } = await docker(["ps", "--quiet"]);
      if (containers !== "") await docker(["rm", "--force", ...containers.trim().split("\n")]);
      const ended = once(daemon, "exit");
      daemon.kill("SIGTERM");
      await Promise.race([ended, sleep(stopMsMax, undefined, { ref: false })]);
    }
    await removeDaemon(dir);
  };
  try {
    await listens(daemon);
  } catch (error) {
    await stop();
    throw error;
  }
  const kill = async () => {
    const ended = once(daemon, "exit");
    daemon.kill("SIGKILL");
    await ended;
    // Its containerd dies with it, but may stay a zombie for long, which the next daemon would take for alive.
    await rm(join(dir, "exec/containerd/containerd.pid"), { force: true });
  };
  const startAgain = async () => {
    daemon = spawnDaemon();
    await listens(daemon);
  };
  return { socketPath, host, docker, kill, startAgain, stop };
}

/** For a daemon and all that it keeps; named so that it goes with the next start if we are killed. */
export async function makeDaemonFolder(): Promise<string> {
  await removeLeftDaemons();
  const { pid, startTime } = await ownerOf(process.pid);
  const dir = await mkdtemp(join(tmpdir(), `${folderPrefix}${pid}-${startTime}-`));
  await chmod(dir, 0o711); // With userns-remap containers run as users who must get through.
  return dir;
}

export function isAlive({ pid, exitCode, signalCode }: ChildProcess): boolean {
  return pid !== undefined && exitCode === null && signalCode === null;
}

/** Until the daemon's log says that it takes calls; the log is read on for as long as it lives. */
async function listens(daemon: ChildProcess): Promise<void> {
  let log = "";
  await new Promise<void>((resolve, reject) => {
    daemon.on("error", reject);
    daemon.on("exit", (code) => reject(new Error(`dockerd ended with ${code}:\n${log}`)));
    daemon.stderr?.setEncoding("utf8").on("data", (text: string) => {
      log = (log + text).slice(-logCharactersMax);
      if (log.includes("API listen on")) resolve();
    });
  });
}

async function finish(program: string, args: string[], input: string | Buffer): Promise<Finished> {
  const child = spawn(program, args);
  const result: Finished = { code: null, stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (result.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (result.stderr += text));
  child.stdin.on("error", () => {}); // It may end without reading all.
  child.stdin.end(input);
  await new Promise<void>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      result.code = code;
      resolve();
    });
  });
  return result;
}

/** Of daemons whose owner was killed. */
async function removeLeftDaemons(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const [, pid, startTime] = new RegExp(`^${folderPrefix}(\\d+)-(\\d+)-`).exec(name) ?? [];
    if (pid === undefined || startTime === undefined) continue;
    const owner = await ownerOf(Number(pid)).catch(() => null);
    if (owner?.startTime !== Number(startTime)) await removeDaemon(join(tmpdir(), name));
  }
}

/** Kills what a daemon left running, and removes its cgroups and its folder. */
export async function removeDaemon(dir: string): Promise<void> {
  for (let pids = await processesOf(dir); pids.length > 0; pids = await processesOf(dir)) {
    for (const pid of pids) killIfThere(pid);
    await sleep(20); // A process that someone else started tells us of its end by no event.
  }
  for (const line of (await readFile("/proc/self/mounts", "utf8")).split("\n")) {
    const [, point = "", type = ""] = line.split(" ");
    if (type.startsWith("cgroup")) await removeCgroup(join(point, basename(dir)));
  }
  await rm(dir, { recursive: true, force: true });
}

/** The daemon and its helpers have its folder in their arguments, the containers' processes are in its cgroups. */
async function processesOf(dir: string): Promise<number[]> {
  const found: number[] = [];
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) continue;
    const read = (file: string) => readFile(join("/proc", name, file), "utf8").catch(() => ""); // Gone meanwhile.
    const isOurs = (await read("cmdline")).includes(`${dir}/`) || (await read("cgroup")).includes(`/${basename(dir)}`);
    if (isOurs && !/^State:\sZ/m.test(await read("status"))) found.push(Number(name));
  }
  return found;
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (!hasCode(error, "ESRCH")) throw error;
  }
}

/** With those below it. It is busy for a moment after its last process. */
async function removeCgroup(folder: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      for (const entry of await readdir(folder, { withFileTypes: true })) {
        if (entry.isDirectory()) await removeCgroup(join(folder, entry.name));
      }
      await rmdir(folder);
      return;
    } catch (error) {
      if (hasCode(error, "ENOENT")) return;
      if (!hasCode(error, "EBUSY") || attempt === 100) throw error;
      await sleep(20);
    }
  }
}
