/** Nothing is left: after a stop, after a start that fails, after a server that was killed. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, rm } from "node:fs/promises";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { specForTest, startSandboxForTest } from "../contract/sandboxes.ts";
import { prompt, Screen } from "../contract/screen.ts";
import { artifacts } from "./artifacts.ts";
import { driverForTest, makeStateFolder } from "./fixture.ts";
import { serverNames, tracesOf } from "./traces.ts";

let stateDir: string;
beforeEach(async () => {
  stateDir = await makeStateFolder();
});
afterEach(async () => {
  // A test that fails half-way leaves no sandbox on the machine either.
  await using last = await driverForTest({ stateDir });
  await last.driver.removeLeftovers();
  await rm(stateDir, { recursive: true, force: true });
});

test("stopping removes all of a sandbox, at once and however often", async () => {
  await using started = await driverForTest({ stateDir });
  const sandbox = await started.driver.start(specForTest());
  const servers = await serverNames(stateDir);
  await new Screen(sandbox.terminal).shows(prompt);
  const second = new Screen(await sandbox.openTerminal({ cols: 80, rows: 24 }));
  await second.shows(prompt);
  expect(await tracesOf(stateDir, servers)).not.toEqual([]);

  await Promise.all([sandbox.stop(), sandbox.stop()]);
  await sandbox.stop();
  await started.driver.close();
  expect(await tracesOf(stateDir, servers)).toEqual([]);
});

test("a sandbox that ends by itself leaves nothing either", async () => {
  await using started = await driverForTest({ stateDir });
  await using running = await startSandboxForTest(started.driver, { command: ["/bin/sh", "-c", "exit 3"] });
  const servers = await serverNames(stateDir);
  expect((await running.sandbox.ended).exit).toEqual({ code: 3 });
  await started.driver.close();
  expect(await tracesOf(stateDir, servers)).toEqual([]);
});

test("a start that fails leaves nothing, and says why", async () => {
  await using started = await driverForTest({ stateDir });
  await started.driver.probe();
  const servers = await serverNames(stateDir);
  const command = ["/no/such/program"];
  for (const wrong of [{ command }, { containers: [{ name: "further", command }] }])
    await expect(started.driver.start(specForTest(wrong))).rejects.toThrow(/no such file or directory/i);
  expect((await tracesOf(stateDir, servers)).filter((trace) => /sandboxes\/|ids\/\d|process/.test(trace))).toEqual([]);
  await started.driver.close();
  expect(await tracesOf(stateDir, servers)).toEqual([]);
});

test("after SIGKILL of a server, and of its consoles, the next one removes all of it", async () => {
  const server = startServerToKill(stateDir);
  await server.says("ready");
  const servers = await serverNames(stateDir);
  // Consoles end their containers when the server goes. Here they cannot: the worst case.
  for (const pid of await pidsNaming(stateDir)) if (pid !== server.child.pid) kill(pid);
  await server.kill();
  // Some may not have come to their command yet, and one that forks is seen twice for a moment.
  const shells = async () =>
    (await tracesOf(stateDir, servers)).filter((trace) => /: \/bin\/sh .*sleep 1000/.test(trace)).length;
  await expect.poll(shells, { timeout: 20_000 }).toBe(4);

  await using next = await driverForTest({ stateDir });
  const removed = await next.driver.removeLeftovers();
  expect(removed.filter((line) => line.startsWith("sandbox "))).toHaveLength(3);
  expect(await tracesOf(stateDir, servers)).toEqual([]);
});

test("a server that runs keeps what it has", async () => {
  await using one = await driverForTest({ stateDir });
  await using running = await startSandboxForTest(one.driver);
  await running.screen.shows(prompt);
  await using other = await driverForTest({ stateDir });
  expect(await other.driver.removeLeftovers()).toEqual([]);
  expect(await running.screen.command("echo still here")).toContain("still here");
});

test.for([0, 5, 10, 20, 30, 45])("a server killed %i ms into its starts leaves nothing that stays", async (ms) => {
  const server = startServerToKill(stateDir);
  await server.says("probed");
  const servers = await serverNames(stateDir);
  await delay(ms); // The moment is what this test is about.
  const consoles = await pidsNaming(stateDir);
  await server.kill();
  for (const pid of consoles) kill(pid);
  await using next = await driverForTest({ stateDir });
  await next.driver.removeLeftovers();
  expect(await tracesOf(stateDir, servers)).toEqual([]);
});

test("uid ranges of sandboxes that live at the same time differ, of two servers as well", async () => {
  await using one = await driverForTest({ stateDir });
  await using other = await driverForTest({ stateDir });
  await using first = await startSandboxForTest(one.driver);
  await using second = await startSandboxForTest(one.driver);
  await using third = await startSandboxForTest(other.driver);
  const maps = [];
  for (const { screen } of [first, second, third]) {
    await screen.shows(prompt);
    maps.push((await screen.command("cat /proc/self/uid_map")).trim().split(/\s+/).map(Number));
  }
  const starts = maps.map(([, outside]) => outside);
  expect(new Set(starts).size).toBe(3);
  for (const [inside, outside = 0, size] of maps) {
    expect([inside, size]).toEqual([0, 65_536]);
    expect(outside % 65_536).toBe(0);
    expect(outside).toBeGreaterThanOrEqual(0x7000_0000);
  }
  expect((await readdir(`${stateDir}/ids`)).length).toBe(3);
});

function startServerToKill(stateDir: string) {
  const program = fileURLToPath(new URL("server-to-kill.ts", import.meta.url));
  const child: ChildProcess = spawn(process.execPath, [program, JSON.stringify({ ...artifacts(), stateDir })], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout ?? process.stdin })[Symbol.asyncIterator]();
  return {
    child,
    async says(wanted: string) {
      for (let line = await lines.next(); ; line = await lines.next()) {
        if (line.done) throw new Error(`the server ended before it said ${wanted}`);
        if (line.value === wanted) return;
      }
    },
    async kill() {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

/** Consoles and runtimes; their arguments name the state folder. */
async function pidsNaming(text: string): Promise<number[]> {
  const found: number[] = [];
  for (const pid of await readdir("/proc")) {
    if (!/^\d+$/.test(pid)) continue;
    const cmdline = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    if (cmdline.includes(text)) found.push(Number(pid));
  }
  return found;
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    expect(error).toMatchObject({ code: "ESRCH" }); // Gone by itself.
  }
}
