import { expect, test } from "vitest";
import { recordingOf } from "../../../src/cli/bench/tree.ts";
import { readCast } from "../../../src/recording/read-cast.ts";

test("the recording that is played has a thousand processes, and changes twenty times a second", () => {
  const { segments, end_ms } = readCast(recordingOf((pid) => `worker-${pid}`));
  const changes = segments.flatMap(({ happenings }) => happenings).filter(({ kind }) => kind === "processes");
  expect(end_ms).toBe(15_000);
  expect(changes.length).toBeGreaterThanOrEqual(300);
});
