/** What a page is told of the processes when it comes, and when it comes back. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ToPage } from "../../../src/protocol/messages.ts";
import type { ProcessEvent, Processes } from "../../../src/protocol/processes.ts";
import type { ProcessObserver } from "../../../src/server/sandbox/sandbox.ts";
import type { Page } from "../../../src/server/session/page.ts";
import { IdleSandbox } from "./idle-sandbox.ts";
import { idleSession } from "./idle-session.ts";

const forked = (pid: number): ProcessEvent => ({ at: pid, pid, kind: "forked", ppid: 1 });
const listAt = (at: number): Processes => ({ at, pids: { current: 1, max: null }, list: [] });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A session whose sandbox says what the test says. */
function makeSession() {
  const sandbox = new IdleSandbox("s-1");
  const watchers: ProcessObserver[] = [];
  sandbox.watch = (observer?: ProcessObserver) => {
    if (observer) watchers.push(observer);
    return () => {};
  };
  const session = idleSession(sandbox);
  /** A page comes. @returns what it is told of processes, and what lets it go */
  const comes = () => {
    const told: ToPage[] = [];
    const send = (message: ToPage) => {
      if (message.type === "event" || message.type === "processes") told.push(message);
    };
    const page: Page = { unreadBytes: 0, send, sendTerminal: () => {}, close: () => {} };
    vi.advanceTimersByTime(2000); // So often a session may be opened.
    session.attach(page);
    return { told, goes: () => session.detach(page) };
  };
  return { watchers, comes };
}

test("nothing is watched before a page comes, and it is watched once for all that come", () => {
  const { watchers, comes } = makeSession();
  expect(watchers).toEqual([]);
  comes().goes();
  comes();
  expect(watchers).toHaveLength(1);
});

test("what happened while no page was there is told to the next, and then the picture", () => {
  const { watchers, comes } = makeSession();
  comes().goes();
  const [watcher] = watchers;
  watcher?.event(forked(2));
  watcher?.processes(listAt(1));
  watcher?.event(forked(3));
  watcher?.processes(listAt(2));
  const events = [2, 3].map((pid) => ({ type: "event", ...forked(pid) }));
  const picture = { type: "processes", ...listAt(2) };
  const next = comes();
  expect(next.told).toEqual([...events, picture]);
  next.goes();
  expect(comes().told).toEqual([picture]);
});

test("a gap is told to the page that is there, or to the next one, and to none after it", () => {
  const { watchers, comes } = makeSession();
  const first = comes();
  const [watcher] = watchers;
  watcher?.processes({ ...listAt(1), gap: true });
  expect(first.told).toEqual([{ type: "processes", ...listAt(1), gap: true }]);
  first.goes();
  const second = comes();
  expect(second.told).toEqual([{ type: "processes", ...listAt(1) }]);
  second.goes();
  watcher?.processes({ ...listAt(2), gap: true });
  watcher?.processes(listAt(3));
  expect(comes().told).toEqual([{ type: "processes", ...listAt(3), gap: true }]);
  expect(comes().told).toEqual([{ type: "processes", ...listAt(3) }]);
});

test("of more events than are kept the newest are told, with the gap", () => {
  const { watchers, comes } = makeSession();
  comes().goes();
  const [watcher] = watchers;
  watcher?.processes(listAt(1));
  for (let pid = 2; pid <= 1002; pid++) watcher?.event(forked(pid));
  const { told } = comes();
  expect(told).toHaveLength(1001);
  expect(told[0]).toMatchObject({ pid: 3 });
  expect(told.at(-1)).toEqual({ type: "processes", ...listAt(1), gap: true });
});
