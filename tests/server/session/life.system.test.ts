import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createSession, LabSocket } from "../lab-socket.ts";
import { startServer } from "../running-server.ts";
import { makeStateDir } from "../state-dir.ts";

test("a lab ends when its time is up, and an extension adds to it", async () => {
  await using server = await startServer({ PIDONE_SESSION_SECONDS: "10", PIDONE_SESSION_SECONDS_MAX: "12" });
  const session = await createSession(server.address);
  const lab = new LabSocket(server.address, session);
  await lab.prompt();
  const extended = await fetch(`${server.address}/api/sessions/${session.id}/extend`, {
    method: "POST",
    headers: { authorization: `Bearer ${session.token}` },
  });
  expect(Date.parse((await extended.json()).expiresAt)).toBeGreaterThan(Date.parse(session.expiresAt));
  expect(await lab.gets("ended")).toMatchObject({ reason: "expired" });
});

test("a lab in which nothing is typed ends; typing keeps it", async () => {
  await using server = await startServer({ PIDONE_IDLE_SECONDS: "5" });
  const [idle, busy] = [await createSession(server.address), await createSession(server.address)];
  const [idleLab, busyLab] = [new LabSocket(server.address, idle), new LabSocket(server.address, busy)];
  const typing = setInterval(() => busyLab.type(" "), 500);
  expect(await idleLab.gets("ended")).toMatchObject({ reason: "idle" });
  clearInterval(typing);
  expect(busyLab.messages.some(({ type }) => type === "ended")).toBe(false);
});

test("SIGTERM: pages are told, nothing is left, exit 0", async () => {
  const server = await startServer();
  const lab = new LabSocket(server.address, await createSession(server.address));
  await lab.prompt();
  const stopped = server.stop("SIGTERM");
  expect(await lab.gets("ended")).toMatchObject({ reason: "server-stopping" });
  expect(await stopped).toBe(0);
  expect(traces(server.stateDir)).toEqual([]);
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
  await killed.stop("SIGKILL");

  const next = await startServer({}, stateDir);
  expect(next.output()).toContain("now removed");
  expect(traces(stateDir, next.pid)).toEqual([]);
  const lab = new LabSocket(next.address, await createSession(next.address));
  await lab.prompt();
  await next.stop();
  expect(traces(stateDir)).toEqual([]);
  await rm(stateDir, { recursive: true });
});

/** What can be seen of labs that should be gone: processes, mounts, cgroups, files; those of the server `living` aside. */
function traces(stateDir: string, living?: number): string[] {
  const processes = execFileSync("ps", ["-eo", "pid,ppid,args"], { encoding: "utf8" })
    .split("\n")
    .filter((line) => line.includes("7654321") || line.includes(`${stateDir}/`))
    .filter((line) => !line.includes("ps -eo"));
  const mounts = readFileSync("/proc/self/mountinfo", "utf8")
    .split("\n")
    .filter((line) => line.includes(stateDir));
  const cgroups = execFileSync("find", ["/sys/fs/cgroup", "-type", "d", "-path", "*pid-one*", "-name", "s-*"], {
    encoding: "utf8",
  })
    .split("\n")
    .filter(Boolean);
  const owners = existsSync(join(stateDir, "servers")) ? readdirSync(join(stateDir, "servers")) : [];
  const files = living === undefined ? owners : owners.slice(1);
  return [...processes, ...mounts, ...cgroups, ...files];
}
