import { expect, test } from "vitest";
import { find } from "../../src/recording/find.ts";
import { idle_ms_max, Pace } from "../../src/recording/pace.ts";
import { bytes, handRecorder } from "./sample.ts";

function withPauses(...moments_ms: number[]) {
  const { hand, recorder } = handRecorder();
  for (const at_ms of moments_ms) {
    hand.now = at_ms;
    recorder.output(0, bytes(`at ${at_ms}`));
  }
  return recorder.recording;
}

test("idle time is squeezed, the time between happenings that are close is not", () => {
  const pace = new Pace(withPauses(0, 1_000, 61_000, 61_500), true);
  expect(pace.after(0, 400)).toBe(400);
  expect(pace.after(0, 1_000)).toBe(1_000);
  expect(pace.after(1_000, idle_ms_max)).toBe(61_000);
  expect(pace.after(0, 1_000 + idle_ms_max + 500)).toBe(61_500);
  expect(pace.after(30_000, 10)).toBeGreaterThan(59_000);
});

test("or it is played as it was", () => {
  const pace = new Pace(withPauses(0, 61_000), false);
  expect(pace.after(0, 30_000)).toBe(30_000);
});

test("a number finds the first list with a process, what it did to others, and what was done to it", () => {
  const { hand, recorder } = handRecorder();
  const list = [{ pid: 7, ppid: 1, state: "S" as const, command: "bash", container: "main" }];
  recorder.processes({ at: 0, pids: { current: 2, max: 64 }, list });
  hand.now = 10;
  recorder.processes({ at: 10, pids: { current: 3, max: 64 }, list });
  hand.now = 20;
  recorder.event({ at: 0, kind: "signalled", pid: 71, signal: "SIGTERM", from: 7 });
  hand.now = 30;
  recorder.event({ at: 0, kind: "reaped", pid: 71, by: 7, orphan: false });
  hand.now = 40;
  recorder.event({ at: 0, kind: "reaped", pid: 72, by: 1, orphan: true });
  expect(find(recorder.recording, "7", () => "").map(({ at_ms }) => at_ms)).toEqual([0, 20, 30]);
});

test("a number finds a process and its children, a word what is told", () => {
  const { hand, recorder } = handRecorder();
  recorder.output(0, bytes("7 is no process here"));
  hand.now = 10;
  recorder.event({ at: 0, kind: "forked", pid: 7, ppid: 1 });
  hand.now = 20;
  recorder.event({ at: 0, kind: "forked", pid: 71, ppid: 7 });
  hand.now = 30;
  recorder.event({ at: 0, kind: "zombie", pid: 71, ppid: 7 });
  hand.now = 40;
  recorder.mark("Look");
  const telling = (happening: object): string => JSON.stringify(happening);
  const moments = (text: string) => find(recorder.recording, text, telling).map(({ at_ms }) => at_ms);
  expect(moments("7")).toEqual([10, 20]);
  expect(moments("ZOMBIE")).toEqual([30]);
  expect(moments("look")).toEqual([40]);
  expect(moments(" ")).toEqual([]);
  expect(find(recorder.recording, "kind", telling, 2)).toHaveLength(2);
});
