/** Starts the program of console.c, which stands between the server and one terminal of a container. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { type Duplex, Readable } from "node:stream";
import type { Exit } from "../../../protocol/processes.ts";
import { signalName } from "../processes/wait-status.ts";
import { SandboxError, type Terminal } from "../sandbox.ts";
import { StreamTerminal } from "../stream-terminal.ts";
import { runtimeEnvironment } from "./runtime.ts";

export interface ConsoleOptions {
  /** The console program. */
  binary: string;
  /** The sandbox's folder. */
  cwd: string;
  /** Mounted where only this container sees it: [source, target]. */
  binds: [string, string][];
  size: { cols: number; rows: number };
  socket: string;
  pidFile: string;
  /** What makes the terminal: a runtime's command. */
  command: string[];
}

export interface Console {
  terminal: Terminal;
  /** The PID of the terminal's process on the host. Rejects with what the runtime said. */
  started: Promise<number>;
  /** How that process ended; null when nobody knows. Never rejects. Its last output may still be on its way. */
  ended: Promise<Exit | null>;
  /** The console program itself is gone. Never rejects. */
  gone: Promise<void>;
  /** Sends a signal to the process, as long as it is there. */
  signal(number: number): void;
  /** Kills the process, and the console. */
  kill(): void;
}

const startTimeoutMs = 20_000;

/** The console's `started`, but for a runtime that hangs: then the console is killed. */
export async function startedInTime(opened: Console): Promise<number> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    opened.kill();
    reject(new SandboxError(`The container runtime did not start a terminal within ${startTimeoutMs / 1000} s.`));
  }, startTimeoutMs);
  return Promise.race([opened.started, late]).finally(() => clearTimeout(timer));
}

export function openConsole(options: ConsoleOptions): Console {
  const binds = options.binds.flatMap(([source, target]) => ["--bind", source, target]);
  const { cols, rows } = options.size;
  const child = spawn(
    options.binary,
    [...binds, String(cols), String(rows), options.socket, options.pidFile, "--", ...options.command],
    {
      cwd: options.cwd,
      env: runtimeEnvironment(),
      stdio: ["pipe", "pipe", "pipe", "pipe"],
      // A session of its own: Ctrl-C at the server's terminal is for the server, which then ends its sandboxes in order.
      detached: true,
    },
  );
  const { promise: started, resolve: start, reject: failStart } = Promise.withResolvers<number>();
  started.catch(() => {}); // Whoever waits for it gets it; one who only waits for `ended` is no error.
  const { promise: ended, resolve: end } = Promise.withResolvers<Exit | null>();
  const { promise: gone, resolve: go } = Promise.withResolvers<void>();
  child.once("error", (error) => {
    failStart(new SandboxError(`The console program ${options.binary} does not start: ${error.message}`));
    end(null);
    go();
  });

  // Without descriptors for them there are no streams; the error above says so.
  const control = child.stdio?.[3];
  if (!isDuplex(control)) throw new SandboxError("The server has no file descriptors left for another terminal.");
  control.on("error", () => {}); // The console is gone: its exit tells more.

  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    if (errors.length < 8192) errors += text;
  });

  const controlClosed = once(control, "close").catch(() => {}); // Its error is closing, too.
  const lines = createInterface({ input: control });
  lines.on("error", () => {}); // It hands on those of its input, and would end the server with one.
  lines.on("line", (line) => {
    const [word, text] = line.split(" ");
    const value = Number(text);
    if (word === "started") start(value);
    else if (word === "exited") end({ code: value });
    else if (word === "killed") end({ signal: signalName(value) });
    else if (word === "lost") end(null);
  });
  // Not "close": that would wait for the output to be read by someone.
  child.once("exit", async () => {
    await controlClosed;
    failStart(new SandboxError(errors.trim() || "The console program ended without a word."));
    end(null);
    go();
  });

  const tell = (line: string) => {
    if (control.writable) control.write(`${line}\n`);
  };
  return {
    terminal: new StreamTerminal(child.stdin, child.stdout, {
      resize: ({ cols, rows }) => tell(`resize ${cols} ${rows}`),
      close: () => child.stdin.end(),
    }),
    started,
    ended,
    gone,
    signal: (number) => tell(`signal ${number}`),
    kill: () => {
      control.destroy();
      child.stdin.destroy();
      child.stdout.destroy();
    },
  };
}

function isDuplex(stream: unknown): stream is Duplex {
  return stream instanceof Readable && "write" in stream;
}
