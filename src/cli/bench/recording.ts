/** What an hour's recording costs: memory while it is made, and time to go to a moment of it when it is played. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Page } from "@playwright/test";
import type { Process } from "../../protocol/processes.ts";
import { Recorder } from "../../recording/recorder.ts";
import { castLines } from "../../recording/write-cast.ts";
import type { SiteWindow } from "../browser/site-window.ts";
import type { BenchRow } from "./bench.ts";
import { play } from "./play.ts";
import { quantile } from "./statistics.ts";

const hour_seconds = 3_600;
/** Scrollback of which the page keeps pictures. */
const linesKept = 300;
const seeks = 40;
const seek_ms_max = 100;
const memory_MB_max = 20;

/** In each second. */
interface Pace {
  lines: number;
  births: number;
}
const busy: Pace = { lines: 10, births: 1 };
const flood: Pace = { lines: 200, births: 50 };

export async function recordingRows(window: SiteWindow): Promise<BenchRow[]> {
  const { first_ms, later_ms } = await timeSeeks(window);
  const seek = { unit: "ms", peers: {}, bar: `under ${seek_ms_max} ms` } as const;
  const memory = { unit: "MB", peers: {}, bar: `under ${memory_MB_max} MB` } as const;
  const took = (what: string, ours: number): BenchRow => ({ ...seek, what, ours, holds: ours < seek_ms_max });
  const holds = (what: string, ours: number): BenchRow => ({ ...memory, what, ours, holds: ours < memory_MB_max });
  return [
    took("an hour of a busy shell: from its beginning to its end as soon as it is open", first_ms),
    took(`an hour of a busy shell: ${seeks} seeks to and fro, the median`, quantile(later_ms, 0.5)),
    took(`an hour of a busy shell: ${seeks} seeks to and fro, the slowest`, quantile(later_ms, 1)),
    holds(
      "an hour of a busy shell in memory",
      heapOf(() => recordHour(busy)),
    ),
    holds(
      "an hour of a flood of lines and processes in memory",
      heapOf(() => recordHour(flood)),
    ),
  ];
}

/** An hour of a shell; a child lives until the next is born. Terminals show the last lines. */
export function recordHour({ lines, births }: Pace): Recorder {
  let now_ms = 0;
  const shown: string[] = [];
  const recorder = new Recorder({
    about: {
      ...{ title: "An hour", lab: null, initName: "pid-one", tasks: [], began: 0 },
      ...{ terminals: [{ id: 0, title: "Terminal" }], size: { cols: 100, rows: 30 } },
    },
    screens: () => [{ terminal: 0, cols: 100, rows: 30, text: shown.join("\r\n") }],
    clock_ms: () => now_ms,
  });
  const others = Array.from({ length: 60 }, (_, at) => processOf(100 + at, "sleep"));
  for (let second = 0; second < hour_seconds; second += 1) {
    for (let line = 0; line < lines; line += 1) {
      now_ms = second * 1_000 + (line * 1_000) / lines;
      const text = `${lineOf(second, line)} ${"x".repeat(80)}`;
      shown.push(text);
      if (shown.length > linesKept) shown.shift();
      recorder.output(0, new TextEncoder().encode(`${text}\r\n`));
    }
    for (let birth = 0; birth < births; birth += 1) {
      const pid = 1_000 + second * births + birth;
      recorder.event({ at: now_ms, kind: "forked", pid, ppid: 1 });
      if (pid > 1_000) recorder.event({ at: now_ms, kind: "reaped", pid: pid - 1, by: 1, orphan: false });
      const list = [{ ...processOf(1, "pid-one"), ppid: 0 }, ...others, processOf(pid, "date")];
      recorder.processes({ at: now_ms, pids: { current: list.length, max: 128 }, list });
    }
  }
  return recorder;
}

function lineOf(second: number, line: number): string {
  return `line ${second}.${line}`;
}

function processOf(pid: number, command: string): Process {
  return { pid, ppid: 1, state: "S", command, container: "main" };
}

/** What it holds when all else is collected, in MB, with strings outside of the heap. */
function heapOf(make: () => unknown): number {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  const used = (): number => {
    collect();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = used();
  const made = make();
  const after = used();
  if (!made) throw new Error("there was nothing to be weighed");
  return Math.round((after - before) / 1e5) / 10;
}

async function timeSeeks({ page, open }: SiteWindow): Promise<{ first_ms: number; later_ms: number[] }> {
  await open("replay/", "pid-replay input[type=file]");
  await play(page, [...castLines(recordHour(busy).recording)].join(""));
  await page.getByRole("button", { name: "Pause" }).click();
  const first_ms = await seek(page, hour_seconds - 1);
  const later_ms: number[] = [];
  // Each far from the one before.
  for (let count = 0; count < seeks; count += 1) later_ms.push(await seek(page, (count * 1_361 + 700) % hour_seconds));
  return { first_ms, later_ms };
}

/** @returns the time until terminal and tree show the end of that second, in milliseconds */
async function seek(page: Page, second: number): Promise<number> {
  const wanted = { at_ms: second * 1_000 + 950, line: lineOf(second, busy.lines - 1), pid: 1_000 + second };
  return await page.evaluate(async ({ at_ms, line, pid }) => {
    const slider = document.querySelector<HTMLInputElement>("pid-replay input[type=range]");
    const terminal = document.querySelector("pid-replay pid-terminal");
    if (!slider || !terminal || !("text" in terminal) || typeof terminal.text !== "function")
      throw new Error("there is nothing that plays");
    const textOf = terminal.text.bind(terminal);
    const isShown = () =>
      String(textOf()).trimEnd().split("\n").at(-1)?.startsWith(`${line} `) &&
      document.querySelector(`process-tree g[data-pid="${pid}"]`) !== null;
    // What is painted takes as long as the machine's painting does: here by software.
    const turn = () => new Promise((resolve) => setTimeout(resolve));
    await new Promise(requestAnimationFrame);
    const began_ms = performance.now();
    slider.value = String(at_ms);
    slider.dispatchEvent(new Event("input"));
    while (!isShown()) await turn();
    return Math.round(performance.now() - began_ms);
  }, wanted);
}
