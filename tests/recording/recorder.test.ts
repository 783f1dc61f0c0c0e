import { expect, test } from "vitest";
import { readCast } from "../../src/recording/read-cast.ts";
import { beginning, happeningsBetween, processesAt, segmentAt } from "../../src/recording/recording.ts";
import { castLines } from "../../src/recording/write-cast.ts";
import { all, bytes, handRecorder, P, recordAnHour } from "./sample.ts";

test("what is typed is recorded only when it is asked for", () => {
  const { recorder } = handRecorder();
  recorder.input(0, bytes("secret"));
  recorder.recordsInput = true;
  recorder.input(0, bytes("ls"));
  expect(recorder.recording.segments.flatMap(({ happenings }) => happenings)).toEqual([
    { at_ms: 0, kind: "input", terminal: 0, text: "ls" },
  ]);
});

test("a character that two messages share is put together, and close messages are one", () => {
  const { hand, recorder } = handRecorder();
  const euro = bytes("€");
  recorder.output(0, euro.subarray(0, 1));
  recorder.output(0, euro.subarray(1));
  recorder.output(0, bytes("!"));
  hand.now = 500;
  recorder.output(0, bytes("later"));
  expect([...happeningsBetween(recorder.recording, -1, 1_000)]).toMatchObject([{ text: "€!" }, { text: "later" }]);
});

test("of the list of processes only the difference is kept, and any moment can be had again", () => {
  const { hand, recorder } = handRecorder();
  const lists = [
    all(1, P(1, 0, "app")),
    all(2, P(1, 0, "app"), P(5, 1, "parent"), P(6, 5, "child")),
    all(3, P(1, 0, "app"), P(6, 1, "child")),
    all(4, P(1, 0, "app"), P(6, 1, "child", "Z")),
    all(5, P(1, 0, "app")),
  ];
  for (const [index, list] of lists.entries()) {
    hand.now = index * 1_000;
    recorder.processes(list);
    recorder.processes({ ...list, at: list.at + 0.5 });
  }
  const { recording } = recorder;
  expect([...happeningsBetween(recording, -1, 9_999)]).toHaveLength(5);
  for (const [index, list] of lists.entries())
    expect(processesAt(recording, index * 1_000 + 999)?.processes).toEqual(list);
  expect(processesAt(recording, 2_000)?.adopted).toEqual(new Map([[6, { from: 5, to: 1, why: null, guessed: false }]]));
  expect(processesAt(recording, 4_000)?.adopted).toEqual(new Map());
});

test("an hour takes less than 20 MB, and no moment of it is far from the beginning of a segment", () => {
  const recorder = recordAnHour();
  const { segments } = recorder.recording;
  expect(recorder.cost).toBeLessThan(15 * 1024 * 1024);
  expect(recorder.cost).toBeGreaterThan(3_600 * 10 * 200);
  expect(segments.some(({ isThin }) => isThin)).toBe(false);
  expect(Math.max(...segments.map(({ happenings }) => happenings.length))).toBeLessThan(2_500);
  for (const { cost } of segments) expect(cost).toBeLessThan(256 * 1024);
  expect(segments.slice(1).every(({ screens }) => screens?.[0]?.text.length === 2_000)).toBe(true);
});

test("when there is too much, the fullest segments lose their content first, and what comes after them is whole", () => {
  const { hand, recorder } = handRecorder(2 * 1024 * 1024);
  recorder.processes(all(0, P(1, 0, "app")));
  recorder.output(0, bytes("before the flood"));
  hand.now = 70_000;
  recorder.mark("flood");
  for (let count = 0; count < 1_000; count += 1) {
    hand.now += 20;
    recorder.output(0, bytes("y\r\n".repeat(3_000)));
  }
  hand.shown = "after the flood";
  hand.now += 70_000;
  recorder.output(0, bytes("x"));
  const { recording } = recorder;
  expect(recorder.cost).toBeLessThan(2.3 * 1024 * 1024);
  expect(beginning(recording)).toBe(0);
  const texts = [...happeningsBetween(recording, -1, recording.end_ms)];
  expect(texts[1]).toMatchObject({ text: "before the flood" });
  expect(texts.filter(({ kind }) => kind === "mark")).toHaveLength(1);
  expect(recording.segments.some(({ isThin }) => isThin)).toBe(true);
  expect(recording.segments.at(-1)?.screens?.[0]?.text).toBe("after the flood");
  const read = readCast([...castLines(recording)].join(""));
  expect(processesAt(read, read.end_ms)?.processes.list).toEqual([P(1, 0, "app")]);
});

test("when even that is too much, the oldest goes, and the file begins with the picture of where it now begins", () => {
  const { hand, recorder } = handRecorder(64 * 1024);
  for (let minute = 0; minute < 60; minute += 1) {
    hand.now = minute * 61_000;
    hand.shown = `minute ${minute}`;
    recorder.processes(all(hand.now, P(1, 0, "app"), P(100 + minute, 1, "sleep")));
    recorder.output(0, bytes("x".repeat(3_000)));
  }
  const { recording } = recorder;
  const start = beginning(recording);
  expect(start).toBeGreaterThan(0);
  const read = readCast([...castLines(recording)].join(""));
  expect(read.about.began).toBe(recording.about.began + Math.floor(start / 1_000) * 1_000);
  const [size, screen] = [...happeningsBetween(read, -1, 0)];
  expect(size).toMatchObject({ kind: "resize", cols: 80, rows: 24 });
  expect(screen).toMatchObject({ kind: "output", text: expect.stringContaining("\x1bcminute ") });
  expect(processesAt(read, 0)?.processes.list).toEqual(processesAt(recording, start)?.processes.list);
});

test("the segment of a moment", () => {
  const { recording } = recordAnHour();
  const { segments } = recording;
  expect(segmentAt(segments, -5)).toBe(0);
  expect(segmentAt(segments, Number.POSITIVE_INFINITY)).toBe(segments.length - 1);
  const third = segments[3]?.start_ms ?? 0;
  expect(segmentAt(segments, third)).toBe(3);
  expect(segmentAt(segments, third - 1)).toBe(2);
});
