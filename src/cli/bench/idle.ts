/** What sessions cost that nobody types in: memory beside the shell itself, and processor time while they are watched. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readConfig } from "../../server/config.ts";
import type { SpawnedServer } from "../spawn-server.ts";
import type { BenchRow } from "./bench.ts";
import { dockerImage, withDocker } from "./docker.ts";
import { LabClient } from "./lab-client.ts";
import { withLabServer } from "./lab-server.ts";
import { available_kB, holdings, resident_kB } from "./memory.ts";
import { processorMs } from "./processor.ts";

const sessions = 300;
const dockerContainers = 10;
const atOnce = 4;
const settleMs = 3000;
const watchedMs = 10_000;
const kBMax = 8 * 1024;
const coreShareMax = 0.1;

/** The shell and the lab's program are the visitor's own. */
const isVisitors = (command: string) => command === "bash" || command === "app";

export async function benchIdle(): Promise<BenchRow[]> {
  const docker = await withDocker(join(readConfig({}).distDir, "sandbox", "rootfs"), dockerCost);
  return await withLabServer({}, async (server) => {
    const before = await look(server);
    const labs = await startAll(server);
    await sleep(settleMs);
    const after = await look(server);
    const ticks = await processorMs(server.pid);
    await sleep(watchedMs);
    const busyMs = (await processorMs(server.pid)) - ticks;
    await Promise.all(labs.map((lab) => lab.end()));
    const cost = Math.round((after.beside_kB - before.beside_kB) / sessions);
    return [
      {
        what: `a session beside its shell, with ${sessions} at once`,
        unit: "kB",
        ours: cost,
        peers: docker === null ? {} : { "docker run -it": docker },
        bar: `at most ${kBMax} kB`,
        holds: cost <= kBMax,
      },
      {
        what: "of it in the server",
        unit: "kB",
        ours: Math.round((after.server_kB - before.server_kB) / sessions),
        peers: {},
        bar: "for orientation",
        holds: null,
      },
      {
        what: "a session with its shell and the kernel's share (MemAvailable)",
        unit: "kB",
        ours: Math.round((before.available_kB - after.available_kB) / sessions),
        peers: {},
        bar: "for orientation",
        holds: null,
      },
      {
        what: "a watched idle session",
        unit: "% of a core",
        ours: Math.round((busyMs / watchedMs / sessions) * 100 * 1000) / 1000,
        peers: {},
        bar: `under ${coreShareMax} %`,
        holds: (busyMs / watchedMs / sessions) * 100 < coreShareMax,
      },
    ];
  });
}

/** Of all processes but this one and the visitors': the server, what it keeps beside each lab, an init. */
async function beside_kB(): Promise<number> {
  const all = [...(await holdings())].filter(([pid, { command }]) => pid !== process.pid && !isVisitors(command));
  return all.reduce((sum, [, { pss_kB }]) => sum + pss_kB, 0);
}

async function look({ pid }: SpawnedServer) {
  return { beside_kB: await beside_kB(), server_kB: await resident_kB(pid), available_kB: await available_kB() };
}

async function startAll(server: SpawnedServer): Promise<LabClient[]> {
  const labs: LabClient[] = [];
  const startSome = async () => {
    while (labs.length < sessions) {
      const at = labs.length;
      labs.length += 1;
      const lab = await LabClient.start(server.address, { lab: "zombies" });
      labs[at] = lab;
      await lab.says(/[#$] /);
      if ((at + 1) % 50 === 0) process.stdout.write(`${at + 1} of ${sessions} started\n`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, startSome));
  return labs;
}

/** What Docker keeps beside each shell: its client, its shim and its own growth, in kB. */
async function dockerCost(host: string): Promise<number> {
  const before = await beside_kB();
  const names = Array.from({ length: dockerContainers }, (_, at) => `pid-one-idle-${at}`);
  const clients = names.map((name) =>
    spawn("script", [
      "-qec",
      `docker -H ${host} run -it --rm --network none --name ${name} ${dockerImage} bash`,
      "/dev/null",
    ]),
  );
  await Promise.all(clients.map((client) => once(client.stdout, "data")));
  await sleep(settleMs);
  const cost = (await beside_kB()) - before;
  await once(spawn("docker", ["-H", host, "kill", ...names], { stdio: "ignore" }), "exit");
  await Promise.all(clients.map((client) => client.exitCode ?? once(client, "exit")));
  return Math.round(cost / dockerContainers);
}
