/** Our init beside tini, tini-static, dumb-init and catatonit: size, memory, start, reaping, signals. */
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { initName } from "../../init/build.mjs";
import { readConfig } from "../../server/config.ts";
import type { BenchRow } from "./bench.ts";
import { buildDriver, measureInTurn, untilOneChild, withInit } from "./init-driver.ts";
import { findPeers, type Init } from "./init-peers.ts";
import { medianNoise, quantile } from "./statistics.ts";

const starts = 300;
const signals = 1000;
const orphans = 20_000;
/** The orphans of one init come in parts, in turn with the others', so that all meet the same machine. */
const orphanRounds = 10;
/** It sleeps while a first child tries the kernel out, and while the command runs. */
const wakeUpsMax = 5;
const settleMs = 100;

const fileBytesMax = 20_000;
const residentKbMax = 48;
const shareOfTiniStaticMax = 0.85;

export async function benchInit(): Promise<BenchRow[]> {
  const { found, missing } = findPeers();
  for (const line of missing) process.stdout.write(`${line}\n`);
  const inits = [{ name: "ours", path: join(readConfig({}).distDir, "init", initName()) }, ...found];
  const dir = await mkdtemp(join(tmpdir(), "pid-one-bench-init-"));
  try {
    const driver = await buildDriver(dir);
    return [
      ...(await sizeRows(driver, inits)),
      await startRow(driver, inits),
      ...(await reapingRows(driver, inits)),
      await latencyRow(driver, inits),
    ];
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Gives the first value to ours and the others to the peers, by name. */
function figures(inits: Init[], values: number[]): { ours: number; peers: Record<string, number> } {
  const [ours = Number.NaN, ...others] = values;
  return { ours, peers: Object.fromEntries(others.map((value, at) => [inits[at + 1]?.name ?? "", value])) };
}

async function sizeRows(driver: string, inits: Init[]): Promise<BenchRow[]> {
  const bytes = figures(inits, await Promise.all(inits.map(async ({ path }) => (await stat(path)).size)));
  const memory: { rss: number; pss: number }[] = [];
  for (const init of inits) memory.push(await memoryOf(driver, init));
  const resident = figures(
    inits,
    memory.map(({ rss }) => rss),
  );
  const proportional = figures(
    inits,
    memory.map(({ pss }) => pss),
  );
  const [fileBar, residentBar] = [`at most ${fileBytesMax} bytes`, `at most ${residentKbMax} kB`];
  return [
    { what: "file", unit: "bytes", ...bytes, bar: fileBar, holds: bytes.ours <= fileBytesMax },
    { what: "resident (RSS)", unit: "kB", ...resident, bar: residentBar, holds: resident.ours <= residentKbMax },
    {
      what: "resident, shared pages in parts (PSS)",
      unit: "kB",
      ...proportional,
      bar: residentBar,
      holds: proportional.ours <= residentKbMax,
    },
  ];
}

async function memoryOf(driver: string, init: Init): Promise<{ rss: number; pss: number }> {
  return await withInit(driver, init, ["/bin/sleep", "1000"], async (pid) => {
    await untilOneChild(pid);
    await sleep(settleMs);
    const text = await readFile(`/proc/${pid}/smaps_rollup`, "utf8");
    const field = (name: string) => Number(new RegExp(`^${name}: +(\\d+) kB`, "m").exec(text)?.[1]);
    return { rss: field("Rss"), pss: field("Pss") };
  });
}

async function startRow(driver: string, inits: Init[]): Promise<BenchRow> {
  process.stdout.write(`${starts} starts of each\n`);
  const all = await measureInTurn(driver, "start", starts, inits);
  const { ours, peers } = figures(
    inits,
    all.map((values) => quantile(values, 0.5)),
  );
  const peer = peers["tini-static"];
  return {
    what: `start to exit of /bin/true, median of ${starts}`,
    unit: "µs",
    ours,
    peers,
    bar: `at most ${shareOfTiniStaticMax} of tini-static`,
    holds: peer === undefined ? null : ours <= shareOfTiniStaticMax * peer,
  };
}

async function reapingRows(driver: string, inits: Init[]): Promise<BenchRow[]> {
  const [ours] = inits;
  if (!ours) return [];
  const all = [{ ...ours, name: "ours --kernel-reap", options: ["--kernel-reap"] }, ...inits];
  const used = all.map(() => ({ ns: 0, wakeUps: 0 }));
  for (let round = 1; round <= orphanRounds; round++) {
    process.stdout.write(`${orphans} orphans for each: part ${round} of ${orphanRounds}\n`);
    for (const [at, init] of all.entries()) {
      const { ns, wakeUps } = await reap(driver, init);
      used[at] = { ns: (used[at]?.ns ?? 0) + ns, wakeUps: (used[at]?.wakeUps ?? 0) + wakeUps };
    }
  }
  const us = used.map(({ ns }) => Math.round(ns / orphans / 10) / 100);
  const wakeUps = used.map((each) => each.wakeUps);
  const [cpu, cpuByKernel] = [figures(inits, us.slice(1)), figures(all, us)];
  const peer = cpu.peers["dumb-init"];
  const wakeUpsBar = wakeUpsMax * orphanRounds;
  return [
    {
      what: `CPU of PID 1 for each reaped orphan, over ${orphans}`,
      unit: "µs",
      ...cpu,
      bar: "at most that of dumb-init",
      holds: peer === undefined ? null : cpu.ours <= peer,
    },
    {
      what: "the same with --kernel-reap",
      unit: "µs",
      ...cpuByKernel,
      bar: "less than all",
      holds: Object.values(cpuByKernel.peers).every((other) => cpuByKernel.ours < other),
    },
    {
      what: `with --kernel-reap, for ${orphans} orphans`,
      unit: "wake-ups",
      ...figures(all, wakeUps),
      bar: `at most ${wakeUpsBar}, for ${orphanRounds} starts`,
      holds: (wakeUps[0] ?? Number.NaN) <= wakeUpsBar,
    },
  ];
}

/** @returns what PID 1 used of the processor, its start included, in nanoseconds, and how often it was woken */
async function reap(driver: string, init: Init): Promise<{ ns: number; wakeUps: number }> {
  return await withInit(driver, init, [driver, "orphans", `${orphans / orphanRounds}`], async (pid, nextLine) => {
    await nextLine();
    await untilOneChild(pid);
    // Its first number; /proc/PID/stat counts in ticks of 10 ms (proc_pid_stat(5)).
    const ns = Number((await readFile(`/proc/${pid}/schedstat`, "utf8")).split(" ")[0]);
    const status = await readFile(`/proc/${pid}/status`, "utf8");
    return { ns, wakeUps: Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(status)?.[1]) };
  });
}

async function latencyRow(driver: string, inits: Init[]): Promise<BenchRow> {
  process.stdout.write(`${signals} signals to each\n`);
  const all = await measureInTurn(driver, "latency", signals, inits);
  const { ours, peers } = figures(
    inits,
    all.map((values) => quantile(values, 0.5)),
  );
  const best = Math.min(...Object.values(peers));
  const noise = Math.max(...all.map(medianNoise));
  return {
    what: `signal to the init until its command has it, median of ${signals}`,
    unit: "µs",
    ours,
    peers,
    bar: `at most the best of them, within the noise of ${noise.toFixed(2)} µs`,
    holds: Object.keys(peers).length === 0 ? null : ours <= best + noise,
  };
}
