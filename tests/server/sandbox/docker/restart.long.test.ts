/** Labs that go on when the server is started anew. */
import { rm } from "node:fs/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeCodes } from "../../../../src/protocol/close-codes.ts";
import { connect } from "../../../../src/server/sandbox/docker/connect.ts";
import { createSession, LabSocket, remove } from "../../lab-socket.ts";
import { startServer } from "../../running-server.ts";
import { makeStateDir } from "../../state-dir.ts";
import { hasDockerd } from "./daemon.ts";
import { containersOf, daemons, type TestDaemon } from "./fixture.ts";
import { hasPodman } from "./podman.ts";

const runs = [
  ["Docker", hasDockerd()],
  ["Podman", hasPodman()],
] as const;

for (const [name, isThere] of runs) {
  if (!isThere) console.warn(`\nNOT TESTED: labs that outlive the server on ${name}, as it is not installed here\n`);
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
    const serve = (settings: Record<string, string> = {}) =>
      startServer(
        {
          ...{ PIDONE_SANDBOX: "docker", PIDONE_DOCKER_SOCKET: `unix://${daemon.socketPath}`, PIDONE_WARM_MAX: "1" },
          ...settings,
        },
        stateDir,
      );

    test("a server that is killed: its labs go on where they were, with their tasks, and end as any other", async () => {
      await using first = await serve();
      const session = await createSession(first.address, "none");
      const before = new LabSocket(first.address, session);
      await before.prompt();
      await before.gets("processes"); // What happens before the first look has no story.
      before.type("echo mine > ~/note; make-zombies 2 &\r");
      expect(await before.gets("task")).toMatchObject({ id: "zombie" });
      await first.stop("SIGKILL");

      await using second = await serve();
      const after = new LabSocket(second.address, session);
      expect(Date.parse(String((await after.gets("hello")).expiresAt))).toBeLessThan(
        Date.parse(session.expiresAt) + 2000,
      );
      expect(await after.gets("task")).toMatchObject({ id: "zombie", state: "done" });
      await after.says(/The lab server was started anew/);
      after.type("\rcat ~/note\r");
      await after.says(/mine/);
      expect(await after.gets("processes")).toMatchObject({
        list: expect.arrayContaining([expect.objectContaining({ command: "make-zombies" })]),
      });
      // The lab that was started ahead for nobody went with the server.
      expect(second.output()).toMatch(/left by a server that was killed, now removed: sandbox s-/);
      expect((await remove(second.address, { ...session, token: "wrong" })).status).toBe(401);
      expect((await remove(second.address, session)).status).toBe(204);
      expect(await after.gets("ended")).toMatchObject({ reason: "deleted" });
    });

    test("a server that is told to keep them: what stood in the terminal is there again", async () => {
      await using first = await serve({ PIDONE_ON_STOP: "keep" });
      const session = await createSession(first.address, "pid-one");
      const before = new LabSocket(first.address, session);
      await before.prompt();
      before.type("echo written-$((40 + 2))\r");
      await before.says(/written-42/);
      expect(await first.stop()).toBe(0);
      expect((await before.closed).code).toBe(closeCodes.restarting);
      expect(before.messages.some(({ type }) => type === "ended")).toBe(false);
      expect(await containersOf(daemon.socketPath)).toHaveLength(1);

      await using second = await serve();
      const after = new LabSocket(second.address, session);
      await after.says(/written-42/);
      after.type("echo again-$((40 + 3))\r");
      await after.says(/again-43/);
    });

    test("a lab of several containers goes on, too, and one that ended meanwhile says so", async () => {
      await using first = await serve({ PIDONE_WARM_MAX: "0" });
      const session = await createSession(first.address, undefined, "pod");
      await new LabSocket(first.address, session).prompt();
      await first.stop("SIGKILL");
      const { api } = await connect({ socketPath: daemon.socketPath });
      const web = (await containersOf(daemon.socketPath)).find((container) => container.endsWith(".web"));
      await api.call("POST", `/containers${web}/kill`);

      await using second = await serve({ PIDONE_WARM_MAX: "0" });
      const after = new LabSocket(second.address, session);
      await after.says(/\[The container web has ended: it exited with code 137, which is 128 \+ 9: SIGKILL\.\]/);
      after.type("\recho again-$((40 + 3))\r");
      await after.says(/again-43/);
      await after.sees("pause");
      after.type("kill 1\r");
      expect(await after.gets("ended")).toMatchObject({ reason: "exited" });
    });

    test("a lab that ended meanwhile is told as ended, and nothing of it is left", async () => {
      await using first = await serve({ PIDONE_WARM_MAX: "0" });
      const session = await createSession(first.address, "none");
      await new LabSocket(first.address, session).prompt();
      await first.stop("SIGKILL");
      const { api } = await connect({ socketPath: daemon.socketPath });
      const [container] = await containersOf(daemon.socketPath);
      await api.call("POST", `/containers${container}/kill`);

      await using second = await serve({ PIDONE_WARM_MAX: "0" });
      const after = new LabSocket(second.address, session);
      expect(await after.gets("ended")).toMatchObject({
        reason: "failed",
        detail: expect.stringContaining("while the lab server was away"),
      });
      expect(await containersOf(daemon.socketPath)).toEqual([]);
    });
  });
}
