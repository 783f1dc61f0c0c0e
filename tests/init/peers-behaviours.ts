/** What an init may do, seen from outside, and what each of four inits does. Where they differ, src/init/README.md says why. */
import { setTimeout as sleep } from "node:timers/promises";
import { AS_PID_1, childrenOf, eventually, finish, onlyChildOf, Running, statOf, statusOf } from "./real-init.ts";

export const inits = ["ours", "tini", "dumb-init", "catatonit"] as const;
export type InitName = (typeof inits)[number];

/** One thing to try. `tools` has the path of a fixture, or of a file that useOddFiles made. */
export interface Behaviour {
  name: string;
  observe(init: string, tools: (name: string) => string): Promise<string>;
  /** One word for all inits, or one for each. */
  expected: string | Record<InitName, string>;
}

/** So long an init that hangs is waited for. */
const patienceMs = 2000;
/** So long a command is watched that does not stop. */
const stopMs = 300;

/** @param args from the init's own options on; `@NAME` is a tool */
function code(args: string[]): Behaviour["observe"] {
  return async (init, tools) => {
    const command = args.map((arg) => (arg.startsWith("@") ? tools(arg.slice(1)) : arg));
    return `${(await finish([...AS_PID_1, init, ...command])).code}`;
  };
}

/** Starts `print-signals` under an init as PID 1. */
async function listen(init: string, tools: (name: string) => string) {
  const running = new Running([...AS_PID_1, init, "--", tools("print-signals")]);
  await running.until(/ready/);
  const pid = await onlyChildOf(running.pid);
  return { running, init: pid, command: await onlyChildOf(pid) };
}

const send = (pid: number, signal: number) => finish(["/bin/kill", `-${signal}`, `${pid}`]);

const asleep = (pid: number) => eventually(async () => (await statusOf(pid)).State?.startsWith("S") ?? false);

/** A signal that goes straight to the command. */
const mark = 40;

/** Which of some signals the command had, each sent once to the init: all, none, or their numbers. */
function forwarded(signals: number[]): Behaviour["observe"] {
  return async (init, tools) => {
    const listening = await listen(init, tools);
    const had: number[] = [];
    let marks = 0;
    for (const signal of signals) {
      await send(listening.init, signal);
      // A process that was sent a signal is awake until it has dealt with it. Then the mark comes after all else.
      await asleep(listening.init);
      await asleep(listening.command);
      await send(listening.command, mark);
      await listening.running.until(new RegExp(`(signal ${mark}\n[^]*){${++marks}}`));
      const count = listening.running.stdout.split(`signal ${signal}\n`).length - 1;
      if (count === 1) had.push(signal);
      if (count > 1) return `${signal} came ${count} times`;
    }
    if (had.length === signals.length) return "all";
    return had.length === 0 ? "none" : had.join(" ");
  };
}

const fromOne = (count: number) => Array.from({ length: count }, (_, at) => at + 1);
const faults = [4, 5, 6, 7, 8, 11, 31];
const jobControl = [20, 21, 22];
const special = [9, 17, 19, ...faults, ...jobControl];

