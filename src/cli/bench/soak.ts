/** Many sessions started and ended, one after the other and some at once: what of them stays behind. */
import { readdir } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { SpawnedServer } from "../spawn-server.ts";
import type { BenchRow } from "./bench.ts";
import { LabClient } from "./lab-client.ts";
import { withLabServer } from "./lab-server.ts";
import { resident_kB } from "./memory.ts";
import { quantile } from "./statistics.ts";

const sessions = 10_000;
/** A machine that is slower does fewer. */
const minutesMax = 20;
const atOnce = 4;
/** The first ones fill caches, and let V8's young generation grow to its full size; from here on memory is to stay. */
const warmUpShare = 0.3;
const lookEvery = 50;
const settleMs = 2000;
const firstVisits = 20;
const growthMbMax = 16;

export async function benchSoak(): Promise<BenchRow[]> {
  // With labs that are started ahead, as those must not stay behind either.
  return await withLabServer({ PIDONE_WARM_MAX: "4" }, async (server) => {
    const looks: { ended: number; server_kB: number }[] = [];
    const deadline = Date.now() + minutesMax * 60_000;
    let started = 0;
    let ended = 0;
    const visit = async (until: number) => {
      while (started < until && Date.now() < deadline) {
        started += 1;
        const lab = await LabClient.start(server.address, { lab: "zombies" });
        await lab.says(/[#$] /);
        await lab.end();
        ended += 1;
        if (ended % lookEvery === 0) looks.push({ ended, server_kB: await resident_kB(server.pid) });
        if (ended % 500 === 0) process.stdout.write(`${ended} of ${sessions}: ${looks.at(-1)?.server_kB} kB\n`);
      }
    };
    // The first visits have labs started ahead; from then on those are there at each look.
    const descriptorsAfter = async (until: number) => {
      await Promise.all(Array.from({ length: atOnce }, () => visit(until)));
      await sleep(settleMs);
      return await descriptorsOf(server);
    };
    const before = await descriptorsAfter(firstVisits);
    const descriptors = (await descriptorsAfter(sessions)) - before;
    const steady = looks.filter((look) => look.ended >= ended * warmUpShare).map(({ server_kB }) => server_kB);
    const half = Math.floor(steady.length / 2);
    // Memory goes up and down with each collection of garbage, so halves are compared, not two moments.
    const growthMb =
      Math.round((quantile(steady.slice(half), 0.5) - quantile(steady.slice(0, half), 0.5)) / 102.4) / 10;
    return [
      row(
        "sessions started and ended",
        "sessions",
        ended,
        `${sessions}, or as many as ${minutesMax} minutes allow`,
        null,
      ),
      row(
        "the server's memory, second half against first",
        "MB",
        growthMb,
        `grows by at most ${growthMbMax} MB`,
        growthMb <= growthMbMax,
      ),
      row("the server's memory at its highest", "MB", Math.round(Math.max(...steady) / 1024), "for orientation", null),
      row("descriptors more than after the first visits", "descriptors", descriptors, "at most 4", descriptors <= 4),
    ];
  });
}

function row(what: string, unit: BenchRow["unit"], ours: number, bar: string, holds: boolean | null): BenchRow {
  return { what, unit, ours, peers: {}, bar, holds };
}

async function descriptorsOf({ pid }: SpawnedServer): Promise<number> {
  return (await readdir(`/proc/${pid}/fd`)).length;
}
