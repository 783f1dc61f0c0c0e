/** Nothing is left: after a stop, after a start that fails, after a server or a daemon that was killed. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { realpath, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { makeStateDir } from "../../state-dir.ts";
import { killAnywhere } from "../contract/kill-anywhere.ts";
import { specForTest, startSandboxForTest } from "../contract/sandboxes.ts";
import { prompt, Screen } from "../contract/screen.ts";
import { artifacts } from "../oci/artifacts.ts";
import { hasDockerd } from "./daemon.ts";
import { containersOf, daemons, dockerDriverForTest, type TestDaemon } from "./fixture.ts";
import { hasPodman } from "./podman.ts";

const runs = [
  ["Docker", hasDockerd()],
  ["Podman", hasPodman()],
] as const;

for (const [name, isThere] of runs) {
  if (!isThere) console.warn(`\nNOT TESTED: what ${name} keeps, as it is not installed here\n`);
  test.runIf(process.env.CI)(`CI has ${name}`, () => expect(isThere).toBe(true));
  describe.skipIf(!isThere)(name, { timeout: 180_000 }, () => {
    let daemon: TestDaemon;
    let stateDir: string;
    beforeAll(async () => {
      daemon = await daemons[name]();
    });
    afterAll(() => daemon?.stop());
    beforeEach(async () => {
      stateDir = await makeStateDir();
    });
    afterEach(() => rm(stateDir, { recursive: true, force: true }));
    const driverForTest = (dir = stateDir) => dockerDriverForTest(daemon.socketPath, { stateDir: dir });

    test("stopping removes all of a sandbox, at once and however often", async () => {
      await using started = await driverForTest();
      const sandbox = await started.driver.start(specForTest());
      const second = new Screen(await sandbox.openTerminal({ cols: 80, rows: 24 }));
      await second.shows(prompt);
      expect(await containersOf(daemon.socketPath)).toHaveLength(1);
      await Promise.all([sandbox.stop(), sandbox.stop()]);
      await sandbox.stop();
      expect(await containersOf(daemon.socketPath)).toEqual([]);
      await second.closed;
    });

    test("one that ends by itself leaves nothing either, nor does a start that fails", async () => {
      await using started = await driverForTest();
      await using running = await startSandboxForTest(started.driver, { command: ["/bin/sh", "-c", "exit 3"] });
      expect((await running.sandbox.ended).exit).toEqual({ code: 3 });
      const failing = started.driver.start(specForTest({ command: ["/no/such/program"] }));
      await expect(failing).rejects.toThrow(/no such file or directory/i);
      await started.driver.close();
      expect(await containersOf(daemon.socketPath)).toEqual([]);
    });

    test("one name is one sandbox", async () => {
      await using started = await driverForTest();
      const sandbox = await started.driver.start(specForTest({ id: "twice" }));
      await expect(started.driver.start(specForTest({ id: "twice" }))).rejects.toThrow(/twice is there already/);
      await sandbox.stop();
      await (await started.driver.start(specForTest({ id: "twice" }))).stop();
    });

    test("after SIGKILL of a server the next one removes what it had, and nothing of the servers that run", async () => {
      const otherStateDir = await makeStateDir();
      onTestFinished(() => rm(otherStateDir, { recursive: true, force: true }));
      await using sibling = await driverForTest();
      await using stranger = await driverForTest(otherStateDir);
      const kept = [await sibling.driver.start(specForTest()), await stranger.driver.start(specForTest())];
      await killedServer(daemon.socketPath, stateDir);
      expect(await containersOf(daemon.socketPath)).toHaveLength(5);

      expect(await stranger.driver.removeLeftovers()).toEqual([]);
      await using next = await driverForTest();
      expect(await next.driver.removeLeftovers()).toHaveLength(3);
      expect(await containersOf(daemon.socketPath)).toHaveLength(2);
      for (const sandbox of kept) {
        expect(await sandbox.run(["echo", "here"], { timeoutMs: 20_000 })).toMatchObject({ stdout: "here\n" });
      }
    });

    test("a server killed while it starts, runs or stops a lab leaves nothing that the next one does not remove", async () => {
      const { rootfs, initBinary } = artifacts();
      const files = { rootfs: await realpath(rootfs), initBinary: await realpath(initBinary) };
      const address = { socketPath: daemon.socketPath };
      const nextRemoves = async () => {
        await using next = await driverForTest();
        await next.driver.removeLeftovers();
        return await containersOf(daemon.socketPath);
      };
      // What holds for one that another has joined holds for one alone.
      const containers = [{ name: "lab", command: ["/bin/bash", "-l"] }];
      await killAnywhere("docker", { ...files, address, stateDir }, 8, nextRemoves, { containers });
    });

    test("of several containers none is left, however it ends, nor when one of them does not start", async () => {
      await using started = await driverForTest();
      const { driver } = started;
      const several = (command: string[]) => ({
        command: ["/usr/bin/perl", "-e", "$SIG{TERM} = sub { exit 3 }; sleep 1000 while 1"],
        containers: [
          { name: "lab", command: ["/bin/bash", "-l"] },
          { name: "web", command },
        ],
      });
      const stopped = await driver.start(specForTest(several(["/bin/sleep", "1000"])));
      expect(await containersOf(daemon.socketPath)).toHaveLength(3);
      await stopped.stop();
      expect(await containersOf(daemon.socketPath)).toEqual([]);

      const ending = await driver.start(specForTest(several(["/bin/sleep", "1000"])));
      await ending.run(["/bin/kill", "1"], { timeoutMs: 20_000 }).catch(() => {}); // It ends with PID 1.
      expect((await ending.ended).exit).toEqual({ code: 3 });
      await expect(driver.start(specForTest(several(["/no/such/program"])))).rejects.toThrow(
        /no such file or directory/i,
      );
      await driver.close();
      expect(await containersOf(daemon.socketPath)).toEqual([]);
    });

    test("a daemon that dies ends its labs, and what it kept of them is removed when it is back", async () => {
      await using started = await driverForTest();
      const sandbox = await started.driver.start(specForTest());
      await new Screen(sandbox.terminal).shows(prompt);
      await daemon.kill();
      expect(await sandbox.ended).toEqual({ reason: "failed", detail: expect.stringContaining("daemon went away") });
      expect(await started.driver.ready()).toMatch(/does not answer \(ECONNREFUSED\)/);
      await expect(started.driver.start(specForTest())).rejects.toThrow(/does not answer/);
      await expect(sandbox.stop()).rejects.toThrow(/does not answer/);

      await daemon.startAgain();
      await vi.waitFor(async () => expect(await containersOf(daemon.socketPath)).toEqual([]), {
        timeout: 90_000,
        interval: 200,
      });
      expect(await started.driver.ready()).toBe(null);
      await using next = await startSandboxForTest(started.driver);
      await next.screen.shows(prompt);
    });
  });
}

/** A server with three sandboxes that is killed once they run. */
async function killedServer(socketPath: string, stateDir: string): Promise<void> {
  const program = fileURLToPath(new URL("server-to-kill.ts", import.meta.url));
  const server = spawn(process.execPath, [program, socketPath, stateDir], { stdio: ["ignore", "pipe", "inherit"] });
  await once(server.stdout, "data");
  server.kill("SIGKILL");
  await once(server, "exit");
}
