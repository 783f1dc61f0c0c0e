/** From POST to the first byte of the prompt, cold, beside `docker run -it` of the same image. */
import { join } from "node:path";
import { spawn } from "@lydell/node-pty";
import { readConfig } from "../../server/config.ts";
import type { BenchRow } from "./bench.ts";
import { dockerImage, withDocker } from "./docker.ts";
import { LabClient } from "./lab-client.ts";
import { withLabServer } from "./lab-server.ts";
import { quantile, time } from "./statistics.ts";

const rounds = 20;
const shareOfDockerMax = 0.25;
const prompt = /[#$] /;

export async function benchStart(): Promise<BenchRow[]> {
  const rootfs = join(readConfig({}).distDir, "sandbox", "rootfs");
  return await withLabServer(async (server) => {
    const compared = await withDocker(rootfs, (host) => measure(server, () => dockerRun(host)));
    const { ours, docker } = compared ?? (await measure(server, null));
    const median = quantile(ours, 0.5);
    const peer = docker.length > 0 ? quantile(docker, 0.5) : null;
    return [
      {
        what: `POST to first prompt byte, cold, median of ${rounds}`,
        unit: "ms",
        ours: median,
        peers: peer === null ? {} : { "docker run -it": peer },
        bar: `at most ${shareOfDockerMax} of docker run -it`,
        holds: peer === null ? null : median <= shareOfDockerMax * peer,
      },
      {
        what: "POST to first prompt byte, cold, p95",
        unit: "ms",
        ours: quantile(ours, 0.95),
        peers: docker.length > 0 ? { "docker run -it": quantile(docker, 0.95) } : {},
        bar: "for orientation",
        holds: null,
      },
    ];
  });
}

/** In turn, so that both meet the same machine; the first round of each warms it up and does not count. */
async function measure(server: string, dockerStart: (() => Promise<number>) | null) {
  const ours: number[] = [];
  const docker: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const our = await labStart(server);
    const theirs = await dockerStart?.();
    if (round === 0) continue;
    ours.push(our);
    if (theirs !== undefined) docker.push(theirs);
    process.stdout.write(
      `round ${round} of ${rounds}: ours ${our.toFixed(0)} ms${theirs ? `, docker ${theirs.toFixed(0)} ms` : ""}\n`,
    );
  }
  return { ours, docker };
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
