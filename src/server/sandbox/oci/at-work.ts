/** Finds the processes that could still make something for a server: its consoles, and runtimes at work. */
import { open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { runtimeNames } from "./runtime.ts";

/** Ours are far shorter. What others call their arguments may be as large as their memory. */
const commandLineBytesMax = 4096;

/** @param proc where procfs is mounted */
export async function processesAtWork(serverPath: string, proc = "/proc"): Promise<number[]> {
  const found: number[] = [];
  for (const name of await readdir(proc)) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) continue;
    const commandLine = await commandLineStart(join(proc, name, "cmdline"));
    if (isAtWork(commandLine.split("\0"), serverPath)) found.push(Number(name));
  }
  return found;
}

/** By the very command that we start (runtime.ts), not by a path in it: an operator's tar or less may name that, too. */
function isAtWork(args: string[], serverPath: string): boolean {
  const [program, option, root] = runtimeCommand(args);
  return option === "--root" && runtimeNames.some((name) => program === name && root === join(serverPath, name));
}

/** What a console was told to run (console.c: [--bind SOURCE TARGET]... COLS ROWS SOCKET PIDFILE -- RUNTIME...), or all. */
function runtimeCommand(args: string[]): string[] {
  let next = 1;
  while (args[next] === "--bind") next += 3;
  const [cols = "", rows = "", , , separator] = args.slice(next);
  return /^\d+$/.test(cols) && /^\d+$/.test(rows) && separator === "--" ? args.slice(next + 5) : args;
}

async function commandLineStart(file: string): Promise<string> {
  try {
    await using handle = await open(file);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(commandLineBytesMax), 0, commandLineBytesMax);
    return buffer.toString("utf8", 0, bytesRead);
  } catch {
    return ""; // Gone meanwhile.
  }
}
