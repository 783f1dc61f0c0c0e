/** Published recordings, on a real server: who may publish, what is kept, and when it is gone. */
import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { type ClientRequest, request } from "node:http";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publishedSchema } from "../../../src/protocol/recordings.ts";
import { type RunningServer, startServer } from "../running-server.ts";
import { makeStateDir } from "../state-dir.ts";

const cast = '{"version":3,"term":{"cols":80,"rows":24}}\n[0, "o", "hello ✓"]\n';
const settings = { PIDONE_SANDBOX: "none", PIDONE_PROXIES: "1", PIDONE_RECORDINGS_MAX: "6" };
let visitors = 0;

let server: RunningServer & AsyncDisposable;
beforeAll(async () => {
  server = await startServer({ ...settings, PIDONE_RECORDING_BYTES_MAX: "2000", PIDONE_RECORDINGS_PER_ADDRESS: "3" });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

/** @param from an address of its own for each, unless it is given */
async function publish(
  { address }: { address: string },
  body: string,
  { from = `192.0.2.${++visitors}`, ...headers }: Record<string, string> = {},
): Promise<Response> {
  return await fetch(`${address}/api/recordings`, {
    method: "POST",
    headers: { "content-type": "application/x-asciicast", "x-forwarded-for": from, ...headers },
    body,
  });
}

async function publishOne(at: { address: string }, from?: string) {
  const response = await publish(at, cast, from ? { from } : {});
  expect(response.status).toBe(201);
  return publishedSchema.parse(await response.json());
}

const get = async ({ address }: { address: string }, id: string) => await fetch(`${address}/api/recordings/${id}`);
const remove = async ({ address }: { address: string }, id: string, headers: Record<string, string>) =>
  await fetch(`${address}/api/recordings/${id}`, { method: "DELETE", headers });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function expectProblem(response: Response, status: number, detail: string): Promise<void> {
  expect(response.headers.get("content-type")).toContain("application/problem+json");
  expect(await response.json()).toMatchObject({ status, detail: expect.stringContaining(detail) });
  expect(response.status).toBe(status);
}

test("unless the operator asks for it, none is taken", async () => {
  await using off = await startServer({ PIDONE_SANDBOX: "none" });
  const answer = await fetch(`${off.address}/api/recordings`);
  expect(await answer.json()).toEqual({ isOpen: false, bytesMax: 2 * 1024 * 1024, seconds: 604_800 });
  await expectProblem(await publish(off, cast), 404, "Save the recording as a file");
  expect(await readdir(off.stateDir)).not.toContain("recordings");
});

test("what is published is read as it was, and goes when its maker deletes it", async () => {
  expect(await (await fetch(`${server.address}/api/recordings`)).json()).toMatchObject({
    isOpen: true,
    bytesMax: 2000,
  });
  const { id, deleteToken, expiresAt, link } = await publishOne(server);
  expect(link).toBe(`/replay/?r=${id}`);
  const left_days = (Date.parse(expiresAt) - Date.now()) / 86_400_000;
  expect(left_days).toBeGreaterThan(6.9);
  expect(left_days).toBeLessThanOrEqual(7);

  const response = await get(server, id);
  expect(await response.text()).toBe(cast);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": expect.stringMatching(/^application\/x-asciicast/),
    "content-disposition": `attachment; filename="pid-one-${id}.cast"`,
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
  });

  await expectProblem(await remove(server, id, {}), 401, "Bearer");
  await expectProblem(await remove(server, id, bearer(id)), 401, "Only the delete token");
  expect((await get(server, id)).status).toBe(200);
  expect((await remove(server, id, bearer(deleteToken))).status).toBe(204);
  await expectProblem(await get(server, id), 404, "deleted");
  await expectProblem(await remove(server, id, bearer(deleteToken)), 404, "deleted");
  expect(await readdir(join(server.stateDir, "recordings"))).not.toContain(id);
});

test("what the operator takes from the folder is gone", async () => {
  const { id } = await publishOne(server);
  await rm(join(server.stateDir, "recordings", id));
  await expectProblem(await get(server, id), 404, "deleted");
});

test.each([
  ["no text", "", 400, "first line"],
  ["no JSON", "hello\n", 400, "first line"],
  ["an older version", '{"version":2,"width":80,"height":24}\n', 400, "version 3"],
  ["one that is too large", cast + "#".repeat(2000), 413, "2000 bytes"],
])("%s is refused", async (_, body, status, detail) => {
  await expectProblem(await publish(server, body), status, detail);
});

test("another type, a page of another site and a name that leads elsewhere are refused", async () => {
  await expectProblem(await publish(server, "{}", { "content-type": "application/json" }), 415, "x-asciicast");
  await expectProblem(await publish(server, cast, { origin: "https://evil.example" }), 403, "PIDONE_ORIGINS");
  await expectProblem(await get(server, "..%2Fservers"), 404, "deleted");
});

