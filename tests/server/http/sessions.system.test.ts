import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sessionCreatedSchema } from "../../../src/protocol/sessions.ts";
import { createSession, LabSocket, post, remove } from "../lab-socket.ts";
import { type RunningServer, startServer } from "../running-server.ts";

let server: RunningServer & AsyncDisposable;
beforeAll(async () => {
  server = await startServer({
    PIDONE_STARTS_PER_MINUTE: "1000",
    PIDONE_SESSIONS_MAX: "3",
    PIDONE_SESSIONS_PER_ADDRESS: "2",
  });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

test.each([
  ["an unknown lab", { lab: "nonsense" }, 404, 'no lab "nonsense"'],
  ["no lab", {}, 400, "lab"],
  ["a wrong type", { lab: 7 }, 400, "expected string"],
  ["an unknown PID 1", { lab: "zombies", init: "systemd" }, 400, "pid-one"],
  ["a key too many", { lab: "zombies", root: true }, 400, "root"],
  ["an array", [], 400, '{"lab": "zombies"'],
  ["no JSON", "{", 400, "not JSON"],
  ["a body of 1 MB", JSON.stringify({ lab: "x".repeat(1024 * 1024) }), 413, "16 KiB"],
])("POST with %s", async (_, body, status, detail) => {
  const response = await post(server.address, body);
  expect(response.status).toBe(status);
  expect(response.headers.get("content-type")).toContain("application/problem+json");
  const problem = await response.json();
  expect(problem).toMatchObject({
    type: expect.stringMatching(/^urn:pid-one:problem:/),
    title: expect.any(String),
    status,
  });
  expect(problem.detail).toContain(detail);
});

test("POST of something that is not JSON", async () => {
  const response = await post(server.address, "lab=zombies", { "content-type": "application/x-www-form-urlencoded" });
  expect(response.status).toBe(415);
});

describe("origins", () => {
  test("a page of another site cannot start a lab", async () => {
    const response = await post(server.address, { lab: "zombies" }, { origin: "https://evil.example" });
    expect(response.status).toBe(403);
    expect((await response.json()).detail).toContain("PIDONE_ORIGINS");
  });

  test("nor by another spelling of the address", async () => {
    const session = await createSession(server.address);
    const respelled = { ...session, socket: session.socket.replace("/api", "/%61pi") };
    const lab = new LabSocket(server.address, respelled, { origin: "https://evil.example" });
    expect((await lab.closed).code).toBe(1006);
    expect(lab.messages).toEqual([]);
    await remove(server.address, session);
  });

  test("a page of another site cannot open a socket", async () => {
    const session = await createSession(server.address);
    const lab = new LabSocket(server.address, session, { origin: "https://evil.example" });
    expect((await lab.closed).code).toBe(1006);
    await remove(server.address, session);
  });
});

test("a solution that depends on what was drawn is told by the session, and by nothing before", async () => {
  const session = sessionCreatedSchema.parse(await (await post(server.address, { lab: "zombie-hunt" })).json());
  const cure = session.tasks.find(({ id }) => id === "cure");
  expect(cure).toMatchObject({ goal: expect.any(String) });
  expect(cure).not.toHaveProperty("solution");
  const ask = async (task: string, token = session.token) =>
    await fetch(new URL(`/api/sessions/${session.id}/tasks/${task}/solution`, server.address), {
      headers: { authorization: `Bearer ${token}` },
    });
  expect((await ask("cure", "another")).status).toBe(401);
  const unknown = await ask("nonsense");
  expect(unknown.status).toBe(404);
  expect((await unknown.json()).detail).toContain('no task "nonsense"');

  // It is the right one for this sandbox.
  const lab = new LabSocket(server.address, session);
  await lab.prompt();
  for (const task of ["parent", "cause", "cure"]) {
    const { solution } = await (await ask(task)).json();
    for (const { text } of solution) lab.type(`${text}\r`);
    await lab.gets("task", ({ id, state }) => id === task && state === "done");
  }
  await remove(server.address, session);
});

test("a session tells whether a page has it", async () => {
  const session = await createSession(server.address);
  const status = async (token = session.token) =>
    await fetch(new URL(`/api/sessions/${session.id}`, server.address), {
      headers: { authorization: `Bearer ${token}` },
    });
  expect(await (await status()).json()).toEqual({ expiresAt: expect.any(String), isOpen: false });
  const lab = new LabSocket(server.address, session);
  await lab.prompt();
  expect(await (await status()).json()).toMatchObject({ isOpen: true });
  expect((await status("another")).status).toBe(401);
  await remove(server.address, session);
  expect((await status()).status).toBe(404);
});

test.each([
  ["an address that cannot be decoded", "GET /api/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n", 400],
  [
    "a session's name without end",
    `POST /api/sessions/${"x".repeat(3000)}/extend HTTP/1.1\r\nContent-Length: 0\r\nHost: localhost\r\n\r\n`,
    414,
  ],
  ["headers without end", `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${"x".repeat(20_000)}\r\n\r\n`, 431],
  ["a method that is none", "DANCE / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400],
  ["no HTTP at all", "hello\r\n\r\n", 400],
])("%s gets a problem, too", async (_, request, status) => {
  const { hostname, port } = new URL(server.address);
  const socket = connect(Number(port), hostname);
  socket.write(request);
  let answer = "";
  for await (const bytes of socket) {
    answer += bytes;
    if (answer.endsWith("}")) break;
  }
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(answer.toLowerCase()).toContain("content-type: application/problem+json");
});

test("extend and delete want the session's own token", async () => {
  const session = await createSession(server.address);
  const call = (method: string, path: string, token?: string) =>
    fetch(`${server.address}/api/sessions/${session.id}${path}`, {
      method,
      headers: token ? { authorization: `Bearer ${token}` } : {},
    });
  expect((await call("POST", "/extend")).status).toBe(401);
  expect((await call("DELETE", "", "wrong")).status).toBe(401);
  const extended = await call("POST", "/extend", session.token);
  expect(extended.status).toBe(200);
  expect(Date.parse((await extended.json()).expiresAt)).toBeGreaterThanOrEqual(Date.parse(session.expiresAt));
  expect((await call("DELETE", "", session.token)).status).toBe(204);
  expect((await call("DELETE", "", session.token)).status).toBe(404);
});

test("limits: an address has its share, and gets its place back at the end", async () => {
  const sessions = [await createSession(server.address), await createSession(server.address)];
  const refused = await post(server.address, { lab: "zombies" });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  for (const session of sessions) await remove(server.address, session);
  await expect.poll(async () => (await post(server.address, { lab: "zombies" })).status, { timeout: 30_000 }).toBe(201);
});

test("a full server says when to come back", async () => {
  await using small = await startServer({ PIDONE_SESSIONS_MAX: "1" });
  const session = await createSession(small.address);
  const refused = await post(small.address, { lab: "zombies" });
  expect(refused.status).toBe(503);
  expect((await refused.json()).type).toBe("urn:pid-one:problem:server-full");
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  await remove(small.address, session);
});

test("who waits at a full server gets the place that is given up next", async () => {
  await using small = await startServer({ PIDONE_SESSIONS_MAX: "1", PIDONE_QUEUE_MAX: "2" });
  const session = await createSession(small.address);
  const join = () => post(small.address, { lab: "zombies", queue: true });
  const [first, second] = [await join(), await join()];
  expect([first.status, second.status, (await join()).status]).toEqual([202, 202, 503]);
  expect(first.headers.get("retry-after")).toBe("3");
  const { ticket, ...place } = await first.json();
  expect(place).toEqual({ place: 1, waitSeconds: expect.any(Number), pollSeconds: 3, isTurn: false });
  const waiting = await second.json();
  expect(waiting.place).toBe(2);

  const queue = (method: string, bearer: string) =>
    fetch(`${small.address}/api/queue`, { method, headers: { authorization: `Bearer ${bearer}` } });
  await remove(small.address, session);
  await expect.poll(async () => (await (await queue("GET", ticket)).json()).isTurn, { timeout: 30_000 }).toBe(true);
  // Neither a newcomer nor the second one gets in before.
  expect((await post(small.address, { lab: "zombies" })).status).toBe(503);
  expect((await post(small.address, { lab: "zombies", queue: waiting.ticket })).status).toBe(202);
  expect((await post(small.address, { lab: "zombies", queue: ticket })).status).toBe(201);

  expect((await (await queue("GET", waiting.ticket)).json()).place).toBe(1);
  expect((await queue("DELETE", waiting.ticket)).status).toBe(204);
  expect((await queue("GET", waiting.ticket)).status).toBe(404);
  expect((await fetch(`${small.address}/api/queue`)).status).toBe(401);
});

test("who changes a lab for another at a full server keeps the place", async () => {
  await using small = await startServer({ PIDONE_SESSIONS_MAX: "1", PIDONE_SESSIONS_PER_ADDRESS: "3" });
  const session = await createSession(small.address);
  const waiting = await (await post(small.address, { lab: "zombies", queue: true })).json();
  const end = (query: string) =>
    fetch(`${small.address}/api/sessions/${session.id}${query}`, {
      method: "DELETE",
      headers: { authorization: `Bearer ${session.token}` },
    });
  expect((await end("?keepPlace=perhaps")).status).toBe(400);
  const ended = await end("?keepPlace=true");
  expect(ended.status).toBe(200);
  const { ticket } = await ended.json();
  expect((await post(small.address, { lab: "zombies", queue: waiting.ticket })).status).toBe(202);
  expect((await post(small.address, { lab: "zombies", init: "pid-one", queue: ticket })).status).toBe(201);
});

test("behind a proxy a visitor cannot choose its address", async () => {
  await using proxied = await startServer({ PIDONE_PROXIES: "1", PIDONE_SESSIONS_PER_ADDRESS: "1" });
  const from = (forwarded: string) => post(proxied.address, { lab: "zombies" }, { "x-forwarded-for": forwarded });
  expect((await from("10.0.0.1, 192.0.2.1")).status).toBe(201);
  expect((await from("10.0.0.2, 192.0.2.1")).status).toBe(429);
  expect((await from("10.0.0.1, 192.0.2.2")).status).toBe(201);
});

test("pages come compressed, and only embedded ones may stand in other sites' frames", async () => {
  const page = await fetch(`${server.address}/read/init-systems/`, { headers: { "accept-encoding": "br" } });
  expect(page.status).toBe(200);
  expect(page.headers.get("content-encoding")).toBe("br");
  expect(page.headers.get("content-security-policy")).toMatch(/script-src 'self'.*frame-ancestors 'self'/);
  expect(await page.text()).toContain("</html>");
  const embedded = await fetch(`${server.address}/embed/zombies/`);
  expect(embedded.headers.get("content-security-policy")).toContain("frame-ancestors *");
});

test("health, readiness and metrics", async () => {
  expect(await (await fetch(`${server.address}/healthz`)).json()).toEqual({ status: "ok" });
  expect(await (await fetch(`${server.address}/readyz`)).json()).toMatchObject({
    status: "ready",
    sandbox: { driver: "oci", detail: expect.stringMatching(/runc|crun/) },
  });
  const metrics = await (await fetch(`${server.address}/metrics`)).text();
  expect(metrics).toMatch(/^pidone_sessions_started_total\{lab="zombies",init="none"\} \d+$/m);
  expect(metrics).toMatch(/^pidone_sessions\{state="live"\} \d+$/m);
  expect(metrics).toMatch(/^pidone_session_start_seconds_count\{driver="oci",start="(cold|warm)"\} \d+$/m);
  for (const name of ["driver_errors_total", "event_lag_seconds", "problems_total", "terminal_bytes_total"])
    expect(metrics).toContain(`# TYPE pidone_${name} `);
});

test("500 starts in a second: all are answered, most with 429 and when to come back", async () => {
  await using strict = await startServer({ PIDONE_STARTS_PER_MINUTE: "5", PIDONE_SESSIONS_PER_ADDRESS: "3" });
  const answers = await Promise.all(Array.from({ length: 500 }, () => post(strict.address, { lab: "zombies" })));
  const by = Map.groupBy(answers, ({ status }) => status);
  expect([...by.keys()].sort()).toEqual([201, 429]);
  expect(by.get(201)?.length).toBe(3);
  for (const answer of by.get(429) ?? []) expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await fetch(`${strict.address}/healthz`)).status).toBe(200);
});

describe("a server without sandboxes", () => {
  test("serves, and says why there are no labs", async () => {
    await using bare = await startServer({ PIDONE_SANDBOX: "none" });
    expect(bare.output()).toContain("No labs here:");
    for (const response of [await fetch(`${bare.address}/readyz`), await post(bare.address, { lab: "zombies" })]) {
      expect(response.status).toBe(503);
      expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
      expect((await response.json()).detail).toContain("PIDONE_SANDBOX=none");
    }
    expect((await fetch(`${bare.address}/healthz`)).status).toBe(200);
    expect((await fetch(`${bare.address}/api/labs`)).status).toBe(200);
  });
});
