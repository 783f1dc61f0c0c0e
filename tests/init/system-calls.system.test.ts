/** Every system call that the init makes, and no other: seen by strace(1) from outside of its PID namespace. */
import { readdir, readFile } from "node:fs/promises";
import { release } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { AS_PID_1, childrenOf, eventually, finish, onlyChildOf, Running, useRealInit } from "./real-init.ts";

const isMissing = (await finish(["strace", "--version"]).catch(() => ({ code: 127 }))).code !== 0;
if (isMissing) console.warn("\nNOT TESTED: which system calls the init makes: apt-get install strace\n");
test.runIf(process.env.CI)("CI has strace", () => expect(isMissing).toBe(false));

const built = useRealInit();

/** Starts the init as PID 1 under strace, and gives the run and what reads the calls of the init and of its child. */
async function trace(name: string, args: string[]) {
  const file = join(built.folder, name);
  // A file for each process: file.PID.
  const running = new Running(["strace", "-ff", "-o", file, ...AS_PID_1, built.init, ...args]);
  const callsOf = async (isIt: (lines: string[]) => boolean) => {
    for (const entry of await readdir(built.folder)) {
      if (!entry.startsWith(`${name}.`)) continue;
      const lines = (await readFile(join(built.folder, entry), "utf8")).trimEnd().split("\n");
      if (isIt(lines)) return lines;
    }
    throw new Error(`no process did that; strace said: ${running.stderr}`);
  };
  return {
    running,
    /** unshare(1) makes one call in PID 1 after another, until it becomes the init. */
    ofInit: async () => {
      const isInit = (line: string) => line.startsWith(`execve("${built.init}"`);
      const lines = await callsOf((all) => all.some(isInit));
      return repeatsCounted(lines.slice(lines.findIndex(isInit)).map(inShort));
    },
    ofChild: async () => {
      const lines = await callsOf(([first]) => first?.startsWith("setsid") ?? false);
      const calls = lines.slice(0, lines.findIndex((line) => line.startsWith("execve")) + 1).map(inShort);
      return repeatsCounted(calls.map((call) => call.replace(/\(SIG\w+,/, "(a signal,")));
    },
  };
}

/** What matters of a line of strace's, `name(arguments) = result`. */
function inShort(line: string): string {
  const [, name = line, args = "", result = ""] = /^(\w+)\((.*)\)\s+= (.*)$/.exec(line) ?? [];
  switch (name) {
    case "rt_sigtimedwait":
      return `wait for a signal: ${/\((SIG\w+)\)/.exec(result)?.[1] ?? result}`;
    case "wait4":
      if (result.startsWith("-1 ECHILD")) return "reap: there is no child";
      return `reap: ${result === "0" ? "nobody" : "a child"}`;
    case "rt_sigaction":
      return `${name}(${args.split(",")[0]}, ${/SIG_\w+/.exec(args)?.[0]})`;
    case "rt_sigprocmask":
      return `${name}(${args.split(",")[1]?.trim()})`;
    case "ioctl":
      // PIDFD_GET_INFO, which strace may not know by name.
      if (/, (_IOC|PIDFD)/.test(args)) return "how did it end?";
      return `${name}(${args.split(", ").slice(0, 2).join(", ")})`;
    case "kill":
    case "exit_group":
    case "exit":
      return `${name}(${args.split(", ").slice(0, 2).join(", ")})`;
    default:
      return name;
  }
}

/** `line, 3 times` for three equal ones. */
function repeatsCounted(lines: string[]): string[] {
  return lines.flatMap((line, at) => {
    if (line === lines[at - 1]) return [];
    const after = lines.slice(at).findIndex((other) => other !== line);
    const count = after < 0 ? lines.length - at : after;
    return count === 1 ? line : `${line}, ${count} times`;
  });
}

/** From the start to the first sleep. Nothing is allocated: no brk, no mmap. */
const START = [
  "execve",
  "getpid",
  "ioctl(0, TIOCGSID)",
  "ioctl(0, TIOCGPGRP)", // The same in the words that gVisor knows.
  "rt_sigprocmask(~[])",
  "rt_sigaction(SIGCHLD, SIG_DFL)",
  "clone",
  "reap: nobody",
];
/** Since Linux 6.15. */
const [major = 0, minor = 0] = release().split(".").map(Number);
const kernelReaps = major > 6 || (major === 6 && minor >= 15);
if (!kernelReaps) console.warn("\nNOT TESTED: the system calls of --kernel-reap, which needs Linux 6.15\n");

const killedBy9 = ["wait for a signal: SIGCHLD", "reap: a child", "exit_group(137)", "+++ exited with 137 +++"];

describe.skipIf(isMissing)("the system calls", () => {
  test("of an idle run: one wait, however long the command takes", async () => {
    const { running, ofInit } = await trace("idle", ["sleep", "1"]);
    expect(await running.ended).toBe(0);
    expect(await ofInit()).toEqual([
      ...START,
      "wait for a signal: SIGCHLD",
      "reap: a child",
      "exit_group(0)",
      "+++ exited with 0 +++",
    ]);
  });

  test("of the child, until it is the command", async () => {
    const { running, ofChild } = await trace("child", ["true"]);
    expect(await running.ended).toBe(0);
    expect(await ofChild()).toEqual([
      "setsid",
      "ioctl(0, TIOCSCTTY)",
      // All but SIGKILL and SIGSTOP.
      "rt_sigaction(a signal, SIG_DFL), 62 times",
      "rt_sigprocmask([])",
      "execve",
    ]);
  });

  test("for forwarded signals: three each", async () => {
    const { running, ofInit } = await trace("forward", [built.fixture("print-signals")]);
    await running.until(/ready/);
    const init = await onlyChildOf(await onlyChildOf(running.pid));
    for (const [name, number] of [
      ["SIGHUP", 1],
      ["SIGUSR1", 10],
      ["SIGTERM", 15],
    ] as const) {
      process.kill(init, name);
      await running.until(new RegExp(`signal ${number}\n`));
    }
    process.kill(await onlyChildOf(init), "SIGKILL");
    expect(await running.ended).toBe(137);
    expect(await ofInit()).toEqual([
      ...START,
      ...["HUP", "USR1", "TERM"].flatMap((name) => [
        `wait for a signal: SIG${name}`,
        `kill(2, SIG${name})`,
        "reap: nobody",
      ]),
      ...killedBy9,
    ]);
  });

  test("for a batch of orphans: one each, one to wake up and one to find that they are all", async () => {
    const { running, ofInit } = await trace("orphans", [built.fixture("make-batch"), "100"]);
    await running.until(/done/);
    const init = await onlyChildOf(await onlyChildOf(running.pid));
    await eventually(async () => (await childrenOf(init)).length === 1);
    process.kill(await onlyChildOf(init), "SIGKILL");
    expect(await running.ended).toBe(137);
    const wake = ["wait for a signal: SIGCHLD", "reap: nobody"];
    const calls = await ofInit();
    // The kernel tells of one after another, so some of that may come after we are awake: then we wake once more.
    const end = calls.length - killedBy9.length;
    const isSpare = calls.slice(end - 2, end).join() === wake.join();
    expect(isSpare ? calls.toSpliced(end - 2, 2) : calls).toEqual([
      ...START,
      "wait for a signal: SIGCHLD",
      "reap: a child, 100 times",
      "reap: nobody",
      ...killedBy9,
    ]);
  });

  test.skipIf(!kernelReaps)("for a batch of orphans with --kernel-reap: none", async () => {
    const { running, ofInit } = await trace("kernel-reap", ["--kernel-reap", built.fixture("make-batch"), "100"]);
    await running.until(/done/);
    process.kill(await onlyChildOf(await onlyChildOf(await onlyChildOf(running.pid))), "SIGKILL");
    expect(await running.ended).toBe(137);
    expect(await ofInit()).toEqual([
      ...START.slice(0, -2),
      // The command, and a child that ends at once: does the kernel keep its status?
      "clone, 2 times",
      ...["pidfd_open", "reap: a child", "how did it end?", "close"],
      // It does.
      ...["signalfd4", "pidfd_open", "rt_sigaction(SIGCHLD, SIG_IGN)", "reap: nobody", "how did it end?"],
      ...["ppoll", "wait for a signal: -1 EAGAIN (Resource temporarily unavailable)"],
      ...["reap: there is no child", "how did it end?", "rt_sigaction(SIGCHLD, SIG_DFL)"],
      ...killedBy9.slice(2),
    ]);
  });
});
