/** The labs' images in a daemon: made once, made anew when a lab changes or somebody removes one. */
import { spawnSync } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeLab, startSandboxForTest } from "../contract/sandboxes.ts";
import { type Dockerd, hasDockerd, startDockerd } from "./daemon.ts";
import { dockerDriverForTest } from "./fixture.ts";

const isMissing = !hasDockerd();
if (isMissing) console.warn("\nNOT TESTED: the labs' images, as there is no Docker here: apt-get install docker.io\n");
test.runIf(process.env.CI)("CI has a Docker daemon", () => expect(isMissing).toBe(false));

describe.skipIf(isMissing)("images", { timeout: 180_000 }, () => {
  let daemon: Dockerd;
  beforeAll(async () => {
    daemon = await startDockerd();
  });
  afterAll(() => daemon?.stop());

  test("pid-one image build makes them ahead, and the second time there is nothing to do", async () => {
    const build = () =>
      spawnSync(process.execPath, ["src/cli/pid-one.ts", "image", "build"], {
        env: { ...process.env, PIDONE_DOCKER_SOCKET: daemon.socketPath },
        encoding: "utf8",
      });
    const first = build();
    expect(first).toMatchObject({ status: 0, stderr: expect.stringContaining("importing the labs' root file system") });
    expect(first.stdout).toMatch(
      /^pid-one\/lab:base-[0-9a-f]{16} {2}sha256:\S+\n([\w-]+ {2}sha256:\S+\n)*zombies {2}sha256:\S+\n/,
    );
    expect(build()).toMatchObject({ status: 0, stdout: first.stdout, stderr: "" });
    const { stdout: containers } = await daemon.docker(["ps", "--all", "--quiet"]);
    expect(containers).toBe("");
  });

  test("a lab that is edited is another image, whose programs all may run and none may write", async () => {
    await using started = await dockerDriverForTest(daemon.socketPath);
    await using lab = await makeLab("speak", "#!/bin/sh\necho one\n");
    const speak = async () => {
      await using running = await startSandboxForTest(started.driver, { labDir: lab.dir });
      return (await running.sandbox.run(["sh", "-c", "speak; stat -c '%a %u' /lab/bin/speak"], { timeoutMs: 20_000 }))
        .stdout;
    };
    expect(await speak()).toBe("one\n755 0\n");
    await writeFile(join(lab.dir, "bin/speak"), "#!/bin/sh\necho two\n", { mode: 0o700 });
    expect(await speak()).toBe("two\n755 0\n");
    await rm(join(lab.dir, "bin/speak"));
    await expect(speak()).resolves.toMatch(/^$/);
  });

  test("an image that somebody has removed is made again", async () => {
    await using started = await dockerDriverForTest(daemon.socketPath);
    await (await startSandboxForTest(started.driver))[Symbol.asyncDispose]();
    // One that others are made of goes after them, and Docker does not list them in that order.
    for (const _ of ["the labs'", "what they are made of"]) {
      const { stdout: images } = await daemon.docker(["images", "--quiet", "--filter", "label=pid-one.image"]);
      await daemon.docker(["rmi", "--force", ...new Set(images.trim().split("\n"))]);
    }
    expect((await daemon.docker(["images", "--quiet"])).stdout).toBe("");
    await using running = await startSandboxForTest(started.driver);
    expect(await running.sandbox.run(["echo", "here"], { timeoutMs: 20_000 })).toMatchObject({ stdout: "here\n" });
  });

  test("without what they are made of, the reason says how to build it", async () => {
    await using started = await dockerDriverForTest(daemon.socketPath, { rootfs: "/nonexistent/rootfs" });
    expect(await started.driver.probe()).toEqual({
      ok: false,
      reason: expect.stringMatching(/root file system.*missing at \/nonexistent\/rootfs: run npm start/),
    });
    await using other = await dockerDriverForTest(daemon.socketPath, { initBinary: "/nonexistent/init" });
    await (await startSandboxForTest(other.driver))[Symbol.asyncDispose]();
    await expect(startSandboxForTest(other.driver, { init: "pid-one" })).rejects.toThrow(
      /init.*missing at \/nonexistent\/init/,
    );
  });
});
