/** `pid-one bench NAME [--json]`: our figures beside those of what a user would take instead, measured in the same run. */
import { cpus, totalmem } from "node:os";
import { benchCourse } from "./course.ts";
import { benchEcho } from "./echo.ts";
import { benchEvents } from "./events.ts";
import { benchIdle } from "./idle.ts";
import { benchInit } from "./init.ts";
import { benchNeighbours } from "./neighbours.ts";
import { benchSoak } from "./soak.ts";
import { benchStart } from "./start.ts";
import { table } from "./table.ts";
import { benchTree } from "./tree.ts";

export interface BenchRow {
  what: string;
  unit:
    | "s"
    | "ms"
    | "µs"
    | "bytes"
    | "kB"
    | "MB"
    | "% of a core"
    | "wake-ups"
    | "sessions"
    | "descriptors"
    | "times"
    | "points"
    | "frames/s";
  ours: number;
  peers: Record<string, number>;
  /** In words, such as "at most 0.25 of docker". */
  bar: string;
  /** null: the peer was not there to compare with. */
  holds: boolean | null;
}

const benches: Record<string, () => Promise<BenchRow[]>> = {
  start: benchStart,
  echo: benchEcho,
  init: benchInit,
  idle: benchIdle,
  events: benchEvents,
  soak: benchSoak,
  neighbours: benchNeighbours,
  course: benchCourse,
  tree: benchTree,
  // Lighthouse takes a second to load.
  pages: async () => (await import("./pages.ts")).benchPages(),
  reload: async () => (await import("./reload.ts")).benchReload(),
};

/** Exits with 0 whether or not the bars hold: a timing is never a test's pass or fail. */
export async function bench(args: string[]): Promise<number> {
  const json = args.includes("--json");
  const name = args.find((arg) => !arg.startsWith("-"));
  const run = name === undefined ? undefined : benches[name];
  if (name === undefined || run === undefined) {
    process.stderr.write(`pid-one bench: name one of ${Object.keys(benches).join(", ")}: npm run bench -- start\n`);
    return 2;
  }
  const rows = await run();
  if (json) process.stdout.write(`${JSON.stringify({ name, machine: machine(), rows })}\n`);
  else process.stdout.write(`\n${name}, on ${machine()}\n\n${table(rows)}\n`);
  return 0;
}

function machine(): string {
  const [cpu] = cpus();
  return `${cpus().length} x ${cpu?.model ?? "unknown"}, ${Math.round(totalmem() / 1024 ** 3)} GiB, Node ${process.version}`;
}
