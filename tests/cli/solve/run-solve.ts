/** `pid-one solve`, as an author types it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";

export interface Solved {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** @param cwd the course's folder; it may be another than ours */
export async function runSolve(args: string[], settings: Record<string, string>, cwd = "."): Promise<Solved> {
  const child = spawn(process.execPath, [resolve("src/cli/pid-one.ts"), "solve", ...args], {
    cwd,
    env: { ...process.env, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    stderr += text;
  });
  await once(child, "close");
  return { status: child.exitCode, stdout, stderr };
}
