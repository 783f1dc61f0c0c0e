/** Which signal sent to the init has which effect. */
import { constants } from "node:os";
import { expect, test } from "vitest";
import { AS_PID_1, finish, onlyChildOf, Running, statOf, statusOf, useRealInit } from "./real-init.ts";

const built = useRealInit();
const { SIGCHLD, SIGKILL, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU, SIGUSR2 } = constants.signals;
const JOB_CONTROL = [SIGTSTP, SIGTTIN, SIGTTOU];
const forwardable = Array.from({ length: 64 }, (_, at) => at + 1).filter(
  (signal) => ![SIGCHLD, SIGKILL, SIGSTOP, ...JOB_CONTROL].includes(signal),
);

/** Sends each signal, waits until the command tells of it, and gives all that it told. */
async function effects(running: Running, send: (signal: number) => Promise<unknown>, signals = forwardable) {
  await running.until(/ready/);
  for (const signal of signals) {
    await send(signal);
    await running.until(new RegExp(`^signal ${signal}$`, "m"));
  }
  return running.stdout.trim().split("\n").slice(1);
}
const kill = (pid: number | string, signal: number) => finish(["/bin/kill", `-${signal}`, `${pid}`]);

test("as PID 1, each signal from outside comes to the command once", async () => {
  const running = new Running([...AS_PID_1, built.init, built.fixture("print-signals")]);
  await running.until(/ready/);
  const init = await onlyChildOf(running.pid);
  expect(await effects(running, (signal) => kill(init, signal))).toEqual(
    forwardable.map((signal) => `signal ${signal}`),
  );
});

test("as PID 1, each signal from inside comes to the command once", async () => {
  const running = new Running([...AS_PID_1, built.init, built.fixture("print-signals")]);
  await running.until(/ready/);
  const init = await onlyChildOf(running.pid);
  const inside = ["nsenter", "--target", `${init}`, "--pid", "--mount", "/bin/kill"];
  const send = async (signal: number) => expect((await finish([...inside, `-${signal}`, "1"])).code).toBe(0);
  expect(await effects(running, send)).toEqual(forwardable.map((signal) => `signal ${signal}`));
});

test("not as PID 1, each signal comes to the command once", async () => {
  const running = new Running([built.init, built.fixture("print-signals")]);
  expect(await effects(running, (signal) => kill(running.pid, signal))).toEqual(
    forwardable.map((signal) => `signal ${signal}`),
  );
});

test("SIGCHLD is not forwarded", async () => {
  const running = new Running([...AS_PID_1, built.init, built.fixture("print-signals")]);
  await running.until(/ready/);
  const init = await onlyChildOf(running.pid);
  await kill(init, SIGCHLD);
  expect(await effects(running, (signal) => kill(init, signal), [SIGUSR2])).toEqual([`signal ${SIGUSR2}`]);
});

test.each([SIGKILL, SIGSTOP])("signal %i from inside does nothing to PID 1", async (signal) => {
  const running = new Running([...AS_PID_1, built.init, built.fixture("print-signals")]);
  await running.until(/ready/);
  const init = await onlyChildOf(running.pid);
  await finish(["nsenter", "--target", `${init}`, "--pid", "--mount", "/bin/kill", `-${signal}`, "1"]);
  expect(await effects(running, (other) => kill(init, other), [SIGUSR2])).toEqual([`signal ${SIGUSR2}`]);
});

test("SIGKILL from outside ends PID 1 and its command", async () => {
  const running = new Running([...AS_PID_1, built.init, built.fixture("print-signals")]);
  await running.until(/ready/);
  const init = await onlyChildOf(running.pid);
  const command = await onlyChildOf(init);
  await kill(init, SIGKILL);
  await running.ended;
  await expect(statusOf(command)).rejects.toThrow("ENOENT");
});

test("the command has a session of its own, an empty mask and default actions, whatever we were given", async () => {
  const command = [built.fixture("ignoring"), built.init, "/bin/sh", "-c", "echo ready; exec sleep 1000"];
  const running = new Running(command);
  await running.until(/ready/);
  const child = await onlyChildOf(running.pid);
  const { SigBlk, SigIgn, ShdPnd } = await statusOf(child);
  expect([SigBlk, SigIgn, ShdPnd]).toEqual(Array(3).fill("0000000000000000"));
  expect(await statOf(child)).toMatchObject({ group: child, session: child });
});
