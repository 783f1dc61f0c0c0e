/** The init where a system is at its limits: many orphans, no process more, no descriptor more, long arguments. */
import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { makeGuest } from "../server/sandbox/oci/guest.ts";
import { findPidsController, runForkBomb, survived } from "./fork-bomb.ts";
import { AS_PID_1, childrenOf, eventually, finish, onlyChildOf, Running, useRealInit } from "./real-init.ts";

const built = useRealInit();

test("twenty thousand orphans are reaped, and none is left when the command is asked to end", async () => {
  const running = new Running([...AS_PID_1, built.init, built.fixture("make-orphans"), "20000"]);
  await running.until(/done/);
  const init = await onlyChildOf(running.pid);
  await eventually(async () => (await childrenOf(init)).length === 1);
  process.kill(init, "SIGTERM");
  expect(await running.ended).toBe(143);
});

test("a command that has ended before the init looks is not missed", async () => {
  const codes = [];
  for (let left = 50; left > 0; left--) {
    codes.push((await finish([...AS_PID_1, built.init, built.fixture("exit-at-once")])).code);
    codes.push((await finish([built.init, "-s", built.fixture("exit-at-once")])).code);
  }
  expect(codes).toEqual(Array(100).fill(7));
});

test("fifty thousand arguments, a megabyte in all, come through unchanged", async () => {
  const many = Array.from({ length: 50_000 }, (_, at) => `argument ${at}`.padEnd(20, "."));
  const { code, stdout, stderr } = await finish([...AS_PID_1, built.init, "/usr/bin/printf", "%s\\n", ...many]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  // Not toEqual: nobody wants to read the difference of two megabytes.
  expect(stdout === `${many.join("\n")}\n`).toBe(true);
});

describe("without a file descriptor to spare", () => {
  const limited = [...AS_PID_1, "sh", "-c", 'ulimit -n 3 && exec "$0" "$@"'];
  const descriptorsMax = async (pid: number) =>
    /^Max open files\s+(\d+)/m.exec(await readFile(`/proc/${pid}/limits`, "utf8"))?.[1];

  test("orphans are reaped, signals forwarded, and the end told", async () => {
    const running = new Running([...limited, built.init, "-v", built.fixture("make-orphans"), "20"]);
    await running.until(/done/);
    const init = await onlyChildOf(running.pid);
    expect(await descriptorsMax(init)).toBe("3");
    await eventually(async () => running.stderr.split("reaped").length > 20);
    process.kill(init, "SIGTERM");
    expect(await running.ended).toBe(143);
    expect(running.stderr).toMatch(/forwarded SIGTERM to 2\n.*exiting with 143: 2 was killed by SIGTERM\n$/s);
  });

  test("a command that is not there is named", async () => {
    expect(await finish([...limited, built.init, "/no/such"])).toEqual({
      code: 127,
      stdout: "",
      stderr: "pid-one: cannot run '/no/such': it, or the interpreter that its first line names, is not there\n",
    });
  });
});

describe("under a pids limit", async () => {
  const controller = await findPidsController();
  if (!controller) console.warn("\nNOT TESTED: a fork bomb, for want of a pids controller whose cgroups we may make\n");
  test.runIf(process.env.CI)("CI has a pids controller", () => expect(controller).toBeDefined());

  test.skipIf(!controller)("a fork bomb does not hurt the init: it reaps, forwards SIGTERM, and ends", async () => {
    expect(await runForkBomb(built.init, built.fixture("fork-bomb"), controller ?? "")).toEqual(survived);
  });
});

describe("under a pids limit of cgroup v2, in a virtual machine", () => {
  /** Now and then the emulator makes Node itself crash; a fault of ours comes back each time. */
  test("a fork bomb does not hurt the init", { timeout: 420_000, retry: 2 }, async () => {
    await using guest = await makeGuest({ "new-init": built.init, "fork-bomb": built.fixture("fork-bomb") });
    const said = await guest.run(`
      echo +pids > /sys/fs/cgroup/cgroup.subtree_control
      exec node tests/init/fork-bomb-program.ts /repository/new-init /repository/fork-bomb`);
    expect(JSON.parse(said)).toEqual({ controller: "/sys/fs/cgroup", ...survived });
  });
});
