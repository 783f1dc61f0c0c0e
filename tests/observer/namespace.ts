/** A PID namespace with the test program as its PID 1, and what it says that it did. */
import { execFile, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { link, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Builds lives.c, with a second name for it. `await using` removes it. */
export async function buildLives(): Promise<{ program: string; other: string } & AsyncDisposable> {
  const dir = await mkdtemp(join(tmpdir(), "pid-one-lives-"));
  const [program, other] = [join(dir, "lives"), join(dir, "other")];
  const source = new URL("lives.c", import.meta.url).pathname;
  await run("musl-gcc", ["-O2", "-static", "-Wall", "-Wextra", "-Werror", "-o", program, source]);
  await link(program, other);
  return { program, other, [Symbol.asyncDispose]: () => rm(dir, { recursive: true }) };
}

export interface Namespace extends AsyncDisposable {
  /** Its PID 1, as the machine knows it. */
  initPid: number;
  /** An open descriptor of its /proc. */
  procFd: number;
  /** Lets it live, or go on. */
  go(): void;
  /** Resolves with all that it said, when it has lived. */
  done: Promise<string[]>;
}

/** @param words a case of lives.c, and its count */
export async function enterNamespace(
  { program, other }: { program: string; other: string },
  ...words: string[]
): Promise<Namespace> {
  const child = spawn("unshare", ["--pid", "--mount-proc", "--fork", "--kill-child", program, ...words], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, OTHER: other },
  });
  const ended = once(child, "exit");
  const said: string[] = [];
  const { promise: done, resolve, reject } = Promise.withResolvers<string[]>();
  done.catch(() => {}); // For those who do not wait for it.
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (line === "done") resolve(said);
    else said.push(line);
  });
  void ended.then(() => reject(new Error(`the test program ended after: ${said.join("; ")}`)));
  const initPid = await onlyChildOf(child.pid ?? -1, program);
  const procFd = openSync(`/proc/${initPid}/root/proc`, "r");
  return {
    ...{ initPid, procFd, done },
    go: () => child.stdin.write("\n"),
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      child.kill("SIGKILL"); // PID 1 and all others go with it.
      await ended;
      closeSync(procFd);
    },
  };
}

/** Whether this kernel has the tracepoint that says who sends signals. */
export function tracesSignals(): boolean {
  const tracing = "/sys/kernel/tracing";
  const look = `mount -t tracefs none ${tracing} && cat ${tracing}/events/signal/signal_generate/id`;
  return spawnSync("unshare", ["--mount", "sh", "-c", look]).status === 0;
}

/** Once it runs the program, its /proc is mounted. */
async function onlyChildOf(pid: number, program: string): Promise<number> {
  for (;;) {
    const [child] = (await readFile(`/proc/${pid}/task/${pid}/children`, "utf8")).split(" ");
    const command = child ? await readFile(`/proc/${child}/cmdline`, "utf8").catch(() => "") : "";
    if (command.startsWith(`${program}\0`)) return Number(child);
  }
}
