/**
 * How smoothly the picture of 1,000 processes moves, of which some end and some begin 20 times a second: recordings of them
 * play in Chromium, and the page's frames are timed. Then what a recording of an hour costs.
 */
import type { Page } from "@playwright/test";
import type { Process, ProcessEvent } from "../../protocol/processes.ts";
import { Recorder } from "../../recording/recorder.ts";
import { castLines } from "../../recording/write-cast.ts";
import { inSiteWindow } from "../browser/site-window.ts";
import type { BenchRow } from "./bench.ts";
import { play } from "./play.ts";
import { recordingRows } from "./recording.ts";

const processes = 1_000;
const every_ms = 50;
const length_ms = 15_000;
const counted_ms = 5_000;
/** A screen that shows 60 a second drops one now and then without our doing. */
const dropped = 1;
/** Longer, and a click is felt to wait (Interaction to Next Paint, web.dev/articles/inp). */
const longest_ms_max = 200;

interface Crowd {
  name: string;
  command(pid: number): string;
  /** So many end and so many begin, each time. */
  changed: number;
  /** Whether each birth, end and wait is an event, too. */
  isTold: boolean;
}

const alike: Crowd = { name: "of one kind", command: () => "worker", changed: 10, isTold: false };
const unlike: Crowd = { name: "no two alike", command: (pid) => `worker-${pid}`, changed: 10, isTold: false };
const bomb: Crowd = { name: "of a fork bomb", command: () => "bomb", changed: 50, isTold: true };

type View = "folded" | "open" | "timeline";
/** What is the page's usual case is to be smooth; what somebody does to it on purpose must not stop it. */
const looks: { crowd: Crowd; view: View; perSecond_min: number }[] = [
  { crowd: alike, view: "folded", perSecond_min: 60 },
  { crowd: unlike, view: "folded", perSecond_min: 60 },
  { crowd: bomb, view: "folded", perSecond_min: 30 },
  { crowd: bomb, view: "open", perSecond_min: 10 },
  { crowd: bomb, view: "timeline", perSecond_min: 10 },
];

export async function benchTree(): Promise<BenchRow[]> {
  return await inSiteWindow(async (window) => {
    await window.page.emulateMedia({ reducedMotion: "no-preference" });
    const rows: BenchRow[] = [];
    for (const { crowd, view, perSecond_min } of looks) {
      await window.open("replay/", "pid-replay input[type=file]");
      await play(window.page, recordingOf(crowd));
      await show(window.page, view);
      const { perSecond, longest_ms } = await timeFrames(window.page);
      const changes = (crowd.changed * 1000) / every_ms;
      const what = `${processes} processes ${crowd.name}, ${changes} born and reaped a second, ${view}`;
      const bar = `${perSecond_min}`;
      const holds = perSecond >= perSecond_min - dropped;
      rows.push({ what: `${what}: frames`, unit: "frames/s", ours: perSecond, peers: {}, bar, holds });
      rows.push({
        ...{ what: `${what}: longest frame`, unit: "ms", ours: longest_ms, peers: {} },
        ...{ bar: `under ${longest_ms_max} ms`, holds: longest_ms < longest_ms_max },
      });
    }
    return [...rows, ...(await recordingRows(window))];
  });
}

/** A recording as a file's text. PID 1 has all of them as children. */
export function recordingOf({ command, changed, isTold }: Crowd): string {
  let now_ms = 0;
  const recorder = new Recorder({
    about: {
      ...{ title: "A thousand processes", lab: null, initName: "pid-one", tasks: [], began: 0 },
      ...{ terminals: [{ id: 0, title: "Terminal" }], size: { cols: 80, rows: 24 } },
    },
    clock_ms: () => now_ms,
    costMax: Number.POSITIVE_INFINITY, // All of it is to be seen.
  });
  for (let first = 2; now_ms <= length_ms; now_ms += every_ms, first += changed) {
    const pids = Array.from({ length: processes - 1 }, (_, at) => first + at);
    const children = pids.map((pid) => processOf(pid, 1, command(pid)));
    const list = [processOf(1, 0, "pid-one"), ...children];
    if (isTold) {
      for (const pid of pids.slice(-changed)) recorder.event({ at: now_ms, kind: "forked", pid, ppid: 1 });
      for (const pid of pids.slice(0, changed)) for (const event of endOf(pid, now_ms)) recorder.event(event);
    }
    recorder.processes({ at: now_ms, pids: { current: processes, max: null }, list });
  }
  return [...castLines(recorder.recording)].join("");
}

/** The next list is without it. */
function endOf(pid: number, at: number): ProcessEvent[] {
  const exit = { code: 0 };
  return [
    { at, kind: "zombie", pid, ppid: 1, exit },
    { at, kind: "reaped", pid, by: 1, orphan: false },
  ];
}

function processOf(pid: number, ppid: number, command: string): Process {
  return { pid, ppid, state: "S", command, container: "main" };
}

async function show(page: Page, view: View): Promise<void> {
  if (view === "timeline") await page.getByRole("button", { name: "Timeline" }).click();
  if (view !== "open") return;
  // Without waiting, as Playwright does, until a box stands still: the newest part, which all that is born comes into.
  for (const _ of ["the fold", "its newest part"])
    await page.locator("pid-replay g[data-kind=fold]").last().dispatchEvent("click");
}

async function timeFrames(page: Page): Promise<{ perSecond: number; longest_ms: number }> {
  return await page.evaluate(async (counted_ms) => {
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    const began_ms = await frame();
    let before_ms = began_ms;
    let frames = 0;
    let longest_ms = 0;
    for (; before_ms - began_ms < counted_ms; frames += 1) {
      const now_ms = await frame();
      longest_ms = Math.max(longest_ms, now_ms - before_ms);
      before_ms = now_ms;
    }
    const perSecond = Math.round((frames * 10_000) / (before_ms - began_ms)) / 10;
    return { perSecond, longest_ms: Math.round(longest_ms) };
  }, counted_ms);
}
