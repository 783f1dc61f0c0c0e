/** Runs init-driver.c, which starts and signals inits: Node itself would be most of what it measures. */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Init } from "./init-peers.ts";

const run = promisify(execFile);
const source = fileURLToPath(new URL("init-driver.c", import.meta.url));
const outputBytesMax = 10_000_000;
const nsPerUs = 1000;

/** Compiles the driver. @returns its path */
export async function buildDriver(dir: string): Promise<string> {
  const file = join(dir, "init-driver");
  await run("musl-gcc", ["-O2", "-Wall", "-Wextra", "-Werror", "-static", source, "-o", file]);
  return file;
}

/** Each round goes once through all inits. @returns for each init its figures in microseconds, in order */
export async function measureInTurn(
  driver: string,
  job: "start" | "latency",
  rounds: number,
  inits: Init[],
): Promise<number[][]> {
  const args = [job, `${rounds}`, ...inits.map(({ path }) => path)];
  const { stdout } = await run(driver, args, { maxBuffer: outputBytesMax });
  const figures = inits.map((): number[] => []);
  for (const line of stdout.trim().split("\n")) {
    const [init, ns] = line.split(" ").map(Number);
    figures[init ?? -1]?.push((ns ?? Number.NaN) / nsPerUs);
  }
  return figures;
}

/** An init that runs a command as PID 1 of a namespace of its own, for as long as `work` takes. */
export async function withInit<T>(
  driver: string,
  init: Init,
  command: string[],
  work: (pid: number, nextLine: () => Promise<string>) => Promise<T>,
): Promise<T> {
  const child = spawn(driver, ["hold", init.path, ...(init.options ?? []), ...command], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const nextLine = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${init.name} ended before it should`);
    return value;
  };
  try {
    return await work(Number(await nextLine()), nextLine);
  } finally {
    child.stdin.end();
    await ended;
  }
}

/** Until PID 1 has no child but the command. */
export async function untilOneChild(pid: number): Promise<void> {
  const children = async () => (await readFile(`/proc/${pid}/task/${pid}/children`, "utf8")).trim().split(" ");
  while ((await children()).length !== 1 || (await children())[0] === "") await sleep(1);
}
