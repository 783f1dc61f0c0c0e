/** Programs that run, and what /proc tells of them. Without a test runner, so that it can be used in a virtual machine. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";

/** What was started and not yet killed. */
const started: number[] = [];

/** Remembers a process, to kill it with all that it started when the test is over. */
export function killAfterTest(pid: number): void {
  started.push(pid);
}

/** Kills all that was started, with all that it started. */
export async function killStarted(): Promise<void> {
  await Promise.all(started.splice(0).map(killTree));
}

/** Children first: an init that is killed would leave its command behind. */
async function killTree(pid: number): Promise<void> {
  try {
    await Promise.all((await childrenOf(pid)).map(killTree));
    process.kill(pid, "SIGKILL");
  } catch {
    // It is gone, which is what we want.
  }
}

/** Options of unshare(1) that make the next program PID 1 of a namespace that ends with unshare itself. */
export const AS_PID_1 = ["unshare", "--fork", "--pid", "--mount-proc", "--kill-child"];

/** A program that runs: what it wrote so far, and when it ends. */
export class Running {
  stdout = "";
  stderr = "";
  readonly process: ChildProcessWithoutNullStreams;
  /** Its exit code, or the name of the signal that ended it. */
  readonly ended: Promise<number | string>;

  constructor(command: string[], options: { env?: Record<string, string>; cwd?: string } = {}) {
    const [program = "", ...args] = command;
    this.process = spawn(program, args, { ...options, env: { ...process.env, ...options.env } });
    killAfterTest(this.pid);
    this.process.stdout.setEncoding("utf8").on("data", (text: string) => (this.stdout += text));
    this.process.stderr.setEncoding("utf8").on("data", (text: string) => (this.stderr += text));
    this.process.stdin.on("error", () => {});
    this.ended = new Promise((resolve, reject) => {
      this.process.on("error", reject);
      this.process.on("close", (code, signal) => resolve(code ?? signal ?? ""));
    });
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  /** Until what it wrote to one of its outputs matches. */
  async until(pattern: RegExp, output: "stdout" | "stderr" = "stdout"): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this[output]);
      if (match) return match;
      await new Promise<void>((resolve, reject) => {
        const onEnd = () => reject(new Error(`ended before ${pattern} came; it wrote:\n${this.stdout}${this.stderr}`));
        this.process.once("close", onEnd);
        this.process[output].once("data", () => {
          this.process.off("close", onEnd);
          resolve();
        });
      });
    }
  }
}

/** Runs a command to its end. */
export async function finish(command: string[], options?: ConstructorParameters<typeof Running>[1]) {
  const running = new Running(command, options);
  running.process.stdin.end();
  const code = await running.ended;
  return { code, stdout: running.stdout, stderr: running.stderr };
}

/** Until something that tells of itself by no event is so. The test's own time limit ends it. */
export async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await setTimeout(5);
}

/** The children of a process, by process ID as seen from here. */
export async function childrenOf(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8");
  return text.split(" ").filter(Boolean).map(Number);
}

/** The only child of a process. Of unshare it is PID 1, of PID 1 the command. */
export async function onlyChildOf(pid: number): Promise<number> {
  const [child, ...others] = await childrenOf(pid);
  if (child === undefined || others.length > 0) throw new Error(`process ${pid} has ${others.length + 1} children`);
  return child;
}

/** Fields of /proc/PID/status (proc_pid_status(5)), as text. */
export async function statusOf(pid: number): Promise<Record<string, string>> {
  const lines = (await readFile(`/proc/${pid}/status`, "utf8")).trim().split("\n");
  return Object.fromEntries(lines.map((line) => line.split(/:\s*/, 2) as [string, string]));
}

/** Whether a process has ended, reaped or not. */
export async function isGone(pid: number): Promise<boolean> {
  return statusOf(pid).then(
    ({ State }) => State?.startsWith("Z") ?? true,
    () => true,
  );
}

export async function isZombie(pid: number): Promise<boolean> {
  const { State } = await statusOf(pid);
  return State === "Z (zombie)";
}

/** The numbers of /proc/PID/stat from the parent on (proc_pid_stat(5)). */
export async function statOf(pid: number) {
  const text = await readFile(`/proc/${pid}/stat`, "utf8");
  const [, parent, group, session, terminal, foreground] = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return {
    parent: Number(parent),
    group: Number(group),
    session: Number(session),
    terminal: Number(terminal),
    foreground: Number(foreground),
  };
}
