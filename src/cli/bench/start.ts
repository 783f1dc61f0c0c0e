/** From POST to the first byte of the prompt, started ahead and cold, beside `docker run -it` of the same image. */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { spawn } from "@lydell/node-pty";
import { readConfig } from "../../server/config.ts";
import type { BenchRow } from "./bench.ts";
import { dockerImage, withDocker } from "./docker.ts";
import { LabClient } from "./lab-client.ts";
import { withLabServer } from "./lab-server.ts";
import { quantile, time } from "./statistics.ts";

const rounds = 20;
const shareOfDockerMax = 0.25;
const warmMsMax = 10;
const prompt = /[#$] /;

export async function benchStart(): Promise<BenchRow[]> {
  const rootfs = join(readConfig({}).distDir, "sandbox", "rootfs");
  return await withLabServer({}, (cold) =>
    withLabServer({ PIDONE_WARM_MAX: "1" }, async (warm) => {
      const starts = { warm: () => warmStart(warm.address), cold: () => labStart(cold.address) };
      const taken = await withDocker(rootfs, (host) => measure({ ...starts, docker: () => dockerRun(host) }));
      return rows(taken ?? (await measure(starts)));
    }),
  );
}

function rows({ warm = [], cold = [], docker = [] }: Record<string, number[]>): BenchRow[] {
  const peers = (fraction: number): Record<string, number> =>
    docker.length > 0 ? { "docker run -it": quantile(docker, fraction) } : {};
  const [warmMedian, coldMedian, peer] = [quantile(warm, 0.5), quantile(cold, 0.5), peers(0.5)["docker run -it"]];
  return [
    {
      what: `POST to first prompt byte, cold, median of ${rounds}`,
      unit: "ms",
      ours: coldMedian,
      peers: peers(0.5),
      bar: `at most ${shareOfDockerMax} of docker run -it`,
      holds: peer === undefined ? null : coldMedian <= shareOfDockerMax * peer,
    },
    {
      what: "POST to first prompt byte, cold, p95",
      unit: "ms",
      ours: quantile(cold, 0.95),
      peers: peers(0.95),
      bar: "for orientation",
      holds: null,
    },
    {
      what: `POST to first prompt byte, started ahead, median of ${rounds}`,
      unit: "ms",
      ours: warmMedian,
      peers: { "ours, cold": coldMedian, ...peers(0.5) },
      bar: `at most ${warmMsMax} ms`,
      holds: warmMedian <= warmMsMax,
    },
  ];
}

/** In turn, so that all meet the same machine; the first round of each warms it up and does not count. */
async function measure(starts: Record<string, () => Promise<number>>): Promise<Record<string, number[]>> {
  const all: Record<string, number[]> = {};
  for (let round = 0; round <= rounds; round++) {
    const words: string[] = [];
    for (const [name, start] of Object.entries(starts)) {
      const taken = await start();
      words.push(`${name} ${taken.toFixed(0)} ms`);
      if (round > 0) all[name] = [...(all[name] ?? []), taken];
    }
    if (round > 0) process.stdout.write(`round ${round} of ${rounds}: ${words.join(", ")}\n`);
  }
  return all;
}

/** When the server has a lab that it started ahead. */
async function warmStart(server: string): Promise<number> {
  const isReady = async () =>
    (await (await fetch(`${server}/metrics`)).text()).includes('pidone_sessions{state="warm"} 1');
  while (!(await isReady())) await sleep(20);
  return await labStart(server);
}

async function labStart(server: string): Promise<number> {
  let client: LabClient | undefined;
  const taken = await time(async () => {
    client = await LabClient.start(server, { lab: "zombies" });
    await client.says(prompt);
  });
  await client?.end();
  return taken;
}

async function dockerRun(host: string): Promise<number> {
  const args = ["-H", host, "run", "-it", "--rm", "--network", "none", dockerImage, "bash"];
  let end = async () => {};
  const taken = await time(async () => {
    const pty = spawn("docker", args, { cols: 80, rows: 24 });
    const exited = new Promise((resolve) => pty.onExit(resolve));
    end = async () => {
      pty.write("exit\r");
      await exited;
    };
    let text = "";
    await new Promise<void>((resolve) =>
      pty.onData((data) => {
        text += data;
        if (prompt.test(text)) resolve();
      }),
    );
  });
  await end();
  return taken;
}
