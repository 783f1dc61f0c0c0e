import { expect, test } from "vitest";
import type { Processes } from "../../../../src/protocol/processes.ts";
import { SharedWatch } from "../../../../src/server/sandbox/processes/shared-watch.ts";
import type { ProcessObserver } from "../../../../src/server/sandbox/sandbox.ts";

const snapshot: Processes = { at: 1, pids: { current: 1, max: null }, list: [] };

/** A watch that says what it is told to, and how often it was begun and ended. */
function watch() {
  const started: ProcessObserver[] = [];
  let stops = 0;
  const shared = new SharedWatch((observer) => {
    started.push(observer);
    return () => {
      stops += 1;
    };
  });
  return { shared, started, stops: () => stops };
}

function listener() {
  const seen: Processes[] = [];
  return { seen, processes: (processes: Processes) => seen.push(processes), event: () => {} };
}

test("one watch for all, from the first who comes to the last who goes", () => {
  const { shared, started, stops } = watch();
  const leave = [shared.join(listener()), shared.join(listener())];
  expect(started).toHaveLength(1);
  leave[0]?.();
  leave[0]?.();
  expect(stops()).toBe(0);
  leave[1]?.();
  expect(stops()).toBe(1);
});

test("who comes later sees what the others saw last, and not what was before the watch began anew", async () => {
  const { shared, started } = watch();
  const leave = shared.join(listener());
  started[0]?.processes(snapshot);
  const late = listener();
  const leaveLate = shared.join(late);
  await Promise.resolve();
  expect(late.seen).toEqual([snapshot]);
  leave();
  leaveLate();
  const anew = listener();
  shared.join(anew);
  await Promise.resolve();
  expect(anew.seen).toEqual([]);
});
