/** A lab server in a process of its own, as an operator starts it, on a free port: for tests and measurements. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export interface SpawnedServer {
  /** Such as http://127.0.0.1:40123 */
  address: string;
  pid: number;
  /** What it has written so far, to both of its outputs. */
  output(): string;
  /** Also for one that has ended already. @returns its exit code; null when the signal itself ended it */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/**
 * @param settings PIDONE_*, beside our own environment
 * @param through a command that takes the server's as its last arguments and becomes it
 * @throws when it ends before it listens, with what it wrote
 */
export async function spawnServer(settings: Record<string, string>, through: string[] = []): Promise<SpawnedServer> {
  const serve = [process.execPath, fileURLToPath(new URL("pid-one.ts", import.meta.url)), "serve"];
  const [program = "", ...args] = [...through, ...serve];
  const child = spawn(program, args, {
    env: { ...process.env, PIDONE_PORT: "0", PIDONE_LOG: "warn", ...settings },
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
  return {
    address,
    pid: child.pid ?? -1,
    output: () => output,
    async stop(signal = "SIGTERM") {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal);
        await once(child, "exit");
      }
      return child.exitCode;
    },
  };
}
