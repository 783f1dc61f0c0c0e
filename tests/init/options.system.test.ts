/** What each option does on the real kernel. */
import { setTimeout } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import {
  AS_PID_1,
  eventually,
  finish,
  isGone,
  onlyChildOf,
  Running,
  statOf,
  statusOf,
  useRealInit,
} from "./real-init.ts";

const built = useRealInit();
const isStopped = async (pid: number) => (await statusOf(pid)).State === "T (stopped)";

test.each([
  ["neither PID 1 nor a subreaper", [], {}, /^pid-one: not PID 1, so no orphan comes here/],
  ["-s", ["-s"], {}, /^$/],
  ["TINI_SUBREAPER", [], { TINI_SUBREAPER: "" }, /^$/],
  ["TINI_VERBOSITY=0", [], { TINI_VERBOSITY: "0" }, /^$/],
])("%s", async (_, options, env, stderr) => {
  const result = await finish([built.init, ...options, "true"], { env });
  expect(result).toMatchObject({ code: 0, stderr: expect.stringMatching(stderr) });
});

test("-s adopts and reaps orphans outside PID 1", async () => {
  const running = new Running([built.init, "-sw", built.fixture("make-orphans"), "20"]);
  await running.until(/done/);
  await eventually(async () => running.stderr.match(/reaped \d+, .*\n/g)?.length === 20);
  expect(running.stderr.match(/reaped \d+, exited with 0\n/g)).toHaveLength(19);
});

test("-p KILL ends the init with its parent", async () => {
  const running = new Running(["sh", "-c", `${built.init} -s -p KILL ${built.fixture("print-signals")}; true`]);
  await running.until(/ready/);
  const init = await onlyChildOf(running.pid);
  const command = await onlyChildOf(init);
  process.kill(running.pid, "SIGKILL");
  await eventually(() => isGone(init));
  process.kill(command, "SIGKILL");
});

test("-p TERM is forwarded as any signal when the parent ends", async () => {
  const running = new Running(["sh", "-c", `${built.init} -s -p TERM ${built.fixture("print-signals")}; true`]);
  await running.until(/ready/);
  const command = await onlyChildOf(await onlyChildOf(running.pid));
  process.kill(running.pid, "SIGKILL");
  await running.until(/signal 15/);
  process.kill(command, "SIGKILL");
});

describe("a grandchild whose parent ignores SIGTERM", () => {
  const script = "trap '' TERM; (trap 'echo grandchild; exit' TERM; echo ready; while :; do sleep 0.02; done) & wait";
  test.each([
    ["gets it with -g", ["-g"], {}],
    ["gets it with TINI_KILL_PROCESS_GROUP", [], { TINI_KILL_PROCESS_GROUP: "1" }],
  ])("%s", async (_, options, env) => {
    const running = new Running([...AS_PID_1, built.init, ...options, "sh", "-c", script], { env });
    await running.until(/ready/);
    process.kill(await onlyChildOf(running.pid), "SIGTERM");
    await running.until(/grandchild/);
    expect(await running.ended).toBe(0);
  });

  test("does not get it otherwise", async () => {
    const running = new Running([...AS_PID_1, built.init, "-v", "sh", "-c", script]);
    await running.until(/ready/);
    process.kill(await onlyChildOf(running.pid), "SIGTERM");
    await running.until(/forwarded SIGTERM/, "stderr");
    await setTimeout(100);
    expect(running.stdout).toBe("ready\n");
  });
});

test("-r sends another signal, or none", async () => {
  const options = ["-r", "TERM:QUIT", "--rewrite", "10:SIGRTMIN+3", "-r", "INT:0"];
  const running = new Running([...AS_PID_1, built.init, ...options, built.fixture("print-signals")]);
  await running.until(/ready/);
  const init = await onlyChildOf(running.pid);
  for (const [name, seen] of [
    ["SIGINT", ""],
    ["SIGTERM", "signal 3\n"],
    ["SIGUSR1", "signal 37\n"],
  ] as const) {
    process.kill(init, name);
    await running.until(new RegExp(seen));
  }
  expect(running.stdout).toBe("ready\nsignal 3\nsignal 37\n");
});

test.each(["SIGTSTP", "SIGTTIN", "SIGTTOU"] as const)(
  "%s stops the command and us; SIGCONT wakes both",
  async (name) => {
    const running = new Running([built.init, "-s", "cat"]);
    const init = running.pid;
    running.process.stdin.write("one\n");
    await running.until(/one/);
    const command = await onlyChildOf(init);
    process.kill(init, name);
    await eventually(async () => (await isStopped(command)) && (await isStopped(init)));
    process.kill(init, "SIGCONT");
    running.process.stdin.write("two\n");
    await running.until(/two/);
    expect(await isStopped(init)).toBe(false);
    expect((await statOf(command)).parent).toBe(init);
  },
);

test("SIGTSTP stops the command of PID 1, which goes on itself", async () => {
  const running = new Running([...AS_PID_1, built.init, "cat"]);
  running.process.stdin.write("one\n");
  await running.until(/one/);
  const init = await onlyChildOf(running.pid);
  const command = await onlyChildOf(init);
  process.kill(init, "SIGTSTP");
  await eventually(() => isStopped(command));
  process.kill(init, "SIGCONT");
  running.process.stdin.write("two\n");
  await running.until(/two/);
});

test.each([
  [["-e", "3"], "exit 3", 0],
  [["-e", "3", "-e", "143"], "kill -TERM $$", 0],
  [["-e", "3"], "exit 4", 4],
])("%j: sh -c '%s' gives %i", async (options, script, code) => {
  expect((await finish([...AS_PID_1, built.init, ...options, "sh", "-c", script])).code).toBe(code);
});

test("--explain starts nothing", async () => {
  const { code, stdout, stderr } = await finish([...AS_PID_1, built.init, "--explain", "sh", "-c", "echo started"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^start sh as our child: .*\n(.+: .+\n)+$/);
});
