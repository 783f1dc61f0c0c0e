/** Runs a command in a container without a terminal. */
import { spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import type { Exit } from "../../../protocol/processes.ts";
import { SandboxError } from "../sandbox.ts";
import { runtimeEnvironment } from "./runtime.ts";

const outputBytesMax = 1024 * 1024;

export interface RunInContainer {
  command: string[];
  bundlePath: string;
  /** In the bundle; both are removed at the end. */
  files: { process: string; pid: string };
  timeoutMs: number;
  /** @param pid what the runtime wrote */
  kill(pid: number): Promise<void>;
}

export async function runInContainer(options: RunInContainer): Promise<{ exit: Exit; stdout: string; stderr: string }> {
  const [program = "", ...args] = options.command;
  const child = spawn(program, args, {
    cwd: options.bundlePath,
    env: runtimeEnvironment(),
    // Not "ignore", which is /dev/null: crun gives its standard streams to the container's root (console.c).
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
  });
  child.stdin?.on("error", () => {}).end(); // Whoever is gone reads nothing.
  const pidFile = join(options.bundlePath, options.files.pid);
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    // The runtime passes SIGKILL on to nobody, so its child goes first. While the runtime waits, the PID stays its.
    // Should that fail, the command goes with the container.
    void readPid(pidFile)
      .then((pid) => (pid === null ? undefined : options.kill(pid)))
      .catch(() => {})
      .then(() => {
        child.kill("SIGKILL");
        // Whoever else in the container has them open, as a visitor's process can, keeps us waiting no longer.
        child.stdout?.destroy();
        child.stderr?.destroy();
      });
  }, options.timeoutMs);
  const closed = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  closed.catch(() => {}); // Awaited below, unless there are no descriptors for the streams, which throws before.
  try {
    const [stdout, stderr, code] = await Promise.all([readSome(child.stdout), readSome(child.stderr), closed]);
    const seconds = options.timeoutMs / 1000;
    if (timedOut) throw new SandboxError(`A command in the sandbox took longer than ${seconds} s, and was ended.`);
    // The runtime writes the PID once the command runs: without it, what it printed is about itself.
    if ((await readPid(pidFile)) === null || code === null) {
      throw new SandboxError(`A command cannot run in the sandbox: ${stderr.trim() || "the runtime gave no reason"}`);
    }
    return { exit: { code }, stdout, stderr };
  } finally {
    clearTimeout(timer);
    await Promise.all(
      [options.files.process, options.files.pid].map((file) => rm(join(options.bundlePath, file), { force: true })),
    );
  }
}

/** Reads to the end, keeps what is within the limit. */
async function readSome(stream: Readable | undefined): Promise<string> {
  if (stream === undefined) throw new SandboxError("The server has no file descriptors left for another command.");
  const kept: Buffer[] = [];
  let bytes = 0;
  stream.on("data", (chunk: Buffer) => {
    if (bytes < outputBytesMax) kept.push(chunk.subarray(0, outputBytesMax - bytes));
    bytes += chunk.length;
  });
  await new Promise((resolve) => stream.once("close", resolve));
  return Buffer.concat(kept).toString("utf8");
}

async function readPid(file: string): Promise<number | null> {
  const text = await readFile(file, "utf8").catch(() => ""); // Not written: the command never ran.
  const pid = Number.parseInt(text, 10);
  return Number.isInteger(pid) && pid > 0 ? pid : null;
}
