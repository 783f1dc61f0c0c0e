/** Signals to an init: which the command has, and who else. */
import { type Behaviour, listen } from "./peers-behaviours.ts";
import { AS_PID_1, eventually, finish, onlyChildOf, Running, statusOf } from "./real-init.ts";

const send = (pid: number, signal: number) => finish(["/bin/kill", `-${signal}`, `${pid}`]);

/** A process that was sent a signal is awake until it has dealt with it. */
async function hasDealtWithIt(pid: number): Promise<"sleeps" | "is stopped"> {
  let state = "";
  await eventually(async () => {
    state = (await statusOf(pid)).State?.[0] ?? "";
    return state === "S" || state === "T";
  });
  return state === "S" ? "sleeps" : "is stopped";
}

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
      await hasDealtWithIt(listening.init);
      await hasDealtWithIt(listening.command);
      // So the mark comes after all else.
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

export const signals: Behaviour[] = [
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
      await hasDealtWithIt(pid);
      return (await hasDealtWithIt(command)) === "sleeps" ? "nothing stops" : "the command stops";
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
];
