/** A learner's stop, as an engine would do it. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { IdleSandbox } from "./idle-sandbox.ts";
import { idleSession } from "./idle-session.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function makeSession() {
  const sandbox = new IdleSandbox("s-1");
  const signals: string[] = [];
  sandbox.signal = async (name?: string) => void signals.push(name ?? "");
  const session = idleSession(sandbox);
  return { session, sandbox, signals };
}

test("SIGTERM, and SIGKILL ten seconds later; asking twice changes nothing", async () => {
  const { session, signals } = makeSession();
  session.stop();
  await vi.advanceTimersByTimeAsync(9_000);
  session.stop();
  expect(signals).toEqual(["SIGTERM"]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(signals).toEqual(["SIGTERM", "SIGKILL"]);
});

test("a signal that cannot be sent hurts nobody", async () => {
  const { session, sandbox } = makeSession();
  sandbox.signal = async () => {
    throw new Error("the daemon is away");
  };
  session.stop();
  await vi.advanceTimersByTimeAsync(10_000);
  session.end("deleted", "");
  await expect(session.ended).resolves.toMatchObject({ reason: "deleted" });
});

test("who ends in time is not killed", async () => {
  const { session, sandbox, signals } = makeSession();
  session.stop();
  sandbox.die();
  await expect(session.ended).resolves.toMatchObject({ reason: "exited" });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(signals).toEqual(["SIGTERM"]);
});
