/** Orphans, and what the init says of them. */
import { expect, test } from "vitest";
import { AS_PID_1, childrenOf, eventually, isZombie, onlyChildOf, Running, useRealInit } from "./real-init.ts";

const built = useRealInit();

test("five thousand orphans are reaped", async () => {
  const running = new Running([...AS_PID_1, built.init, built.fixture("make-orphans"), "5000"]);
  await running.until(/done/);
  const init = await onlyChildOf(running.pid);
  await eventually(async () => (await childrenOf(init)).length === 1);
});

test("-v tells of each orphan", async () => {
  const running = new Running([...AS_PID_1, built.init, "-v", built.fixture("make-orphans"), "20"]);
  await running.until(/reaped \d+, exited with 9\n/, "stderr");
  await eventually(async () => running.stderr.match(/reaped \d+, .*\n/g)?.length === 20);
  expect(running.stderr.match(/reaped \d+, exited with 0\n/g)).toHaveLength(19);
});

test("the zombie of a living parent that does not wait is not ours to reap, until the parent is gone", async () => {
  const script = `${built.fixture("make-zombie")} & wait; cat`;
  const running = new Running([...AS_PID_1, built.init, "-v", "sh", "-c", script]);
  const [, zombie] = await running.until(/zombie (\d+)\n/);
  const init = await onlyChildOf(running.pid);
  const parent = await onlyChildOf(await onlyChildOf(init));
  expect(await isZombie(await onlyChildOf(parent))).toBe(true);
  // What PID 1 does next shows that it had its chance: it reaps only when it is woken.
  process.kill(init, "SIGCHLD");
  process.kill(init, "SIGWINCH");
  await running.until(/forwarded SIGWINCH/, "stderr");
  expect(running.stderr).not.toContain("reaped");
  process.kill(parent, "SIGKILL");
  await running.until(new RegExp(`reaped ${zombie}, exited with 0\n`), "stderr");
  running.process.stdin.end();
  expect(await running.ended).toBe(0);
  expect(running.stderr.match(/reaped/g)).toHaveLength(1);
});

test("-v tells of the start, each signal, and the end", async () => {
  const running = new Running([...AS_PID_1, built.init, "-v", built.fixture("print-signals")]);
  await running.until(/ready/);
  const init = await onlyChildOf(running.pid);
  process.kill(init, "SIGUSR1");
  await running.until(/signal 10/);
  process.kill(await onlyChildOf(init), "SIGKILL");
  expect(await running.ended).toBe(137);
  expect(running.stderr).toBe(
    `pid-one: started ${built.fixture("print-signals").slice(0, 100)} as 2\n` +
      "pid-one: forwarded SIGUSR1 to 2\npid-one: exiting with 137: 2 was killed by SIGKILL\n",
  );
});

test("messages that nobody reads do not hold us up", async () => {
  // A FIFO holds 64 KiB; 4,000 lines are more.
  const script = `mkfifo $1/full; exec 3<>$1/full; exec $1/pid-one -vvv $1/make-orphans 4000 2>&3`;
  const running = new Running([...AS_PID_1, "sh", "-c", script, "sh", built.folder]);
  await running.until(/done/);
  process.kill(await onlyChildOf(running.pid), "SIGTERM");
  expect(await running.ended).toBe(143);
});

test("a reader of messages that went away is no signal to the command", async () => {
  const script = `mkfifo $1/gone; exec 4<>$1/gone 5>$1/gone 4<&-; exec $1/pid-one -v $1/print-signals 2>&5`;
  const running = new Running([...AS_PID_1, "sh", "-c", script, "sh", built.folder]);
  await running.until(/ready/);
  const init = await onlyChildOf(running.pid);
  for (const [name, number] of [
    ["SIGUSR1", 10],
    ["SIGUSR2", 12],
    ["SIGTERM", 15],
  ] as const) {
    process.kill(init, name);
    await running.until(new RegExp(`signal ${number}\n`));
  }
  expect(running.stdout).toBe("ready\nsignal 10\nsignal 12\nsignal 15\n");
});
