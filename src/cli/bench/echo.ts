/** From a key to its echo, through the socket of a lab, beside the same shell on a bare pseudo-terminal. */
import { spawn } from "@lydell/node-pty";
import type { BenchRow } from "./bench.ts";
import { echoes, type Typewriter } from "./echoes.ts";
import { LabClient } from "./lab-client.ts";
import { withLabServer } from "./lab-server.ts";
import { quantile } from "./statistics.ts";

const keys = 300;
const busyNeighbours = 50;
const medianOverPtyMsMax = 1;
const p99MsMax = 10;

export async function benchEcho(): Promise<BenchRow[]> {
  return await withLabServer({}, async ({ address: server }) => {
    const lab = await LabClient.start(server, { lab: "zombies" });
    await lab.says(/[#$] /);
    const pty = barePty();
    await pty.says(/[#$] /);
    const quiet = { ours: await echoes(lab, keys), pty: await echoes(pty, keys) };
    process.stdout.write(`alone: done; now with ${busyNeighbours} busy labs\n`);
    const neighbours = await startNeighbours(server);
    const busy = { ours: await echoes(lab, keys), pty: await echoes(pty, keys) };
    pty.end();
    await Promise.all([lab, ...neighbours].map((client) => client.end()));
    const ours = quantile(quiet.ours, 0.5);
    const bare = quantile(quiet.pty, 0.5);
    const ours99 = quantile(busy.ours, 0.99);
    return [
      {
        what: `a key's echo, median of ${keys}`,
        unit: "ms",
        ours,
        peers: { "bare PTY": bare },
        bar: `within ${medianOverPtyMsMax} ms of a bare PTY`,
        holds: ours <= bare + medianOverPtyMsMax,
      },
      {
        what: `a key's echo with ${busyNeighbours} other labs busy, p99`,
        unit: "ms",
        ours: ours99,
        peers: { "bare PTY": quantile(busy.pty, 0.99) },
        bar: `under ${p99MsMax} ms`,
        holds: ours99 < p99MsMax,
      },
    ];
  });
}

function barePty(): Typewriter & { end(): void } {
  const pty = spawn("bash", ["--norc"], { cols: 80, rows: 24 });
  let onText = () => {};
  const writer = {
    text: "",
    send: (text: string) => pty.write(text),
    says: (pattern: RegExp) =>
      new Promise<void>((resolve) => {
        onText = () => {
          if (pattern.test(writer.text)) resolve();
        };
        onText();
      }),
    end: () => pty.kill("SIGKILL"),
  };
  pty.onData((data) => {
    writer.text += data;
    onText();
  });
  return writer;
}

/** Each prints a line ten times a second and starts a process for it: what a room of learners does, without a pause. */
async function startNeighbours(server: string): Promise<LabClient[]> {
  const clients: LabClient[] = [];
  for (let count = 0; count < busyNeighbours; count++) {
    const client = await LabClient.start(server, { lab: "zombies" });
    await client.says(/[#$] /);
    client.send("while sleep 0.1; do echo busy; done\r");
    clients.push(client);
  }
  return clients;
}
