import "../../../src/words/en/speak.ts";
import { expect, test } from "vitest";
import { detailsOf } from "../../../src/client/process-tree/details.ts";
import { ProcessHistory } from "../../../src/client/process-tree/history.ts";
import type { Process, ProcessEvent } from "../../../src/protocol/processes.ts";
import { Lives } from "../../../src/recording/lives.ts";
import { process } from "./sample.ts";

/** What is said of each of these, times left out. */
function told(pid: number, list: Process[], ...events: ProcessEvent[]): string {
  const [history, lives] = [new ProcessHistory(), new Lives()];
  history.update({ list });
  lives.update({ at: 0, list });
  for (const event of events) {
    history.event(event);
    lives.event(event);
  }
  return detailsOf(pid, history, lives).replaceAll(/\d\d:\d\d:\d\d/g, "TIME");
}

const init = process(1, 0, "app");
const shell = { ...process(7, 1, "bash"), pgid: 7, sid: 1, uid: 0, startedAt: 5_000 };
const child = { ...process(42, 7, "sleep"), pgid: 42, sid: 0, uid: 1000 };

test("session, process group, user and start; who would adopt its children, and why", () => {
  expect(told(7, [init, shell, child])).toBe(
    "7 bash: sleeping, child of 1. Started at TIME. Session 1, process group 7, user 0. " +
      "If it ended, PID 1 would adopt its children: no ancestor is known to be a subreaper",
  );
  expect(told(42, [init, shell, child])).toBe(
    "42 sleep: sleeping, child of 7. Session one outside, process group 42, user 1000",
  );
});

test("a subreaper is one that has adopted, and is who adopts next", () => {
  const list = [init, { ...shell, subreaper: true as const }, child, process(43, 42, "sleep")];
  expect(told(7, list)).toContain("It is a subreaper: it adopts orphans among its descendants");
  expect(told(42, list)).toContain(
    "If it ended, PID 7 would adopt its children: the nearest ancestor that is a subreaper",
  );
});

test("why an orphan is where it is, since when it is a zombie, what it got last", () => {
  const orphan = process(43, 1, "sleep", "Z");
  const words = told(
    43,
    [init, orphan],
    { at: 1, kind: "orphaned", pid: 43, from: 41, to: 1, why: "init" },
    { at: 2, kind: "signalled", pid: 43, signal: "SIGTERM", from: 7 },
  );
  expect(words).toBe(
    "43 sleep: zombie, orphan adopted by 1, its parent was 41. " +
      "PID 1 adopted it: no ancestor that lives is a subreaper. A zombie since TIME. It got SIGTERM from PID 7 at TIME",
  );
});
