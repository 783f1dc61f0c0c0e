/** Processes that join a container: further terminals, commands, and the helper that looks at processes. */
import { randomBytes } from "node:crypto";
import type { Duplex } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import type { Exit } from "../../../protocol/processes.ts";
import { type HelperStreams, helperCommand } from "../processes/look-inside.ts";
import { SandboxError, type Terminal } from "../sandbox.ts";
import { StreamTerminal } from "../stream-terminal.ts";
import { execSchema, idSchema } from "./answers.ts";
import { DaemonError, type DockerApi } from "./api.ts";
import { OutputFrames } from "./output.ts";

const outputBytesMax = 1024 * 1024;
const startMsMax = 20_000;
const lookMs = 20;

/** By this a process and its children are found again: the daemon can start processes in a container, and end none. */
const mark = "PID_ONE_EXEC";

interface Exec {
  id: string;
  mark: string;
  socket: Duplex;
}

export async function openExec(
  api: DockerApi,
  containerId: string,
  command: string[],
  kind: { stdin: boolean; tty: { cols: number; rows: number } | null },
): Promise<Exec> {
  const value = randomBytes(8).toString("hex");
  const size = kind.tty && { ConsoleSize: [kind.tty.rows, kind.tty.cols] };
  const { Id: id } = await api.json(idSchema, "POST", `/containers/${containerId}/exec`, {
    body: {
      Cmd: command,
      Env: [`${mark}=${value}`],
      AttachStdin: kind.stdin,
      AttachStdout: true,
      AttachStderr: true,
      Tty: kind.tty !== null,
      ...size,
    },
  });
  const socket = await api.hijack(`/exec/${id}/start`, { body: { Detach: false, Tty: kind.tty !== null, ...size } });
  return { id, mark: value, socket };
}

/** @throws SandboxError when the program does not start */
export async function openTerminal(
  api: DockerApi,
  containerId: string,
  shell: string[],
  size: { cols: number; rows: number },
): Promise<{ terminal: Terminal; socket: Duplex }> {
  const exec = await openExec(api, containerId, shell, { stdin: true, tty: size });
  const resize = ({ cols, rows }: { cols: number; rows: number }) =>
    api.call("POST", `/exec/${exec.id}/resize`, { query: { h: rows, w: cols } });
  try {
    await started(api, exec);
    await resize(size);
  } catch (error) {
    exec.socket.destroy();
    throw error instanceof SandboxError ? error : new SandboxError(`A terminal does not open: ${error}`);
  }
  const terminal = new StreamTerminal(exec.socket, exec.socket, {
    // A terminal that has just ended has no size any more.
    resize: (changed) => void resize(changed).catch(() => {}),
    close: () => void hangUp(api, containerId, exec),
  });
  return { terminal, socket: exec.socket };
}

/** @throws SandboxError on timeout, or when it cannot run */
export async function runInContainer(
  api: DockerApi,
  containerId: string,
  command: string[],
  timeoutMs: number,
): Promise<{ exit: Exit; stdout: string; stderr: string }> {
  const exec = await openExec(api, containerId, command, { stdin: false, tty: null });
  const kept = { stdout: new Kept(), stderr: new Kept() };
  const frames = new OutputFrames((output, bytes) => kept[output].add(bytes));
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    // Should that fail, the command goes with the container.
    void killMarked(api, containerId, exec.mark, "KILL")
      .catch(() => {})
      .then(() => exec.socket.destroy());
  }, timeoutMs);
  try {
    await new Promise<void>((resolve) => exec.socket.on("data", (chunk) => frames.add(chunk)).once("close", resolve));
    if (timedOut) {
      throw new SandboxError(`A command in the sandbox took longer than ${timeoutMs / 1000} s, and was ended.`);
    }
    const { code, ran } = await ended(api, exec.id);
    const [stdout, stderr] = [kept.stdout.text, kept.stderr.text];
    // What was printed is then about the command, not by it.
    if (!ran) throw new SandboxError(`A command cannot run in the sandbox: ${(stdout + stderr).trim()}`);
    return { exit: { code }, stdout, stderr };
  } finally {
    clearTimeout(timer);
  }
}

