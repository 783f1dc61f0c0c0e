import { expect, test } from "vitest";
import { recordHour } from "../../../src/cli/bench/recording.ts";
import { recordingOf } from "../../../src/cli/bench/tree.ts";
import { momentAt } from "../../../src/recording/moment.ts";
import { readCast } from "../../../src/recording/read-cast.ts";

const happeningsOf = (isTold: boolean) => {
  const crowd = { name: "", command: (pid: number) => `worker-${pid}`, changed: 10, isTold };
  const { segments, end_ms } = readCast(recordingOf(crowd));
  return { end_ms, happenings: segments.flatMap(({ happenings }) => happenings) };
};

test("the recording that is played has a thousand processes, and changes twenty times a second", () => {
  const { happenings, end_ms } = happeningsOf(false);
  expect(end_ms).toBe(15_000);
  expect(happenings.filter(({ kind }) => kind === "processes").length).toBeGreaterThanOrEqual(300);
  expect(happenings.some(({ kind }) => kind === "event")).toBe(false);
});

test("of a fork bomb each birth, end and wait is told", () => {
  const { happenings } = happeningsOf(true);
  const told = Map.groupBy(happenings, (one) => (one.kind === "event" ? one.event.kind : one.kind));
  for (const kind of ["forked", "zombie", "reaped"] as const) expect(told.get(kind)).toHaveLength(10 * 301);
});

test("the hour has its line and its process at each second, and the last of them at its end", () => {
  const { recording } = recordHour({ lines: 1, births: 1 });
  expect(recording.end_ms).toBe(3_599_000);
  const { processes } = momentAt(recording, 1_800_000);
  expect(processes.list.at(-1)).toMatchObject({ pid: 2_800, command: "date" });
});
