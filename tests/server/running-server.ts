/** A real server in a process of its own, started as an operator starts it, on a free port with a state folder of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { makeStateDir } from "./state-dir.ts";

export interface RunningServer {
  /** Such as http://127.0.0.1:40123 */
  address: string;
  pid: number;
  stateDir: string;
  /** What it has written so far, to both of its outputs. */
  output(): string;
  /** @returns its exit code; null when the signal itself ended it */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** @param stateDir given: it is kept at the end, for the next server */
export async function startServer(
  settings: Record<string, string> = {},
  stateDir?: string,
): Promise<RunningServer & AsyncDisposable> {
  const ownStateDir = stateDir ?? (await makeStateDir());
  const child = spawn(process.execPath, ["src/cli/pid-one.ts", "serve"], {
    env: { ...process.env, PIDONE_PORT: "0", PIDONE_STATE: ownStateDir, PIDONE_LOG: "warn", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const address = await new Promise<string>((resolve, reject) => {
    const read = (text: string) => {
      output += text;
      const address = output.match(/is at\s+(http:\S+)\/\n/)?.[1];
      if (address && output.includes("Ctrl-C")) resolve(address);
    };
    child.stdout.setEncoding("utf8").on("data", read);
    child.stderr.setEncoding("utf8").on("data", read);
    child.on("exit", (code) => reject(new Error(`the server ended with ${code}:\n${output}`)));
  });
  const stop = (signal: NodeJS.Signals = "SIGTERM") => end(child, signal);
  return {
    address,
    pid: child.pid ?? -1,
    stateDir: ownStateDir,
    output: () => output,
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
      if (stateDir === undefined) await rm(ownStateDir, { recursive: true, force: true });
    },
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill(signal);
    await once(child, "exit");
  }
  return child.exitCode;
}