export const behaviours: Behaviour[] = [
  ...[0, 1, 42, 127, 255].map((status) => ({
    name: `a command that exits with ${status}`,
    observe: code(["--", "sh", "-c", `exit ${status}`]),
    expected: `${status}`,
  })),
  ...[1, 6, 9, 11, 15, 31].map((signal) => ({
    name: `a command that dies by signal ${signal}`,
    observe: code(["--", "@die-by", `${signal}`]),
    expected: `${128 + signal}`,
  })),
  { name: "no command", observe: code([]), expected: "1" },
  { name: "an unknown option", observe: code(["--no-such-option", "true"]), expected: "1" },
  { name: "a script without a #! line", observe: code(["@bare"]), expected: "5" },
  {
    name: "a command that is not found",
    observe: code(["no-such-command"]),
    expected: { ours: "127", tini: "127", "dumb-init": "2", catatonit: "1" },
  },
  {
    name: "a script whose interpreter is not there",
    observe: code(["@no-interpreter"]),
    expected: { ours: "127", tini: "127", "dumb-init": "2", catatonit: "1" },
  },
  {
    name: "a file that is not executable",
    observe: code(["@plain"]),
    expected: { ours: "126", tini: "126", "dumb-init": "2", catatonit: "1" },
  },
  {
    name: "a directory as command",
    observe: code(["/usr"]),
    expected: { ours: "126", tini: "126", "dumb-init": "2", catatonit: "1" },
  },
  {
    name: "a program for another machine",
    observe: code(["@foreign"]),
    expected: { ours: "126", tini: "127", "dumb-init": "127", catatonit: "127" },
  },
  {
    name: "an option of the command, without -- before it",
    observe: code(["sh", "-c", "exit 7"]),
    expected: { ours: "7", tini: "1", "dumb-init": "7", catatonit: "1" },
  },
  {
    name: "standard input, output and error closed",
    observe: async (init) =>
      `${(await finish([...AS_PID_1, "sh", "-c", `exec ${init} -- sh -c 'exit 6' <&- >&- 2>&-`])).code}`,
    expected: { ours: "6", tini: "1", "dumb-init": "6", catatonit: "6" },
  },
  {
    name: "arguments",
    observe: async (init) => (await finish([init, "--", "printf", "%s|", "", "a b", "-v", "ü"])).stdout,
    expected: "|a b|-v|ü|",
  },
  {
    name: "signals 1 to 31 but for those below",
    observe: forwarded(fromOne(31).filter((signal) => !special.includes(signal))),
    expected: "all",
  },
  {
    name: "signals that tell of a fault, sent by someone",
    observe: forwarded(faults),
    expected: { ours: "all", tini: "none", "dumb-init": "all", catatonit: "none" },
  },
  {
    name: "real-time signals",
    observe: forwarded([34, 50, 64]),
    expected: "all",
  },
  {
    name: "signals 32 and 33",
    observe: forwarded([32, 33]),
    expected: { ours: "all", tini: "none", "dumb-init": "none", catatonit: "none" },
  },
  { name: "SIGCHLD, sent by someone", observe: forwarded([17]), expected: "none" },
  ...["SIGTSTP", "SIGTTIN", "SIGTTOU"].map((signal) => ({
    name: `${signal}, sent by someone`,
    observe: async (init: string) => {
      const running = new Running([...AS_PID_1, init, "--", "sh", "-c", "echo ready; exec sleep 1000"]);
      await running.until(/ready/);
      const pid = await onlyChildOf(running.pid);
      const command = await onlyChildOf(pid);
      await finish(["/bin/kill", "-s", signal, `${pid}`]);
      for (const until = Date.now() + stopMs; Date.now() < until; await sleep(5)) {
        if ((await statusOf(command)).State?.startsWith("T")) return "the command stops";
      }
      return "nothing stops";
    },
    expected: {
      ours: "the command stops",
      tini: signal === "SIGTSTP" ? "the command stops" : "nothing stops",
      "dumb-init": "the command stops",
      catatonit: "nothing stops",
    },
  })),
  {
    name: "who gets a forwarded signal",
    observe: async (init, tools) => {
      const script = `trap 'echo command' USR1; trap : USR2; ${tools("print-signals")} & while :; do wait; done`;
      const running = new Running([...AS_PID_1, init, "--", "sh", "-c", script]);
      await running.until(/ready/);
      const pid = await onlyChildOf(running.pid);
      const grandchild = await onlyChildOf(await onlyChildOf(pid));
      await send(pid, 10);
      await running.until(/command\n/);
      await send(grandchild, 12);
      await running.until(/signal 12\n/);
      return running.stdout.includes("signal 10") ? "its group" : "the command";
    },
    expected: { ours: "the command", tini: "the command", "dumb-init": "its group", catatonit: "the command" },
  },
  {
    name: "the command's session and group",
    observe: async (init, tools) => {
      const { command } = await listen(init, tools);
      const { session, group } = await statOf(command);
      if (session === command) return "own session";
      return group === command ? "own group" : "those of the init";
    },
    expected: { ours: "own session", tini: "own group", "dumb-init": "own session", catatonit: "own group" },
  },
  {
    name: "signals that were ignored and blocked when the init started",
    observe: async (init, tools) => {
      const running = new Running([...AS_PID_1, tools("ignoring"), init, "--", "cat", "/proc/self/status"]);
      await running.until(/^SigIgn:.*\n/m);
      const none = (field: string) => new RegExp(`^${field}:\\s0{16}$`, "m").test(running.stdout);
      return `${none("SigIgn") ? "none" : "some"} ignored, ${none("SigBlk") ? "none" : "some"} blocked`;
    },
    expected: {
      ours: "none ignored, none blocked",
      tini: "some ignored, some blocked",
      "dumb-init": "some ignored, some blocked",
      catatonit: "some ignored, some blocked",
    },
  },
  {
    name: "the exit code when SIGCHLD was ignored",
    observe: async (init, tools) => {
      const running = new Running([...AS_PID_1, tools("ignoring"), init, "--", "sh", "-c", "exit 7"]);
      const late = sleep(patienceMs, "never ends", { ref: false });
      // catatonit ends with 1 or not at all, by who is faster.
      return (await Promise.race([running.ended, late])) === 7 ? "its own" : "lost";
    },
    expected: { ours: "its own", tini: "lost", "dumb-init": "its own", catatonit: "lost" },
  },
  {
    name: "orphans",
    observe: async (init, tools) => {
      const running = new Running([...AS_PID_1, init, "--", tools("make-orphans"), "200"]);
      await running.until(/done/);
      const pid = await onlyChildOf(running.pid);
      await eventually(async () => (await childrenOf(pid)).length === 1);
      return "reaped";
    },
    expected: "reaped",
  },
  {
    name: "a command that someone kills",
    observe: async (init, tools) => {
      const { running, command } = await listen(init, tools);
      process.kill(command, "SIGKILL");
      return `${await running.ended}`;
    },
    expected: "137",
  },
  {
    name: "SIGKILL to the init, from outside",
    observe: async (init, tools) => {
      const listening = await listen(init, tools);
      process.kill(listening.init, "SIGKILL");
      await listening.running.ended;
      return statusOf(listening.command).then(
        () => "the command lives on",
        () => "all end",
      );
    },
    expected: "all end",
  },
  {
    name: "SIGKILL to the init, from its command",
    observe: code(["--", "sh", "-c", "kill -9 1; exit 3"]),
    expected: "3",
  },
  {
    name: "-v while nobody reads standard error",
    observe: async (init, tools) => {
      const options = init.endsWith("catatonit") ? "" : "-v";
      // A FIFO holds 64 KiB; it is full before the init starts.
      const fill = "dd if=/dev/zero bs=65536 count=1 >&3 2>/dev/null";
      const script = `mkfifo $0; exec 3<>$0; ${fill}; exec ${init} ${options} -- sh -c 'exit 4' 2>&3 >&3`;
      const fifo = tools(`full-${init.replaceAll("/", "-")}`);
      const running = new Running([...AS_PID_1, "sh", "-c", script, fifo]);
      const late = sleep(patienceMs, "never ends", { ref: false });
      return `${await Promise.race([running.ended, late])}`;
    },
    expected: { ours: "4", tini: "never ends", "dumb-init": "never ends", catatonit: "4" },
  },
];
