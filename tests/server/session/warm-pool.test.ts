/** When the pool starts, gives away and removes: over sandboxes that do nothing. Real ones: warm.system.test.ts. */
import pino from "pino";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readLabs } from "../../../src/course/labs.ts";
import type { Init } from "../../../src/protocol/labs.ts";
import { WarmPool } from "../../../src/server/session/warm-pool.ts";
import { IdleSandbox } from "./idle-sandbox.ts";

const labs = await readLabs("labs");
const lab = labs.find(({ inits }) => inits.length > 1);
if (!lab) throw new Error("there is no lab with a choice of PID 1");
const [first, second] = lab.inits;
if (!first || !second) throw new Error("it has none");
let started: { init: Init; sandbox: IdleSandbox }[] = [];
let failure: Error | null = null;
let errors = 0;
let pool: WarmPool;

function makePool(max: number): WarmPool {
  const open = async (_: unknown, init: Init) => {
    if (failure) throw failure;
    const sandbox = new IdleSandbox(`s-${started.length}`);
    started.push({ init, sandbox });
    return { sandbox, furtherTerminals: [], cause: undefined };
  };
  return new WarmPool({
    open,
    labs: labs.filter(({ id }) => id === lab?.id),
    max,
    log: pino({ level: "silent" }),
    onError: () => errors++,
  });
}

/** Lets all that waits for nothing but promises happen. */
const settle = () => vi.advanceTimersByTimeAsync(0);
const lookMs = 15_000;

beforeEach(() => {
  vi.useFakeTimers();
  started = [];
  failure = null;
  errors = 0;
  pool = makePool(4);
});
afterEach(async () => {
  await pool.close();
  vi.useRealTimers();
});

test("one of the PID 1 that a page offers is ready, and each is given away once", async () => {
  pool.limit(10);
  await settle();
  expect(started.map(({ init }) => init)).toEqual([first]);
  expect(pool.take(lab, second)).toBeNull();
  expect(pool.take(lab, first)?.sandbox).toBe(started[0]?.sandbox);
  expect(pool.take(lab, first)).toBeNull();
});

test("what is asked for is started ahead the next time, up to the most", async () => {
  pool.limit(10);
  for (let visitor = 0; visitor < 3; visitor++) pool.take(lab, second);
  pool.limit(10);
  await settle();
  expect(started.map(({ init }) => init).sort()).toEqual([first, second, second, second].sort());
  await vi.advanceTimersByTimeAsync(11 * 60_000);
  expect(pool.size).toBe(1);
  expect(started.filter(({ sandbox }) => sandbox.isStopped)).toHaveLength(3);
});

test("no more than there are free places; at none all are removed", async () => {
  pool.limit(1);
  for (let visitor = 0; visitor < 3; visitor++) pool.take(lab, first);
  pool.limit(1);
  await settle();
  expect(pool.size).toBe(1);
  pool.limit(0);
  expect(pool.size).toBe(0);
  expect(started.every(({ sandbox }) => sandbox.isStopped)).toBe(true);
});

test("while it is paused none is started", async () => {
  pool.pause(true);
  pool.limit(10);
  await settle();
  expect(started).toEqual([]);
  pool.pause(false);
  await settle();
  expect(pool.size).toBe(1);
});

test("one that ends by itself is not given away, and another one comes with the next look", async () => {
  pool.limit(10);
  await settle();
  started[0]?.sandbox.die();
  await settle();
  expect(pool.size).toBe(0);
  expect(started[0]?.sandbox.isStopped).toBe(true);
  await vi.advanceTimersByTimeAsync(lookMs);
  expect(pool.size).toBe(1);
});

test("one that a visitor has is not the pool's to stop", async () => {
  pool.limit(10);
  await settle();
  const taken = started[0]?.sandbox;
  pool.take(lab, first);
  await pool.close();
  taken?.die();
  await settle();
  expect(taken?.isStopped).toBe(false);
});

test("a start that fails is tried again with the next look, not at once", async () => {
  failure = new Error("no");
  pool.limit(10);
  await settle();
  failure = null;
  await settle();
  expect(started).toEqual([]);
  expect(errors).toBe(1);
  await vi.advanceTimersByTimeAsync(lookMs);
  expect(pool.size).toBe(1);
});

test("none is kept if none is wanted, or after the end", async () => {
  const none = makePool(0);
  none.limit(10);
  await settle();
  await none.close();
  pool.limit(10);
  await settle();
  await pool.close();
  await vi.advanceTimersByTimeAsync(lookMs);
  expect(started.map(({ sandbox }) => sandbox.isStopped)).toEqual([true]);
});
