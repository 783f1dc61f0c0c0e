/** A server on a machine that lacks something. */
import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createSession, LabSocket, post, remove } from "./lab-socket.ts";
import { startServer } from "./running-server.ts";

async function hasLab(address: string): Promise<void> {
  const session = await createSession(address);
  const lab = new LabSocket(address, session);
  await lab.prompt();
  await remove(address, session);
}

test("with few file descriptors it refuses labs, not people, and the labs that run go on", async () => {
  const limited = ["sh", "-c", 'ulimit -n 60; exec "$@"', "sh"];
  await using server = await startServer({ PIDONE_WARM_MAX: "0" }, undefined, limited);
  const first = await createSession(server.address);
  const lab = new LabSocket(server.address, first);
  await lab.prompt();
  const sessions = [];
  let refused: Response | null = null;
  while (!refused && sessions.length < 50) {
    const response = await post(server.address, { lab: "zombies" });
    if (response.status === 201) sessions.push(await response.json());
    else refused = response;
  }
  expect(refused?.status).toBe(503);
  expect(await refused?.json()).toMatchObject({ type: "urn:pid-one:problem:sandbox-failed" });
  lab.type("echo goes-$((2 + 2))\r");
  await lab.says(/goes-4/);
  expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
  const unready = await fetch(`${server.address}/readyz`);
  expect(unready.status).toBe(503);
  expect((await unready.json()).detail).toMatch(/descriptors|EMFILE|open files/);
  await expect.poll(() => server.output(), { timeout: 10_000 }).toContain("a lab did not start");
  for (const session of sessions) await remove(server.address, session);
  await hasLab(server.address);
  expect((await fetch(`${server.address}/readyz`)).status).toBe(200);
});

test("a folder for temporary files that is not there is not missed", async () => {
  await using server = await startServer({ TMPDIR: "/nonexistent" });
  await hasLab(server.address);
});

test("a full one is not missed either", async () => {
  const full = 'mount -t tmpfs -o size=64k tmpfs /mnt; cat /dev/zero > /mnt/full; exec "$@"';
  const withFull = ["unshare", "--mount", "sh", "-c", full, "sh"];
  await using server = await startServer({ TMPDIR: "/mnt" }, undefined, withFull);
  expect(() => writeFileSync(`/proc/${server.pid}/root/mnt/one-more`, "x")).toThrow("ENOSPC");
  await hasLab(server.address);
});

test("what was built may be read-only", async () => {
  const readOnly = [
    "unshare",
    "--mount",
    "sh",
    "-c",
    'mount --bind dist dist; mount -o remount,bind,ro dist; exec "$@"',
    "sh",
  ];
  await using server = await startServer({}, undefined, readOnly);
  await hasLab(server.address);
});
