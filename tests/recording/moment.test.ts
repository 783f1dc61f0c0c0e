/** Going to a moment: what is seen there, and how little of the recording is looked at for it. */
import { expect, test } from "vitest";
import { Lives } from "../../src/recording/lives.ts";
import { momentAt } from "../../src/recording/moment.ts";
import { happeningsBetween, type Recording } from "../../src/recording/recording.ts";
import { followLives } from "../../src/recording/track.ts";
import { all, handRecorder, P, recordAnHour } from "./sample.ts";

const minutes = [0, 1, 17, 30, 44, 59, 60];

/** The same recording, and how many of its happenings were looked at. */
function counted({ about, end_ms, segments }: Recording) {
  const seen = new Set<object>();
  const watched = <T extends object>(happening: T): T =>
    new Proxy(happening, {
      get(target, name) {
        seen.add(target);
        return Reflect.get(target, name);
      },
    });
  const copies = segments.map((segment) => ({ ...segment, happenings: segment.happenings.map(watched) }));
  return { seen, recording: { about, end_ms, segments: copies } };
}

/** What a player that knew no segments would come to. */
function livesFromTheBeginning(recording: Recording, at_ms: number): Lives {
  const lives = new Lives();
  for (const happening of happeningsBetween(recording, -1, at_ms)) followLives(lives, happening);
  return lives;
}

test("in a recording of an hour a moment costs one segment and the last events, wherever it is", () => {
  const { recording } = recordAnHour();
  const length = recording.segments.reduce((sum, { happenings }) => sum + happenings.length, 0);
  expect(length).toBeGreaterThan(40_000);
  for (const minute of minutes) {
    const { seen, recording: watched } = counted(recording);
    momentAt(watched, minute * 60_000);
    // A minute has 780, and the last hundred events are of less than two.
    expect(seen.size).toBeLessThan(2_400);
  }
});

test("the lives of a moment are those that going through all of it tells, and one moment leaves another as it was", () => {
  const { hand, recorder } = handRecorder();
  const shell = [P(1, 0, "app"), P(7, 1, "bash")];
  recorder.processes(all(0, ...shell));
  for (let second = 1; second < 200; second += 1) {
    hand.now = second * 1_000;
    const pid = 100 + second;
    recorder.event({ at: hand.now, kind: "forked", pid, ppid: 7 });
    recorder.processes(all(hand.now, ...shell, P(pid, 7, "child")));
    recorder.event({ at: hand.now + 100, kind: "signalled", pid, signal: "SIGTERM", from: 7 });
    recorder.event({ at: hand.now + 100, kind: "zombie", pid, ppid: 7, exit: { signal: "SIGTERM" } });
    recorder.processes(all(hand.now + 500, ...shell));
    // The list came before the event.
    recorder.event({ at: hand.now + 500, kind: "reaped", pid, by: 7, orphan: false });
  }
  const { recording } = recorder;
  expect(recording.segments.length).toBeGreaterThan(3);
  for (const at_ms of [0, 1_000, 60_500, 61_000, 122_000, 199_999, 30_000])
    expect(momentAt(recording, at_ms).lives.all).toEqual(livesFromTheBeginning(recording, at_ms).all);
});

test("the last events are in order, with what nobody saw among them, and no older than two minutes", () => {
  const { hand, recorder } = handRecorder();
  const list = all(0, P(1, 0, "app"));
  const happen = (at: number, pid: number): void => {
    hand.now = at;
    recorder.event({ at, kind: "forked", pid, ppid: 1 });
  };
  happen(0, 2);
  happen(130_000, 3);
  recorder.processes({ ...list, at: 130_001, gap: true });
  happen(200_000, 4);
  const shown = (at_ms: number) => momentAt(recorder.recording, at_ms).events.map(({ at }) => at);
  expect(shown(0)).toEqual([0]);
  expect(shown(199_999)).toEqual([130_000, 130_001]);
  expect(shown(200_000)).toEqual([130_000, 130_001, 200_000]);
  for (let pid = 5; pid < 500; pid += 1) happen(200_000 + pid, pid);
  expect(shown(300_000)).toHaveLength(100);
  expect(shown(300_000).at(-1)).toBe(200_499);
});

test("where content was thinned away, lives are told from the next list on", () => {
  const { hand, recorder } = handRecorder(600 * 1024);
  for (let second = 0; second < 400; second += 1) {
    hand.now = second * 1_000;
    for (let pid = 100 * second; pid < 100 * second + 50; pid += 1) {
      recorder.event({ at: hand.now, kind: "forked", pid: 10 + pid, ppid: 1 });
      recorder.event({ at: hand.now, kind: "reaped", pid: 10 + pid, by: 1, orphan: false });
    }
    recorder.processes(all(hand.now, P(1, 0, "app"), P(2, 1, second < 200 ? "before" : "after")));
  }
  const { recording } = recorder;
  expect(recorder.cost).toBeLessThan(900 * 1024);
  expect(recording.segments.some(({ isThin }) => isThin)).toBe(true);
  for (const { start_ms, processes } of recording.segments) {
    const { lives } = momentAt(recording, start_ms);
    for (const { pid, command } of processes.list) expect(lives.of(pid)?.command).toBe(command);
  }
  expect(momentAt(recording, recording.end_ms).lives.all.length).toBeGreaterThan(300);
});
