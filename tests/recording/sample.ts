import type { Process, Processes } from "../../src/protocol/processes.ts";
import { Recorder } from "../../src/recording/recorder.ts";
import type { RecordingAbout } from "../../src/recording/recording.ts";
import type { Screen } from "../../src/recording/track.ts";

export const about: RecordingAbout = {
  title: "Zombies",
  began: 1_700_000_000_000,
  size: { cols: 80, rows: 24 },
  terminals: [
    { id: 0, title: "Terminal" },
    { id: 3, title: "Second" },
  ],
  initName: "tini",
  lab: "zombies",
  tasks: [{ id: "zombie", goal: "Make a zombie." }],
};

export const P = (pid: number, ppid: number, command: string, state: Process["state"] = "S"): Process => ({
  ...{ pid, ppid, command, state, container: "main" },
});

export const all = (at: number, ...list: Process[]): Processes => ({
  at,
  pids: { current: list.length, max: 64 },
  list,
});

/** A recorder whose clock the test turns, and which has one terminal that shows `shown`. */
export function handRecorder(costMax?: number) {
  const hand = { now: 0, shown: "" };
  const screens = (): Screen[] => [{ terminal: 0, cols: 80, rows: 24, text: hand.shown }];
  const recorder = new Recorder({
    ...{ about, screens, clock_ms: () => hand.now },
    ...(costMax !== undefined && { costMax }),
  });
  return { hand, recorder };
}

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** An hour with a busy shell: ten lines of output and two changes of a tree of 60 processes in each second. */
export function recordAnHour() {
  const { hand, recorder } = handRecorder();
  const others = Array.from({ length: 60 }, (_, index) => P(100 + index, 1, "sleep"));
  for (let second = 0; second < 3_600; second += 1) {
    for (let line = 0; line < 10; line += 1) {
      hand.now = second * 1_000 + line * 100;
      hand.shown = `${second}.${line}`.padEnd(2_000);
      recorder.output(0, bytes(`${second}.${line} ${"x".repeat(200)}\r\n`));
    }
    recorder.processes(all(hand.now, P(1, 0, "app"), ...others, P(1_000 + second, 1, "date")));
    recorder.event({ at: hand.now, kind: "forked", pid: 1_000 + second, ppid: 1 });
    recorder.processes(all(hand.now, P(1, 0, "app"), ...others));
  }
  return recorder;
}
