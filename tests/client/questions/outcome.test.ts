import { expect, test } from "vitest";
import { Watch } from "../../../src/client/questions/outcome.ts";
import type { Process } from "../../../src/protocol/processes.ts";

const list = (zombies: number): { list: Process[] } => ({
  list: Array.from({ length: zombies }, (_, pid) => ({ pid, ppid: 1, state: "Z", command: "c", container: "main" })),
});

test("a number of zombies counts when it came about, or when something was run", () => {
  const watch = new Watch({ zombies: 3 });
  expect([list(3), list(2), list(3)].map((sight) => watch.sees(sight))).toEqual([false, false, true]);
  const other = new Watch({ zombies: 3 });
  other.started();
  expect(other.sees(list(3))).toBe(true);
});

test("an event counts with who did it", () => {
  const reaped = (by: number) => ({ kind: "reaped", at: 0, pid: 9, by, orphan: true }) as const;
  const watch = new Watch({ event: "reaped", by: 1 });
  expect([list(0), reaped(7), reaped(1)].map((sight) => watch.sees(sight))).toEqual([false, false, true]);
  expect(new Watch({ event: "orphaned", to: 1 }).sees({ kind: "orphaned", at: 0, pid: 9, to: 1 })).toBe(true);
});
