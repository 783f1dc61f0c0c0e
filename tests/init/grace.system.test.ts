/** `--grace` and `--report` on the real kernel. */
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { AS_PID_1, childrenOf, eventually, finish, onlyChildOf, Running, useRealInit } from "./real-init.ts";

const built = useRealInit();

/** The command is gone at SIGTERM with code 3; what it left says so when it gets SIGTERM, and ends then or does not. */
const leaving = (then: string) =>
  `trap 'exit 3' TERM
   setsid sh -c 'trap "echo rest; ${then}" TERM; echo ready; while :; do sleep 0.02; done' &
   while :; do sleep 0.02; done`;

test("what the command left gets SIGTERM, and time to end", async () => {
  const running = new Running([...AS_PID_1, built.init, "--grace", "60", "sh", "-c", leaving("exit")]);
  await running.until(/ready/);
  process.kill(await onlyChildOf(running.pid), "SIGTERM");
  expect(await running.ended).toBe(3);
  expect(running.stdout).toBe("ready\nrest\n");
});

test("what does not end is killed when the time is up", async () => {
  const running = new Running([...AS_PID_1, built.init, "-v", "--grace", "1", "sh", "-c", leaving(":")]);
  await running.until(/ready/);
  const init = await onlyChildOf(running.pid);
  const start = performance.now();
  process.kill(init, "SIGTERM");
  expect(await running.ended).toBe(3);
  expect(running.stdout).toContain("rest\n");
  expect(performance.now() - start).toBeGreaterThan(950);
  expect(running.stderr).toMatch(/sent SIGTERM to all that is left\n.*sent SIGKILL to all that is left\n$/s);
});

test("without --grace it is cut off", async () => {
  const running = new Running([...AS_PID_1, built.init, "sh", "-c", leaving("exit")]);
  await running.until(/ready/);
  process.kill(await onlyChildOf(running.pid), "SIGTERM");
  expect(await running.ended).toBe(3);
  expect(running.stdout).toBe("ready\n");
});

test("outside PID 1 it means the command's group", async () => {
  const script = leaving("exit").replace("setsid", "");
  const running = new Running([built.init, "-s", "--grace", "60", "sh", "-c", script]);
  await running.until(/ready/);
  process.kill(running.pid, "SIGTERM");
  expect(await running.ended).toBe(3);
  expect(running.stdout).toBe("ready\nrest\n");
});

test("--report writes what happened, and the command has no part in it", async () => {
  const file = `${built.folder}/report`;
  const script = `exec ${built.init} --report 3 sh -c 'test -e /proc/$$/fd/3 || echo none; (true &); wait; exit 7' 3>${file}`;
  const { code, stdout } = await finish([...AS_PID_1, "sh", "-c", script]);
  expect(code).toBe(7);
  expect(stdout).toBe("none\n");
  const events = (await readFile(file, "utf8"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(events[0]).toMatchObject({ event: "started", pid: 2, command: "sh" });
  expect(events.slice(-2)).toMatchObject([
    { event: "child-exited", pid: 2, code: 7 },
    { event: "exiting", code: 7 },
  ]);
});

test("a report that nobody reads does not hold us up, and tells how much is missing", async () => {
  // A FIFO holds 64 KiB; 3,000 lines are more.
  const script = `mkfifo $1/lines; exec 3<>$1/lines; $1/pid-one -s --report 3 $1/make-orphans 3000 & exec cat`;
  const running = new Running(["sh", "-c", script, "sh", built.folder]);
  await running.until(/done/);
  const [init = 0] = await childrenOf(running.pid);
  await eventually(async () => (await childrenOf(init)).length === 1);
  const reader = new Running(["cat", `${built.folder}/lines`]);
  await reader.until(/adopted.*\n/);
  await eventually(async () => {
    process.kill(init, "SIGUSR2");
    return /forwarded.*SIGUSR2|child-exited/.test(reader.stdout);
  });
  const dropped = [...reader.stdout.matchAll(/"dropped",.*"lines":(\d+)/g)];
  expect(dropped.length).toBeGreaterThan(0);
  expect(Number(dropped[0]?.[1])).toBeGreaterThan(1000);
});

test("a --report to a closed descriptor is refused", async () => {
  const script = `${built.init} --report 7 true 7>&-`;
  expect(await finish(["sh", "-c", script])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("'--report 7'"),
  });
});
