import { once } from "node:events";
import { rm } from "node:fs/promises";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { createSession, LabSocket } from "../lab-socket.ts";
import { startServer } from "../running-server.ts";
import { serverNames, tracesOf } from "../sandbox/oci/traces.ts";
import { makeStateDir } from "../state-dir.ts";

test("a lab ends when its time is up, and an extension adds to it", async () => {
  await using server = await startServer({ PIDONE_SESSION_SECONDS: "10", PIDONE_SESSION_SECONDS_MAX: "11" });
  const session = await createSession(server.address);
  const lab = new LabSocket(server.address, session);
  const added_ms = async () => {
    const extended = await fetch(`${server.address}/api/sessions/${session.id}/extend`, {
      method: "POST",
      headers: { authorization: `Bearer ${session.token}` },
    });
    return Date.parse((await extended.json()).expiresAt) - Date.parse(session.expiresAt);
  };
  // As much as has passed, up to the longest life.
  await expect.poll(added_ms, { timeout: 20_000 }).toBeGreaterThan(900);
  expect(await lab.gets("ended")).toMatchObject({ reason: "expired" });
  expect(Date.now()).toBeGreaterThan(Date.parse(session.expiresAt) + 500); // Not at its first end.
});

test("a lab in which nothing is typed ends; typing keeps it", async () => {
  await using server = await startServer({ PIDONE_IDLE_SECONDS: "5" });
  const [idle, busy] = [await createSession(server.address), await createSession(server.address)];
  const [idleLab, busyLab] = [new LabSocket(server.address, idle), new LabSocket(server.address, busy)];
  await busyLab.gets("hello");
  const typing = setInterval(() => busyLab.type(" "), 500);
  expect(await idleLab.gets("ended")).toMatchObject({ reason: "idle" });
  clearInterval(typing);
  expect(busyLab.messages.some(({ type }) => type === "ended")).toBe(false);
});

test("a program that takes all of the lab's memory is killed, the page is told, and the lab goes on", async () => {
  await using server = await startServer();
  const lab = new LabSocket(server.address, await createSession(server.address));
  await lab.prompt();
  lab.type(`perl -e '$x = "x" x 4_000_000_000'; echo code-$?\r`);
  expect(await lab.gets("notice")).toEqual({ type: "notice", kind: "memory-kill" });
  await lab.says(/code-137/);
});

test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)("%s: pages are told, nothing is left, exit 0", async (signal) => {
  const server = await startServer();
  const lab = new LabSocket(server.address, await createSession(server.address));
  await lab.prompt();
  const names = await serverNames(server.stateDir);
  const stopped = server.stop(signal);
  expect(await lab.gets("ended")).toMatchObject({ reason: "server-stopping" });
  expect(await stopped).toBe(0);
  expect(names).toHaveLength(1);
  expect(await tracesOf(server.stateDir, names)).toEqual([]);
  await rm(server.stateDir, { recursive: true });
});

test("clients that hold on to their sockets do not hold the server", async () => {
  const server = await startServer();
  const lab = new LabSocket(server.address, await createSession(server.address));
  await lab.prompt();
  const open = (bytes: string) => {
    const { hostname, port } = new URL(server.address);
    const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
    socket.write(bytes);
    return socket;
  };
  // Nobody else closes the socket of an upgrade that gets no further.
  const unreadable = open(
    "GET /api/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
  );
  unreadable.resume();
  await once(unreadable, "end");

  const held = [
    open(""),
    open("GET / HT"),
    open("POST /api/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{"),
  ];
  await Promise.all(held.map((socket) => once(socket, "connect")));
  lab.socket.pause(); // It will not answer the close frame.
  const names = await serverNames(server.stateDir);
  expect(await server.stop("SIGTERM")).toBe(0);
  expect(await tracesOf(server.stateDir, names)).toEqual([]);
  for (const socket of [unreadable, ...held]) socket.destroy();
  lab.socket.terminate();
  await rm(server.stateDir, { recursive: true });
});

test("after SIGKILL with three labs running, the next start removes all of them", async () => {
  const stateDir = await makeStateDir();
  const killed = await startServer({}, stateDir);
  for (const init of ["none", "pid-one", "tini"]) {
    const lab = new LabSocket(killed.address, await createSession(killed.address, init));
    await lab.prompt();
    lab.type("sleep 7654321 & setsid sleep 7654321 &\r");
    await lab.sees("sleep");
  }
  const names = await serverNames(stateDir);
  expect(names).toHaveLength(1);
  await killed.stop("SIGKILL");

  const next = await startServer({}, stateDir);
  await expect.poll(() => next.output(), { timeout: 10_000 }).toContain("now removed");
  const nextNames = await serverNames(stateDir);
  expect(nextNames).not.toContain(names[0]);
  const lab = new LabSocket(next.address, await createSession(next.address));
  await lab.prompt();
  await next.stop();
  expect(await tracesOf(stateDir, [...names, ...nextNames])).toEqual([]);
  await rm(stateDir, { recursive: true });
});