/** An upload that has begun and does not go on. */
function slowUpload({ address }: { address: string }): ClientRequest {
  const headers = { "content-type": "application/x-asciicast", "content-length": 1000 };
  const upload = request(`${address}/api/recordings`, {
    method: "POST",
    headers: { ...headers, "x-forwarded-for": `192.0.2.${++visitors}` },
  });
  upload.on("error", () => {}); // Destroyed by the test, or cut off by the server when it ends.
  upload.write(cast);
  return upload;
}

test("of more uploads than are read at once the last is told to come back, and can when one has gone", async () => {
  const uploads = Array.from({ length: 16 }, () => slowUpload(server));
  // No recording: where there is room, it is refused for that.
  const next = async () => await publish(server, "x");
  let refused = await next();
  await expect
    .poll(
      async () => {
        if (refused.status !== 503) refused = await next();
        return refused.status;
      },
      { timeout: 20_000 },
    )
    .toBe(503);
  expect(refused.headers.get("retry-after")).toBe("10");
  await expectProblem(refused, 503, "Many publish at this moment");
  uploads.pop()?.destroy();
  await expect.poll(async () => (await next()).status, { timeout: 20_000 }).toBe(400);
  for (const upload of uploads) upload.destroy();
});

test("of two servers with one state folder each shows and deletes what the other took", async () => {
  await using other = await startServer({ ...settings, PIDONE_RECORDINGS_MAX: "0" }, server.stateDir);
  const { id, deleteToken } = await publishOne(server);
  expect(await (await get(other, id)).text()).toBe(cast);
  await expectProblem(await remove(other, id, bearer(id)), 401, "Only the delete token");
  expect((await remove(other, id, bearer(deleteToken))).status).toBe(204);
  await expectProblem(await get(server, id), 404, "deleted");
});

test("an address has its share, and the server has an end", async () => {
  const mine = [await publishOne(server, "198.51.100.1"), await publishOne(server, "198.51.100.1")];
  mine.push(await publishOne(server, "198.51.100.1"));
  await expectProblem(await publish(server, cast, { from: "198.51.100.1" }), 429, "Delete one");
  // All at once: those that are being written count.
  const others = await Promise.all(Array.from({ length: 5 }, () => publish(server, cast)));
  expect(others.map(({ status }) => status).toSorted()).toEqual([201, 201, 201, 507, 507]);
  await expectProblem(await publish(server, cast), 507, "Save it as a file");
  const [first] = mine;
  expect((await remove(server, first?.id ?? "", bearer(first?.deleteToken ?? ""))).status).toBe(204);
  await publishOne(server);
});

test("an address can publish so often in a minute", async () => {
  const send = async () => await publish(server, "x", { from: "203.0.113.9" });
  const answers = await Promise.all(Array.from({ length: 11 }, send));
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(1);
  expect(Number((await send()).headers.get("retry-after"))).toBeGreaterThan(0);
});

test.skipIf(process.getuid?.() !== 0)("a full disk is told, and leaves nothing behind", async () => {
  const stateDir = await makeStateDir();
  const folder = join(stateDir, "recordings");
  await mkdir(folder);
  await promisify(execFile)("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder]);
  try {
    await using small = await startServer(settings, stateDir);
    await expectProblem(await publish(small, cast + "#".repeat(200_000)), 507, "Save it as a file");
    expect(await readdir(folder)).toEqual([]);
    const { id } = await publishOne(small);
    expect(await (await get(small, id)).text()).toBe(cast);
  } finally {
    await promisify(execFile)("umount", [folder]);
    await rm(stateDir, { recursive: true });
  }
});

test("they outlive the server, but not their time; of the token only a digest is kept", async () => {
  const stateDir = await makeStateDir();
  const folder = join(stateDir, "recordings");
  let kept: { id: string; deleteToken: string };
  {
    await using long = await startServer(settings, stateDir);
    kept = await publishOne(long);
    expect(await readFile(join(folder, kept.id), "utf8")).not.toContain(kept.deleteToken);
  }
  let short: string;
  {
    await using next = await startServer({ ...settings, PIDONE_RECORDING_SECONDS: "1" }, stateDir);
    expect(await (await get(next, kept.id)).text()).toBe(cast);
    const brief = await publishOne(next);
    short = brief.id;
    await expect.poll(async () => (await get(next, short)).status, { timeout: 20_000 }).toBe(404);
    expect(await readdir(folder)).toEqual([kept.id]);
    short = (await publishOne(next)).id;
  }
  const halfWritten = `${"a".repeat(22)}.new`;
  await writeFile(join(folder, halfWritten), "{");
  // Also where no more are taken, what is there can be seen and deleted, and goes at its time.
  await using last = await startServer({ PIDONE_SANDBOX: "none" }, stateDir);
  expect(await readdir(folder)).not.toContain(halfWritten);
  await expect.poll(async () => (await get(last, short)).status, { timeout: 20_000 }).toBe(404);
  expect(await readdir(folder)).toEqual([kept.id]);
  expect(await (await get(last, kept.id)).text()).toBe(cast);
  expect((await remove(last, kept.id, bearer(kept.deleteToken))).status).toBe(204);
  expect(await readdir(folder)).toEqual([]);
  await rm(stateDir, { recursive: true });
});
