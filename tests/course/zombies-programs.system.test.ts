/** The programs of the lab `zombies`, as PID 1 of a real PID namespace. */
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

const run = promisify(execFile);
const bin = resolve("labs/zombies/bin");

/** Runs a script in the lab's shell, below `init` if one is named. Resolves to its output and exit code. */
async function inLab(script: string, init: string[] = []): Promise<{ output: string; code: number }> {
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` };
  const command = ["--fork", "--pid", "--mount-proc", ...init, `${bin}/app`, "bash", "-c", script];
  return await run("unshare", command, { env }).then(
    ({ stdout }) => ({ output: stdout, code: 0 }),
    (error: { stdout: string; code: number }) => ({ output: error.stdout, code: error.code }),
  );
}

/** Of the processes called `name`, state and parent. */
function processes(output: string, name: string): string[] {
  const lines = output.split("\n").map((line) => line.trim().split(/\s+/));
  return lines.filter(([, , comm]) => comm === name).map(([ppid, state]) => `${state} below ${ppid}`);
}

/** Lists the processes once so many lines match, or in half a minute as they are then. */
const listOnce = (count: number, pattern: string) => `for _ in {1..300}; do
  list=$(ps -e -o ppid=,state=,comm=)
  [ "$(grep -c '${pattern}' <<< "$list")" = ${count} ] && break
  sleep 0.1
done; echo "$list"`;
const isRoot = process.getuid?.() === 0;

describe.runIf(isRoot)("labs/zombies/bin", () => {
  test("app ends with its shell's status", async () => {
    expect((await inLab("exit 7")).code).toBe(7);
    expect((await inLab("kill -TERM $$")).code).toBe(128 + 15);
  });

  test("app as PID 1 adopts orphans and never reaps them", async () => {
    const { output } = await inLab(`make-orphans 2 0; ${listOnce(2, "Z orphan")}`);
    expect(output).toMatch(/make-orphans: PID \d+ started 2: \d+ \d+\.\nIt exits in a second\./);
    expect(processes(output, "orphan")).toEqual(["Z below 1", "Z below 1"]);
  });

  test("an orphan that lives is asleep below PID 1", async () => {
    const { output } = await inLab(`make-orphans 1 99; ${listOnce(1, "1 S orphan")}`);
    expect(processes(output, "orphan")).toEqual(["S below 1"]);
  });

  test("under an init, orphans are reaped", async () => {
    const { output } = await inLab(`make-orphans 2 0; ${listOnce(0, "orphan")}`, ["tini", "--"]);
    expect(processes(output, "orphan")).toEqual([]);
    expect(processes(output, "app")).toEqual(["S below 1"]);
  });

  test("the children of make-zombies stay its zombies, whatever PID 1 is, and app keeps them when it ends", async () => {
    for (const init of [[], ["tini", "--"]]) {
      const left = init.length > 0 ? listOnce(0, "child") : listOnce(2, "^ *1 Z child");
      const script = `make-zombies 2 & ${listOnce(2, "Z child")}; kill $!; echo; ${left}`;
      const [before = "", after = ""] = (await inLab(script, init)).output.split("\n\n");
      expect(processes(before, "child")).toEqual([expect.stringMatching(/^Z/), expect.stringMatching(/^Z/)]);
      expect(processes(before, "child")).not.toContain("Z below 1");
      expect(processes(after, "child")).toEqual(init.length > 0 ? [] : ["Z below 1", "Z below 1"]);
    }
  });

  test("PID 1 cannot be killed from inside", async () => {
    expect((await inLab("kill 1; kill -KILL 1; sleep 0.2; exit 3")).code).toBe(3);
  });

  test.each(["make-zombies 0", "make-zombies many", "make-orphans x", "make-orphans 1 soon"])(
    "%s is answered with how to use it",
    async (command) => {
      expect((await inLab(`${command} 2>&1`)).output).toMatch(/^Usage: make-/);
    },
  );
});
