/** How long a course of thousands of slides takes to read, to write as articles and decks, and to build as a site. */
import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { BenchRow } from "./bench.ts";
import { writeCorpus } from "./course-corpus.ts";
import type { CourseRun, Stage } from "./course-run.ts";
import { quantile } from "./statistics.ts";

const repository = resolve(import.meta.dirname, "../../..");
const sizes = [1_125, 2_250, 4_500] as const;
const largest = 4_500;
const runs = 3;
const parseSecondsMax = 3;
const siteSecondsMax = 60;
/** How much longer a slide may take in the largest course than in the smallest: the time grows with the length alone. */
const growthMax = 1.25;
const siteFiles = [
  ...["src", "docs", "labs", "public", "astro.config.mjs", "package.json", "package-lock.json", "tsconfig.json"],
];

export async function benchCourse(): Promise<BenchRow[]> {
  const dir = await mkdtemp(join(tmpdir(), "pid-one-bench-course-"));
  try {
    const bySize = new Map<number, CourseRun[]>();
    for (const slides of sizes) await writeCorpus(join(dir, `${slides}`), slides);
    // In turn, so that all meet the same machine.
    for (let round = 0; round < runs; round += 1) {
      for (const slides of sizes) {
        bySize.set(slides, [...(bySize.get(slides) ?? []), await runOnce(join(dir, `${slides}`))]);
        process.stdout.write(`${slides} slides read, ${round + 1} of ${runs}\n`);
      }
    }
    const site = await buildSite(join(dir, `${largest}`));
    return [...stageRows(bySize.get(largest) ?? []), siteRow(site), ...growthRows(bySize)];
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function runOnce(folder: string): Promise<CourseRun> {
  const script = join(repository, "src/cli/bench/course-run.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [script, folder], { cwd: folder });
  return JSON.parse(stdout);
}

function stageRows(all: readonly CourseRun[]): BenchRow[] {
  const parse = median(all, ({ parse }) => parse.seconds);
  const row = (what: string, stage: (run: CourseRun) => Stage): BenchRow[] => [
    orientation(
      `${what} of ${largest} slides`,
      "s",
      median(all, (run) => stage(run).seconds),
    ),
    orientation(`memory after ${what}`, "MB", Math.round(median(all, (run) => stage(run).megabytes))),
  ];
  return [
    {
      what: `parse ${largest} slides: files to trees`,
      unit: "s",
      ours: parse,
      peers: { "remark, the trees alone": median(all, ({ remark }) => remark.seconds) },
      bar: `under ${parseSecondsMax} s`,
      holds: parse < parseSecondsMax,
    },
    orientation("memory after parse", "MB", Math.round(median(all, ({ parse }) => parse.megabytes))),
    ...row("articles", ({ articles }) => articles),
    ...row("decks", ({ decks }) => decks),
  ];
}

function growthRows(bySize: ReadonlyMap<number, readonly CourseRun[]>): BenchRow[] {
  const seconds = sizes.map((size) => median(bySize.get(size) ?? [], ({ parse }) => parse.seconds));
  const [small = 0] = seconds;
  const growth = round((seconds.at(-1) ?? 0) / largest / (small / sizes[0]));
  return [
    ...sizes.slice(0, -1).map((size, index) => orientation(`parse ${size} slides`, "s", seconds[index] ?? 0)),
    {
      what: `parse of a slide among ${largest}, beside one among ${sizes[0]}`,
      unit: "times",
      ours: growth,
      peers: {},
      bar: `at most ${growthMax} times: linear`,
      holds: growth <= growthMax,
    },
  ];
}

function siteRow(seconds: number): BenchRow {
  return {
    what: `site of ${largest} slides`,
    unit: "s",
    ours: round(seconds),
    peers: {},
    bar: `under ${siteSecondsMax} s on 2 cores`,
    holds: seconds < siteSecondsMax,
  };
}

/** Builds the site as `npm run build` does, with the folder's slides in place of the course's. Gives the seconds. */
async function buildSite(folder: string): Promise<number> {
  for (const name of siteFiles) await cp(join(repository, name), join(folder, name), { recursive: true });
  await symlink(join(repository, "node_modules"), join(folder, "node_modules"));
  const work = 'await (await import("./src/cli/setup/artifacts.mjs")).buildSite()';
  const started = performance.now();
  await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", work], { cwd: folder });
  return (performance.now() - started) / 1000;
}

function orientation(what: string, unit: BenchRow["unit"], ours: number): BenchRow {
  return { what, unit, ours, peers: {}, bar: "for orientation", holds: null };
}

function median(all: readonly CourseRun[], value: (run: CourseRun) => number): number {
  return round(quantile(all.map(value), 0.5));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
