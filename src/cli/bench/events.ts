/** Whether all that processes do is told, how soon, and at what cost: one lab forks while others are watched. */
import { execFile } from "node:child_process";
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { ProcessEvent } from "../../protocol/processes.ts";
import { readConfig } from "../../server/config.ts";
import type { BenchRow } from "./bench.ts";
import { LabClient } from "./lab-client.ts";
import { withLabServer } from "./lab-server.ts";
import { processorMs } from "./processor.ts";
import { quantile } from "./statistics.ts";

const run = promisify(execFile);
const source = fileURLToPath(new URL("forks.c", import.meta.url));
const others = 50;
const forks = 10_000;
const forksPerSecond = 1000;
const settleMs = 5000;
const idleMs = 10_000;
/** What is told last may be on its way so long. */
const lastMs = 2000;
const p99MsMax = 100;
const coreShareMax = 0.1;

export async function benchEvents(): Promise<BenchRow[]> {
  const labsDir = await mkdtemp(join(tmpdir(), "pid-one-labs-"));
  try {
    await addForksLab(labsDir);
    return await measure(labsDir);
  } finally {
    await rm(labsDir, { recursive: true });
  }
}

/** All labs, and one with the program that forks. */
async function addForksLab(labsDir: string): Promise<void> {
  await cp(readConfig(process.env).labsDir, labsDir, { recursive: true });
  const bin = join(labsDir, "forks/bin");
  await mkdir(bin, { recursive: true });
  await chmod(labsDir, 0o711); // The labs' users must be able to pass.
  const keys = ["title: Forks", "summary: Many", "inits: [none]", "command: [bash]", "tasks: []"];
  await writeFile(join(labsDir, "forks/lab.md"), `---\n${keys.join("\n")}\n---\n`);
  await run("musl-gcc", ["-O2", "-Wall", "-Wextra", "-Werror", "-static", source, "-o", join(bin, "forks")]);
}

async function measure(labsDir: string): Promise<BenchRow[]> {
  return await withLabServer({ PIDONE_LABS: labsDir }, async (server) => {
    const watched: LabClient[] = [];
    for (let at = 0; at < others; at++) {
      const lab = await LabClient.start(server.address, { lab: "zombies" });
      await lab.says(/[#$] /);
      watched.push(lab);
    }
    await sleep(settleMs);
    const observer = await observerOf(server.pid);
    const observerBefore = await processorMs(observer);
    const idle = await busyMsOf([server.pid, observer], () => sleep(idleMs));
    const observerIdle = (await processorMs(observer)) - observerBefore;

    const loud = await LabClient.start(server.address, { lab: "forks" });
    await loud.says(/[#$] /);
    const seen: { event: ProcessEvent; afterMs: number }[] = [];
    loud.onEvent = (event) => seen.push({ event, afterMs: Date.now() - event.at });
    const loudMs = await busyMsOf([server.pid, observer], async () => {
      loud.send(`forks ${forks} ${forksPerSecond}\r`);
      await loud.says(/took [\d.]+ s\r?\n/);
    });
    process.stdout.write(`${forks} forks ${loud.text.match(/took [\d.]+ s\r?\n/)?.[0]}`);
    await sleep(lastMs);
    await Promise.all([loud, ...watched].map((lab) => lab.end()));

    const parent = seen.find(({ event }) => event.kind === "executed" && event.command === "forks")?.event.pid;
    const lost = (["forked", "exited", "reaped"] as const).reduce(
      (sum, kind) => sum + forks - told(seen, kind, parent),
      0,
    );
    const p99 = quantile(
      seen.map(({ afterMs }) => afterMs),
      0.99,
    );
    const idleShare = share(idle);
    return [
      {
        what: `events lost of ${3 * forks}, at ${forksPerSecond} forks a second beside ${others} watched labs`,
        ...{ unit: "times", ours: lost, peers: {}, bar: "none", holds: lost === 0 },
      },
      {
        what: "from the kernel to a WebSocket's client, p99",
        ...{
          unit: "ms",
          ours: p99,
          peers: { median: median(seen) },
          bar: `under ${p99MsMax} ms`,
          holds: p99 < p99MsMax,
        },
      },
      {
        what: "a watched idle session, server and observer",
        ...{
          unit: "% of a core",
          ours: idleShare,
          peers: {},
          bar: `under ${coreShareMax} %`,
          holds: idleShare < coreShareMax,
        },
      },
      {
        what: "of it the observer",
        ...{ unit: "% of a core", ours: share(observerIdle), peers: {}, bar: "for orientation", holds: null },
      },
      {
        what: "server and observer meanwhile",
        ...{ unit: "% of a core", ours: Math.round(loudMs / (forks / forksPerSecond) / 10), peers: {} },
        ...{ bar: "for orientation", holds: null },
      },
    ];
  });
}

/** Of a core, for each session, in percent. */
const share = (busyMs: number) => Math.round((busyMs / idleMs / others) * 100 * 1000) / 1000;

/** How many children of that process an event of that kind tells of. */
function told(
  seen: readonly { event: ProcessEvent }[],
  kind: ProcessEvent["kind"],
  parent: number | undefined,
): number {
  const children = new Set(
    seen.flatMap(({ event }) => (event.kind === "forked" && event.ppid === parent ? [event.pid] : [])),
  );
  return new Set(seen.flatMap(({ event }) => (event.kind === kind && children.has(event.pid) ? [event.pid] : []))).size;
}

const median = (seen: readonly { afterMs: number }[]) =>
  quantile(
    seen.map(({ afterMs }) => afterMs),
    0.5,
  );

async function busyMsOf(pids: number[], work: () => Promise<unknown>): Promise<number> {
  const busy = async () => (await Promise.all(pids.map(processorMs))).reduce((sum, ms) => sum + ms, 0);
  const before = await busy();
  await work();
  return (await busy()) - before;
}

/** @throws when the server has none: then events are not told, but found by looking */
async function observerOf(server: number): Promise<number> {
  const children = await readFile(`/proc/${server}/task/${server}/children`, "utf8");
  for (const child of children.split(" ").filter(Boolean)) {
    if ((await readFile(`/proc/${child}/comm`, "utf8").catch(() => "")).trim().startsWith("observer"))
      return Number(child);
  }
  throw new Error("this server looks at processes: it must be root's, on Linux 6.11 or later, with runc or crun");
}