/** The beginning of an output, up to the limit. */
class Kept {
  readonly #chunks: Buffer[] = [];
  #bytes = 0;

  add(bytes: Buffer): void {
    if (this.#bytes < outputBytesMax) this.#chunks.push(bytes.subarray(0, outputBytesMax - this.#bytes));
    this.#bytes += bytes.length;
  }

  get text(): string {
    return Buffer.concat(this.#chunks).toString("utf8");
  }
}

/** The daemon takes the connection over before it starts the program, and tells of that by no event. */
async function started(api: DockerApi, { id, socket }: Exec): Promise<void> {
  const until = performance.now() + startMsMax;
  for (;;) {
    const exec = await api.json(execSchema, "GET", `/exec/${id}/json`);
    if (exec.Running && (exec.Pid ?? 0) > 0) return;
    if (!exec.Running && (exec.ExitCode ?? null) !== null && exec.ExitCode !== 0) {
      const said: unknown = socket.read();
      throw new SandboxError(`A terminal does not open: ${said ? String(said).trim() : `exit code ${exec.ExitCode}`}`);
    }
    if (socket.destroyed) return; // It is over already.
    if (performance.now() > until) throw new SandboxError(`A terminal did not open within ${startMsMax / 1000} s.`);
    await delay(lookMs);
  }
}

/** The helper that looks at processes. */
export async function openHelper(api: DockerApi, containerId: string): Promise<HelperStreams> {
  const { socket } = await openExec(api, containerId, helperCommand(), { stdin: true, tty: null });
  return {
    write: (text) => socket.write(text),
    onOutput: (listener) => {
      const frames = new OutputFrames((output, bytes) => {
        if (output === "stdout") listener(bytes);
      });
      socket.on("data", (chunk: Buffer) => frames.add(chunk));
    },
    onClosed: (listener) => socket.once("close", listener),
    close: () => socket.destroy(),
  };
}

/** The connection ends a moment before the daemon knows the exit code. `ran`: false when there was no such program. */
async function ended(api: DockerApi, execId: string): Promise<{ code: number; ran: boolean }> {
  const until = performance.now() + startMsMax;
  for (;;) {
    const { Running, ExitCode, Pid } = await api.json(execSchema, "GET", `/exec/${execId}/json`);
    const code = ExitCode ?? null;
    if (!Running && code !== null) return { code, ran: (Pid ?? 0) > 0 || (code !== 126 && code !== 127) };
    if (performance.now() > until) throw new SandboxError("The daemon does not say how a command ended.");
    await delay(lookMs);
  }
}

/** As when the window of a terminal is closed: who is in it is told, and the connection ends with the last of them. */
async function hangUp(api: DockerApi, containerId: string, { mark: value, socket }: Exec): Promise<void> {
  try {
    if (!socket.destroyed) await killMarked(api, containerId, value, "HUP");
  } catch {
    // The container is gone, or so full of processes that not one more fits: they go with it.
  } finally {
    socket.destroy();
  }
}

/** Of every terminal that was opened beside the container's own. */
export async function hangUpAll(api: DockerApi, containerId: string): Promise<void> {
  await killMarked(api, containerId, "", "HUP");
}

/** @param value of the mark; "": any */
async function killMarked(api: DockerApi, containerId: string, value: string, signal: "HUP" | "KILL"): Promise<void> {
  const script = `for (glob "/proc/[0-9]*/environ") {
    open my $file, "<", $_ or next;
    local $/;
    my $environment = "\\0" . (<$file> // "");
    m{(\\d+)};
    kill $ARGV[0], $1 if $1 != $$ and index($environment, "\\0$ARGV[1]") >= 0;
  }`;
  const command = ["/usr/bin/perl", "-e", script, signal, `${mark}=${value}`];
  const exec = await openExec(api, containerId, command, { stdin: false, tty: null });
  await new Promise<void>((resolve) => exec.socket.resume().once("close", resolve));
}

export function isNotRunning(error: unknown): boolean {
  return error instanceof DaemonError && (error.status === 404 || error.status === 409);
}
