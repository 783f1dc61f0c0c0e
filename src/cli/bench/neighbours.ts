/** What somebody notices whose neighbour does their worst: the echo of their keys, and whether one is lost. */
import { setTimeout as sleep } from "node:timers/promises";
import type { BenchRow } from "./bench.ts";
import { echoes } from "./echoes.ts";
import { LabClient } from "./lab-client.ts";
import { withLabServer } from "./lab-server.ts";
import { quantile } from "./statistics.ts";

const keys = 200;
const pauseMs = 20;
const runUpMs = 1000;
const p99MsMax = 100;

/** What is typed into the neighbour's shell. Each goes on until its sandbox is ended. */
const bombs: Record<string, string> = {
  "no bomb": "",
  "a fork bomb": "bomb() { bomb | bomb & }; bomb",
  "ten busy loops": "for i in 1 2 3 4 5 6 7 8 9 10; do while :; do :; done & done",
  "memory without end": "while :; do tail /dev/zero; done",
  "a file without end": "while :; do cat /dev/zero > ~/full; rm ~/full; done",
  "files without end": "while :; do for i in $(seq 1 20000); do : > ~/$i || break; done; rm -rf ~/*; done",
  "descriptors without end": 'while :; do (for i in $(seq 10 5000); do eval "exec $i</dev/null" || break; done); done',
  "output without end": "yes 'a line of output that is longer than most'",
  "processes without end": "while :; do /bin/true; done",
};

export async function benchNeighbours(): Promise<BenchRow[]> {
  return await withLabServer({}, async ({ address }) => {
    const lab = await LabClient.start(address, { lab: "zombies" });
    await lab.says(/[#$] /);
    const rows: BenchRow[] = [];
    for (const [name, bomb] of Object.entries(bombs)) {
      const neighbour = await LabClient.start(address, { lab: "zombies" });
      await neighbour.says(/[#$] /);
      neighbour.listens = false;
      if (bomb) neighbour.send(`${bomb}\r`);
      await sleep(runUpMs);
      const taken = await echoes(lab, keys, pauseMs);
      const p99 = quantile(taken, 0.99);
      process.stdout.write(`${name}: p99 ${p99} ms\n`);
      rows.push({
        what: `echo beside ${name}, p99 of ${keys}`,
        unit: "ms",
        ours: p99,
        peers: { median: quantile(taken, 0.5) },
        bar: `under ${p99MsMax} ms`,
        holds: p99 < p99MsMax,
      });
      await neighbour.end();
    }
    await lab.end();
    return rows;
  });
}
