/** The whole server on a daemon: what an operator sees of it. */
import { mkdir, mkdtemp, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSession, LabSocket } from "../../lab-socket.ts";
import { startServer } from "../../running-server.ts";
import { artifacts } from "../oci/artifacts.ts";
import { type Dockerd, hasDockerd, startDockerd } from "./daemon.ts";
import { containersOf } from "./fixture.ts";

const isMissing = !hasDockerd();
if (isMissing)
  console.warn("\nNOT TESTED: a server on a Docker daemon, as there is none here: apt-get install docker.io\n");
test.runIf(process.env.CI)("CI has a Docker daemon", () => expect(isMissing).toBe(false));

/** A daemon takes its time, to import an image as well as to get rid of what it had before it died. */
const timeout = 180_000;

describe.skipIf(isMissing)("with a daemon", { timeout }, () => {
  let daemon: Dockerd;
  /** What was built, without what the driver oci needs. */
  let dist: string;
  beforeAll(async () => {
    daemon = await startDockerd();
    dist = await mkdtemp(join(tmpdir(), "pid-one-dist-"));
    const { rootfs, initBinary } = artifacts();
    for (const folder of ["sandbox", "init"]) await mkdir(join(dist, folder));
    await symlink(await realpath(rootfs), join(dist, "sandbox/rootfs"));
    await symlink(await realpath(initBinary), join(dist, "init", basename(initBinary)));
  });
  afterAll(async () => {
    await daemon?.stop();
    await rm(dist, { recursive: true, force: true });
  });

  test("a lab runs in it, tasks tick, and nothing is left when the server stops", async () => {
    const server = await startServer({ PIDONE_SANDBOX: "docker", PIDONE_DOCKER_SOCKET: daemon.host });
    expect(server.output()).toMatch(/Labs run with\s+docker: Docker .*\(PIDONE_SANDBOX=docker\)/);
    expect(server.output()).toMatch(/Note\s+.*userns-remap/);
    const listed: { id: string }[] = await (await fetch(`${server.address}/api/labs`)).json();
    expect(listed.map(({ id }) => id)).toContain("pod");
    const lab = new LabSocket(server.address, await createSession(server.address, "none"));
    await lab.prompt();
    await lab.gets("processes"); // What happens before the first look has no story.
    lab.type("make-zombies 3 &\r");
    expect(await lab.gets("task")).toMatchObject({ id: "zombie", state: "done" });
    expect(await server.stop()).toBe(0);
    expect(await containersOf(daemon.socketPath)).toEqual([]);
    await rm(server.stateDir, { recursive: true });
  });

  test("auto takes it where runc and crun cannot run, and says why", async () => {
    await using server = await startServer({ PIDONE_DIST: dist, DOCKER_HOST: daemon.host });
    const ready = await (await fetch(`${server.address}/readyz`)).json();
    expect(ready).toMatchObject({
      status: "ready",
      sandbox: {
        driver: "docker",
        detail: expect.stringMatching(/^Docker /),
        why: expect.stringMatching(/^not oci: .*console/),
        missing: [expect.stringContaining("userns-remap")],
      },
    });
  });

  test("when the daemon dies its labs end with the reason, /readyz says so, and later ones run again", async () => {
    await using server = await startServer({ PIDONE_SANDBOX: "docker", PIDONE_DOCKER_SOCKET: daemon.host });
    const lab = new LabSocket(server.address, await createSession(server.address));
    await lab.prompt();
    await daemon.kill();
    expect(await lab.gets("ended")).toMatchObject({ reason: "failed", detail: expect.stringContaining("daemon") });
    const notReady = await fetch(`${server.address}/readyz`);
    expect(notReady.status).toBe(503);
    expect(await notReady.json()).toMatchObject({ detail: expect.stringContaining("does not answer") });
    await daemon.startAgain();
    expect((await fetch(`${server.address}/readyz`)).status).toBe(200);
    const next = new LabSocket(server.address, await createSession(server.address));
    await next.prompt();
  });
});
