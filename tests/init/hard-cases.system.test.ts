/** The init where a system is at its limits: many orphans, no process more, no descriptor more, long arguments. */
import { mkdir, readFile, rmdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
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

/** The folder in which cgroups with a pids limit can be made by mkdir, of cgroup v1 or v2; nothing if there is none. */
async function findPidsController(): Promise<string | undefined> {
  const mounts = (await readFile("/proc/self/mounts", "utf8")).split("\n").map((line) => line.split(" "));
  const ours = (await readFile("/proc/self/cgroup", "utf8")).split("\n").map((line) => line.split(":"));
  for (const [, point = "", type, options = ""] of mounts) {
    const isV1 = type === "cgroup" && options.split(",").includes("pids");
    if (!isV1 && type !== "cgroup2") continue;
    const path = ours.find(([, names = ""]) => (isV1 ? names.split(",").includes("pids") : names === ""))?.[2] ?? "/";
    // In v2 only a parent that hands the controller down will do; and in a container our path may not be in sight.
    const inSight = join(point, path).startsWith(point);
    for (let folder = inSight ? join(point, path) : point; folder.startsWith(point); folder = dirname(folder)) {
      const probe = await makeCgroup(folder, "probe");
      const hasLimit = probe && (await readFile(join(probe, "pids.max")).catch(() => undefined));
      if (probe) await rmdir(probe);
      if (hasLimit) return folder;
    }
  }
  return undefined;
}

const makeCgroup = (parent: string, name: string): Promise<string | undefined> => {
  const folder = join(parent, `pid-one-test-${process.pid}-${name}`);
  return mkdir(folder).then(
    () => folder,
    () => undefined,
  );
};

/** Ends what is in a cgroup, and removes it. */
async function removeCgroup(folder: string): Promise<void> {
  await eventually(async () => {
    const members = (await readFile(join(folder, "cgroup.procs"), "utf8")).split("\n").map(Number).filter(Boolean);
    for (const pid of members) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It ended meanwhile.
      }
    }
    return rmdir(folder).then(
      () => true,
      () => false,
    );
  });
}

describe("under a pids limit", async () => {
  const pidsMax = 64;
  const controller = await findPidsController();
  if (!controller) console.warn("\nNOT TESTED: a fork bomb, for want of a pids controller whose cgroups we may make\n");
  test.runIf(process.env.CI)("CI has a pids controller", () => expect(controller).toBeDefined());

  /** A new cgroup, gone after the test, and the words before a command that runs it in there. */
  async function limit(name: string) {
    const cgroup = await makeCgroup(controller ?? "", name);
    if (!cgroup) throw new Error(`no cgroup could be made in ${controller}`);
    onTestFinished(() => removeCgroup(cgroup));
    await writeFile(join(cgroup, "pids.max"), `${pidsMax}`);
    const enter = ["sh", "-c", 'echo $$ > "$0/cgroup.procs" && exec "$@"', cgroup];
    return { cgroup, inside: [...enter, ...AS_PID_1] };
  }

  test.skipIf(!controller)("a fork bomb does not hurt the init: it reaps, forwards SIGTERM, and ends", async () => {
    const { cgroup, inside } = await limit("bomb");
    const running = new Running([...inside, built.init, built.fixture("fork-bomb")]);
    await running.until(/full\n/);
    expect(await readFile(join(cgroup, "pids.events"), "utf8")).toMatch(/^max [1-9]/m);
    // Without reaping, zombies would take up all the room.
    await running.until(/room again\n/);
    process.kill(await onlyChildOf(running.pid), "SIGTERM");
    expect(await running.ended).toBe(7);
    expect(running.stdout).toBe("full\nroom again\nterminated\n");
    expect(running.stderr).toBe("");
    await eventually(async () => (await readFile(join(cgroup, "cgroup.procs"), "utf8")) === "");
  });
});
