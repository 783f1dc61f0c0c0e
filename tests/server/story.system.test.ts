/** The whole main job, without a page. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { sessionCreatedSchema } from "../../src/protocol/sessions.ts";
import { createSession, LabSocket, post, remove } from "./lab-socket.ts";
import { type RunningServer, startServer } from "./running-server.ts";

let server: RunningServer & AsyncDisposable;
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

test("the labs are listed with what can be chosen", async () => {
  const labs = await (await fetch(`${server.address}/api/labs`)).json();
  expect(labs).toContainEqual(
    expect.objectContaining({
      id: "zombies",
      inits: ["none", "pid-one", "tini"],
      terminals: [{ id: 0, title: "Terminal" }],
    }),
  );
});

test("under a PID 1 that never waits, zombies stay and orphans pile up; two tasks tick", async () => {
  const session = await createSession(server.address, "none");
  const lab = new LabSocket(server.address, session);
  const hello = await lab.gets("hello");
  expect(lab.socket.protocol).toBe("pid-one.v1");
  expect(hello).toMatchObject({ session: session.id, terminals: session.terminals });
  expect(Math.abs(Date.parse(String(hello.expiresAt)) - Date.parse(session.expiresAt))).toBeLessThan(1000);
  await lab.prompt();
  expect(lab.text).not.toContain("no job control");

  // For a moment PID 1 is the runtime, which is about to become it.
  const first = await lab.gets("processes", ({ list }) => JSON.stringify(list).includes('"app"'));
  expect(first.list).toContainEqual(expect.objectContaining({ pid: 1, ppid: 0, command: "app", container: "main" }));

  lab.type("make-zombies 3 &\r");
  const zombie = await lab.gets("event", (event) => event.kind === "zombie");
  await lab.gets(
    "processes",
    ({ list }) => (list as { state: string }[]).filter(({ state }) => state === "Z").length === 3,
  );
  await lab.gets("task", ({ id, state }) => id === "zombie" && state === "done");
  expect(zombie).toMatchObject({ at: expect.any(Number), ppid: expect.any(Number), exit: { code: 0 } });

  lab.type("make-orphans 1 1\r");
  const orphaned = await lab.gets("event", (event) => event.kind === "orphaned");
  expect(orphaned.to).toBe(1);
  await lab.gets("task", ({ id }) => id === "adopted");
  await lab.gets("event", (event) => event.kind === "zombie" && event.pid === orphaned.pid && event.ppid === 1);
  expect((await remove(server.address, session)).status).toBe(204);
  expect(await lab.gets("ended")).toMatchObject({ reason: "deleted" });
  expect(await lab.closed).toMatchObject({ code: 1000 });
});

test.each(["pid-one", "tini"])("under %s the same orphan is reaped", async (init) => {
  const session = await createSession(server.address, init);
  const lab = new LabSocket(server.address, session);
  await lab.prompt();
  expect(lab.text).not.toContain("no job control");
  const { list } = await lab.gets("processes", ({ list }) => JSON.stringify(list).includes('"bash"'));
  expect(list).toContainEqual(expect.objectContaining({ pid: 1, command: init }));
  lab.type("make-orphans 1 1\r");
  const orphaned = await lab.gets("event", (event) => event.kind === "orphaned");
  const reaped = await lab.gets("event", (event) => event.kind === "reaped" && event.pid === orphaned.pid);
  expect(reaped).toMatchObject({ by: 1, orphan: true });
  if (init === "pid-one") await lab.gets("task", ({ id }) => id === "reaped");
  else expect(lab.messages.filter(({ type, id }) => type === "task" && id === "reaped")).toEqual([]);
  await remove(server.address, session);
  await lab.closed;
});

test("leaving the shell ends the lab with its exit code", async () => {
  const lab = new LabSocket(server.address, await createSession(server.address, "pid-one"));
  await lab.prompt();
  lab.type("exit 7\r");
  expect(await lab.gets("ended")).toMatchObject({ reason: "exited", detail: expect.stringContaining("7") });
});

test("a lab of several containers has a terminal for each, and one picture that says who is in which", async () => {
  const response = await post(server.address, { lab: "pod" });
  const session = sessionCreatedSchema.parse(await response.json());
  const terminals = [
    { id: 0, title: "sidecar" },
    { id: 1, title: "web" },
  ];
  expect(session.terminals).toEqual(terminals);
  const lab = new LabSocket(server.address, session);
  await lab.prompt();
  const seen = await lab.gets("processes", ({ list }) => /"bash".*"helper"/.test(JSON.stringify(list)));
  expect(seen.list).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ pid: 1, command: "pause", container: "main" }),
      expect.objectContaining({ ppid: 0, command: "bash", container: "sidecar" }),
      expect.objectContaining({ command: "helper", container: "web" }),
    ]),
  );
  lab.type("pkill -HUP -x web\r");
  expect(await lab.gets("task")).toMatchObject({ id: "reload", state: "done" });
  await lab.says(/web: SIGHUP/); // In its own terminal.
  expect((await remove(server.address, session)).status).toBe(204);
});
