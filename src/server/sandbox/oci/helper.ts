/** Runs the helper that looks at processes from inside (processes/look-inside.ts). */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { type HelperStreams, helperCommand } from "../processes/look-inside.ts";
import type { Looks } from "../processes/watch.ts";
import { type Bundle, writeProcess } from "./bundle.ts";
import { type Runtime, runtimeEnvironment } from "./runtime.ts";

export async function openHelper(runtime: Runtime, bundle: Bundle, sandboxId: string): Promise<HelperStreams> {
  const processFile = await writeProcess(bundle, "helper", helperCommand(), null);
  const [program = "", ...args] = runtime.exec(sandboxId, processFile, "helper.pid");
  const child = spawn(program, args, {
    cwd: bundle.path,
    env: runtimeEnvironment(),
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
  });
  await once(child, "spawn");
  child.stderr.resume();
  child.stdin.on("error", () => {}); // It has ended, and `onClosed` says so.
  return {
    write: (text) => child.stdin.write(text),
    onOutput: (listener) => child.stdout.on("data", listener),
    onClosed: (listener) => child.once("close", listener),
    close: () => child.kill("SIGKILL"),
  };
}

/** gVisor's /proc/PID/stat says of every zombie that it ended with code 0. */
export function withoutExits({ look, close }: Looks): Looks {
  return {
    look: async () => {
      const found = await look();
      return found && { ...found, seen: found.seen.map(({ exit: _, ...process }) => process) };
    },
    close,
  };
}
