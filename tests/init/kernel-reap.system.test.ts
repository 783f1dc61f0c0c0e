/** `--kernel-reap` on a real kernel: one that can (Linux 6.15), and the ways in which it cannot. */
import { describe, expect, test } from "vitest";
import { AS_PID_1, childrenOf, eventually, finish, onlyChildOf, Running, statusOf, useRealInit } from "./real-init.ts";

const built = useRealInit();
const CANNOT = "pid-one: --kernel-reap needs Linux 6.15 and two free descriptors: reaping orphans ourselves\n";

const asPid1 = (...args: string[]) => [...AS_PID_1, built.init, ...args];

/** How often PID 1 slept and was woken while 20,000 orphans came and went, its start included. */
async function wakeUps(...options: string[]): Promise<number> {
  const running = new Running(asPid1(...options, built.fixture("make-orphans"), "20000"));
  await running.until(/done/);
  const init = await onlyChildOf(running.pid);
  await eventually(async () => (await childrenOf(init)).length === 1);
  const switches = Number((await statusOf(init)).voluntary_ctxt_switches);
  process.kill(init, "SIGTERM");
  expect(await running.ended).toBe(143);
  return switches;
}

describe("where the kernel tells how a reaped command ended", async () => {
  const [major = 0, minor = 0] = (await finish(["uname", "-r"])).stdout.split(".").map(Number);
  const can = major > 6 || (major === 6 && minor >= 15);
  if (!can) console.warn("\nNOT TESTED: --kernel-reap, which needs Linux 6.15\n");
  test.runIf(process.env.CI)("CI has such a kernel", () => expect(can).toBe(true));

  test.runIf(can)("no orphan wakes PID 1", { timeout: 180_000 }, async () => {
    const [kernel, ours] = [await wakeUps("--kernel-reap"), await wakeUps()];
    console.log(`wake-ups of PID 1 for 20,000 orphans: ${kernel} with --kernel-reap, ${ours} without`);
    expect(kernel).toBeLessThan(20);
    expect(ours).toBeGreaterThan(100);
  });

  test.runIf(can).each([
    ["exit 0", 0],
    ["exit 77", 77],
    ["kill -KILL $$", 137],
    ["sleep 100 & exit 3", 3],
  ])("`%s` gives %i", async (script, code) => {
    expect(await finish(asPid1("--kernel-reap", "sh", "-c", script))).toEqual({ code, stdout: "", stderr: "" });
  });

  test.runIf(can)("a command that ends at once is not missed", async () => {
    const codes = [];
    for (let left = 50; left > 0; left--)
      codes.push((await finish(asPid1("--kernel-reap", built.fixture("exit-at-once")))).code);
    expect(codes).toEqual(Array(50).fill(7));
  });

  test.runIf(can)("signals are forwarded, and the command waits for its own children as ever", async () => {
    const script = "trap 'echo came' USR1; (exit 4); echo $?; sleep 100 & while ! wait $!; do :; done";
    const running = new Running(asPid1("--kernel-reap", "sh", "-c", script));
    await running.until(/4\n/);
    const init = await onlyChildOf(running.pid);
    process.kill(init, "SIGUSR1");
    await running.until(/came/);
    process.kill(init, "SIGTERM");
    expect(await running.ended).toBe(143);
  });

  test.runIf(can)("--grace has its time, and its end is seen", async () => {
    const left = "trap 'echo left; exit' TERM; echo ready; while :; do sleep 0.01; done";
    const running = new Running(asPid1("--kernel-reap", "--grace", "50", "sh", "-c", `(${left}) & exec sleep 100`));
    await running.until(/ready/);
    process.kill(await onlyChildOf(running.pid), "SIGTERM");
    expect(await running.ended).toBe(143);
    expect(running.stdout).toBe("ready\nleft\n");
  });
});

test("without two descriptors it says so, and reaps itself", async () => {
  const limited = [...AS_PID_1, "sh", "-c", 'ulimit -n 3 && exec "$0" "$@"'];
  expect(await finish([...limited, built.init, "--kernel-reap", built.fixture("exit-at-once")])).toEqual({
    code: 7,
    stdout: "",
    stderr: CANNOT,
  });
});
