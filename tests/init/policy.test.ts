import { constants } from "node:os";
import { expect, test } from "vitest";
import { POLL, REAP } from "../../src/init/next";
import { exited, killed, ModelKernel } from "./model-kernel.ts";

const { SIGCHLD, SIGHUP, SIGKILL, SIGSEGV, SIGSTOP, SIGTERM, SIGTSTP, SIGTTIN, SIGTTOU } = constants.signals;
const JOB_CONTROL = [SIGTSTP, SIGTTIN, SIGTTOU];
const { EAGAIN, EINTR, ENOMEM, EPERM, EINVAL } = constants.errno;
const COMMAND = 2;

test.each([
  ["exits with 0", exited(0), 0],
  ["exits with 3", exited(3), 3],
  ["exits with 255", exited(255), 255],
  ["is killed by SIGTERM", killed(SIGTERM), 143],
  ["is killed by SIGKILL", killed(SIGKILL), 137],
  ["dumps core", killed(SIGSEGV, true), 139],
  ["is killed by the last real-time signal", killed(64), 192],
])("a command that %s", (_, status, code) => {
  const kernel = new ModelKernel().boot().settle();
  expect(kernel.exitCode).toBeUndefined();
  kernel.end(COMMAND, status);
  expect(kernel.settle().exitCode).toBe(code);
});

test.each(
  Array.from({ length: 64 }, (_, at) => at + 1).filter(
    (signal) => ![SIGKILL, SIGSTOP, SIGCHLD, ...JOB_CONTROL].includes(signal),
  ),
)("signal %i goes to the command", (signal) => {
  const kernel = new ModelKernel().boot().settle();
  kernel.send(signal);
  kernel.settle();
  expect(kernel.calls.filter((call) => call.startsWith("kill"))).toEqual([`kill(${COMMAND}, ${signal})`]);
});

test("SIGCHLD is not for the command", () => {
  const kernel = new ModelKernel().boot().settle();
  kernel.send(SIGCHLD);
  kernel.settle();
  expect(kernel.forwarded.size).toBe(0);
});

test("a command that ended before we first looked", () => {
  const kernel = new ModelKernel().boot();
  kernel.end(COMMAND, exited(5));
  expect(kernel.settle().exitCode).toBe(5);
});

test("children that had ended before we were executed are reaped though no signal tells of them", () => {
  const kernel = new ModelKernel();
  const earlier = kernel.spawn(1);
  kernel.end(earlier, 0);
  kernel.pending.length = 0;
  expect(kernel.boot().settle().zombiesOfInit()).toEqual([]);
});

test("signals are blocked, and SIGCHLD has its default action, before there is a child", () => {
  const kernel = new ModelKernel().boot();
  expect(kernel.calls).toEqual(["blockSignals(true)", `setAction(${SIGCHLD}, false)`, "fork()"]);
});

test("a flood of lower signals does not hide that a child ended", () => {
  const kernel = new ModelKernel().boot().settle();
  kernel.end(COMMAND, exited(7));
  for (let steps = 0; steps < 10 && kernel.exitCode === undefined; steps++) {
    kernel.send(SIGHUP);
    kernel.step();
  }
  expect(kernel.exitCode).toBe(7);
});

test("a flood of orphans does not hide a signal", () => {
  const kernel = new ModelKernel().boot().settle();
  const orphan = () => kernel.end(kernel.spawn(1), 0);
  orphan();
  kernel.send(SIGTERM);
  // SIGTERM is the lower number, so it is forwarded at once; the second one comes amid the reaping.
  kernel.step();
  kernel.send(SIGTERM);
  for (let steps = 0; steps < 500 && kernel.forwarded.get(SIGTERM) !== 2; steps++) {
    orphan();
    kernel.step();
  }
  expect(kernel.forwarded.get(SIGTERM)).toBe(2);
});

test("among orphans we look for signals after 128 of them, and go on if there is none", () => {
  const kernel = new ModelKernel().boot().settle();
  for (let count = 0; count < 300; count++) kernel.end(kernel.spawn(1), 0);
  kernel.step();
  for (let reaped = 0; reaped < 128; reaped++) {
    expect(kernel.next).toBe(REAP);
    kernel.step();
  }
  expect(kernel.next).toBe(POLL);
  expect(kernel.settle().exitCode).toBeUndefined();
  expect(kernel.zombiesOfInit()).toEqual([]);
  expect(kernel.output[2]).toBe("");
});

test.each([
  [EAGAIN, "too many processes"],
  [ENOMEM, "out of memory"],
  [EINVAL, `error ${EINVAL}`],
])("fork fails with %i", (error, words) => {
  const kernel = new ModelKernel({ forkResult: -error }).boot();
  expect(kernel.exitCode).toBe(1);
  expect(kernel.output[2]).toBe(`pid-one: cannot start a process: ${words}\n`);
});

test("a signal that may not be sent is reported, and we go on", () => {
  const kernel = new ModelKernel().boot().settle();
  kernel.failures.kill = -EPERM;
  kernel.send(SIGTERM);
  kernel.settle();
  expect(kernel.output[2]).toBe("pid-one: cannot forward SIGTERM to 2: not permitted\n");
  kernel.end(COMMAND, exited(0));
  expect(kernel.settle().exitCode).toBe(0);
});

test("a signal to a command that is gone is no matter to report", () => {
  const kernel = new ModelKernel().boot().settle();
  kernel.failures.kill = -constants.errno.ESRCH;
  kernel.send(SIGTERM);
  expect(kernel.settle().output[2]).toBe("");
});

test("an interrupted wait goes on", async () => {
  const { onSignal } = await import("../../src/init/init");
  const kernel = new ModelKernel().boot().settle();
  kernel.next = onSignal(-EINTR);
  expect(kernel.settle().exitCode).toBeUndefined();
  expect(kernel.output[2]).toBe("");
});

test("a wait that cannot work ends us with a message, not in a busy loop", async () => {
  const { onSignal } = await import("../../src/init/init");
  const kernel = new ModelKernel().boot().settle();
  expect(onSignal(-EINVAL)).toBe(1);
  expect(kernel.output[2]).toBe(`pid-one: cannot wait for the command: error ${EINVAL}\n`);
});

test("a command that vanished without a status ends us", () => {
  const kernel = new ModelKernel({ args: ["-vvv", "x"] }).boot().settle();
  kernel.output[2] = "";
  kernel.processes.clear();
  kernel.send(SIGCHLD);
  expect(kernel.settle().exitCode).toBe(1);
  expect(kernel.output[2]).toBe("pid-one: received SIGCHLD\npid-one: cannot wait for the command: there is no child\n");
});
