/** Labs that are started ahead, in real containers. */
import { rm } from "node:fs/promises";
import { expect, test } from "vitest";
import { createSession, LabSocket, remove } from "../lab-socket.ts";
import { type RunningServer, startServer } from "../running-server.ts";
import { serverNames, tracesOf } from "../sandbox/oci/traces.ts";
import { makeStateDir } from "../state-dir.ts";

const metric = async ({ address }: RunningServer, name: string) => {
  const text = await (await fetch(`${address}/metrics`)).text();
  const line = text.split("\n").find((each) => each.startsWith(`${name} `));
  return Number(line?.split(" ").at(-1) ?? 0);
};
const WARM = 'pidone_sessions{state="warm"}';
const STARTED_WARM = 'pidone_session_start_seconds_count{driver="oci",start="warm"}';
const untilWarm = (server: RunningServer, count: number) =>
  expect.poll(() => metric(server, WARM), { timeout: 20_000 }).toBe(count);

test("a visitor gets a fresh lab that is at its prompt already, and the next visitor another one", async () => {
  await using server = await startServer({ PIDONE_WARM_MAX: "1" });
  await untilWarm(server, 1);
  const names = [];
  for (const visitor of [1, 2]) {
    await untilWarm(server, 1);
    const session = await createSession(server.address);
    names.push(session.id);
    const lab = new LabSocket(server.address, session);
    await lab.prompt();
    lab.type(`ls -A ~; echo mine > ~/left-${visitor}; echo done-$((${visitor} + 10))\r`);
    await lab.says(new RegExp(`done-${visitor + 10}`));
    expect(lab.text).not.toContain("left-1\r\n");
    expect(await metric(server, STARTED_WARM)).toBe(visitor);
    if (visitor === 2) await remove(server.address, session);
  }
  expect(new Set(names).size).toBe(2);
});

test("they give way to visitors where there is no room for both, and come back after them", async () => {
  await using server = await startServer({ PIDONE_WARM_MAX: "4", PIDONE_SESSIONS_MAX: "1" });
  await untilWarm(server, 1);
  const session = await createSession(server.address);
  expect(await metric(server, WARM)).toBe(0);
  await remove(server.address, session);
  await untilWarm(server, 1);
});

test.each(["SIGTERM", "SIGKILL"] as const)("after %s and the next start nothing of them is left", async (signal) => {
  const stateDir = await makeStateDir();
  const first = await startServer({ PIDONE_WARM_MAX: "2" }, stateDir);
  await expect.poll(() => metric(first, WARM), { timeout: 20_000 }).toBeGreaterThan(0);
  const names = await serverNames(stateDir);
  await first.stop(signal);
  const second = await startServer({ PIDONE_WARM_MAX: "0" }, stateDir);
  await second.stop();
  expect(second.output().includes("left by a server that was killed")).toBe(signal === "SIGKILL");
  expect(await tracesOf(stateDir, names)).toEqual([]);
  await rm(stateDir, { recursive: true });
});
