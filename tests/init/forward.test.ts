import { constants } from "node:os";
import { expect, test } from "vitest";
import { exited, ModelKernel } from "./model-kernel.ts";

const { SIGCONT, SIGINT, SIGKILL, SIGQUIT, SIGSTOP, SIGTERM, SIGTSTP, SIGTTIN, SIGTTOU, SIGUSR1 } = constants.signals;

/** What is sent, to whom, when these signals come one by one. */
function sentFor(options: string[], signals: number[], env: Record<string, string> = {}) {
  const kernel = new ModelKernel({ args: [...options, "-s", "--", "x"], env, pid: 7 }).boot().settle();
  for (const signal of signals) {
    kernel.send(signal);
    kernel.settle();
  }
  return kernel.calls.flatMap((call) => /^kill\((.*)\)/.exec(call)?.slice(1) ?? []);
}

test.each([
  [[], {}, "8, 15"],
  [["-g"], {}, "-8, 15"],
  [[], { TINI_KILL_PROCESS_GROUP: "" }, "-8, 15"],
  [[], { PIDONE_INIT_KILL_PROCESS_GROUP: "1" }, "-8, 15"],
  [["-c"], {}, "8, 15"],
  [["-g", "-c"], {}, "8, 15"],
  [["--single-child"], { TINI_KILL_PROCESS_GROUP: "1" }, "8, 15"],
])("with %j and %j SIGTERM goes to kill(%s)", (options, env, call) => {
  expect(sentFor(options, [SIGTERM], env)).toEqual([call]);
});

test("a group that the command has not made yet is no reason to lose a signal", () => {
  const kernel = new ModelKernel({ args: ["-g", "x"] }).boot().settle();
  for (const process of kernel.processes.values()) process.group = 1;
  kernel.send(SIGTERM);
  kernel.settle();
  expect(kernel.calls.slice(-2)).toEqual(["kill(-2, 15)", "kill(2, 15)"]);
  expect(kernel.forwarded.get(SIGTERM)).toBe(1);
});

test.each([
  ["15:2", [SIGTERM, SIGQUIT], ["8, 2", "8, 3"]],
  ["TERM:INT", [SIGTERM, SIGINT], ["8, 2", "8, 2"]],
  ["SIGTERM:sigint", [SIGTERM], ["8, 2"]],
  ["term:0", [SIGTERM, SIGUSR1], ["8, 10"]],
  ["RTMIN+3:RTMIN", [37], ["8, 34"]],
  ["SIGRTMIN+30:sigrtmin+0", [64], ["8, 34"]],
  ["64:HUP", [64], ["8, 1"]],
  ["USR1:KILL", [SIGUSR1], [`8, ${SIGKILL}`]],
  ["SYS:IO", [31], ["8, 29"]],
])("-r %s", (value, signals, calls) => {
  expect(sentFor(["-r", value], signals)).toEqual(calls);
});

test("rewrites add up, the last one for a signal counts, and the next start knows none of them", () => {
  const options = ["-r", "1:2", "--rewrite", "2:3", "--rewrite=1:12"];
  expect(sentFor(options, [1, 2])).toEqual(["8, 12", "8, 3"]);
  expect(sentFor([], [1, 2])).toEqual(["8, 1", "8, 2"]);
});

test.each([SIGTSTP, SIGTTIN, SIGTTOU])("signal %i of job control stops the command, then us", (signal) => {
  expect(sentFor([], [signal, SIGCONT])).toEqual([`8, ${SIGSTOP}`, `7, ${SIGSTOP}`, `8, ${SIGCONT}`]);
  expect(sentFor(["-g"], [signal])).toEqual([`-8, ${SIGSTOP}`, `7, ${SIGSTOP}`]);
});

test("we stop only if the command gets a signal that stops", () => {
  expect(sentFor(["-r", "TSTP:TSTP"], [SIGTSTP])).toEqual([`8, ${SIGTSTP}`, `7, ${SIGSTOP}`]);
  expect(sentFor(["-r", "TSTP:0"], [SIGTSTP])).toEqual([]);
  expect(sentFor(["-r", "TSTP:TERM"], [SIGTSTP])).toEqual(["8, 15"]);
  expect(sentFor(["-r", "TSTP:URG"], [SIGTSTP])).toEqual(["8, 23"]);
  expect(sentFor(["-r", "TTOU:TTOU"], [SIGTTOU])).toEqual([`8, ${SIGTTOU}`, `7, ${SIGSTOP}`]);
  expect(sentFor(["-r", "USR1:STOP"], [SIGUSR1])).toEqual([`8, ${SIGSTOP}`]);
});

test("-v tells of groups, other signals and none", () => {
  const kernel = new ModelKernel({ args: ["-vg", "-r", "1:0", "-r", "2:3", "x"] }).boot().settle();
  for (const signal of [1, 2, 15]) {
    kernel.send(signal);
    kernel.settle();
  }
  expect(kernel.output[2]?.split("\n").slice(1, -1)).toEqual([
    "pid-one: dropped SIGHUP",
    "pid-one: forwarded SIGINT as SIGQUIT to group 2",
    "pid-one: forwarded SIGTERM to group 2",
  ]);
});

test.each([
  [["-e", "143"], 143 << 8, 0],
  [["-e", "143"], SIGTERM, 0],
  [["-e", "143", "-e", "0"], 0, 0],
  [["-e143", "-ve", "255", "-e", "32"], exited(255), 0],
  [["-e", "32"], exited(32), 0],
  [["-e", "31"], exited(31), 0],
  [["-e", "31"], exited(63), 63],
  [[], exited(31), 31],
])("with %j the status %i gives %i", (options, status, code) => {
  const kernel = new ModelKernel({ args: [...options, "x"] }).boot().settle();
  kernel.end(2, status);
  expect(kernel.settle().exitCode).toBe(code);
});
