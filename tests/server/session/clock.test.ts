/** The life of a session while the machine's clock is set. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readLabs } from "../../../src/course/labs.ts";
import { Session, type SessionEnd } from "../../../src/server/session/session.ts";
import { IdleSandbox } from "./idle-sandbox.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const labs = await readLabs("labs");

function makeSession() {
  const [lab] = labs;
  if (!lab) throw new Error("there is no lab");
  const session = new Session({
    sandbox: new IdleSandbox("s-1"),
    furtherTerminals: [],
    lab,
    init: "none",
    address: "192.0.2.1",
    limits: {
      session_seconds: 3600,
      session_seconds_max: 7200,
      idle_seconds: 600,
      output_bytes_per_second: 1_000_000,
    },
    onEventSent: () => {},
  });
  const ends: SessionEnd[] = [];
  void session.ended.then((end) => ends.push(end));
  session.attach({ unreadBytes: 0, send: () => {}, sendTerminal: () => {}, close: () => {} });
  return { session, ends };
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2030-01-01T12:00:00Z") });
});
afterEach(() => {
  vi.useRealTimers();
});

test.each([dayMs, -dayMs])("a clock that jumps by %i ms ends no lab and keeps none", async (jump) => {
  const { session, ends } = makeSession();
  await vi.advanceTimersByTimeAsync(minuteMs);
  vi.setSystemTime(Date.now() + jump);
  await vi.advanceTimersByTimeAsync(8 * minuteMs);
  expect(ends).toEqual([]);
  // What a page is told goes by the clock as it is now.
  expect(Date.parse(session.expiresAt) - Date.now()).toBe(51 * minuteMs);
  await vi.advanceTimersByTimeAsync(2 * minuteMs);
  expect(ends.map(({ reason }) => reason)).toEqual(["idle"]);
});
