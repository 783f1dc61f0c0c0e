import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Acks } from "../../../src/client/sandbox/acks.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function acks() {
  const sent: [terminal: number, bytes: number][] = [];
  return { sent, acks: new Acks((...ack) => sent.push(ack)) };
}

test("a full batch goes at once", () => {
  const { sent, acks: batch } = acks();
  batch.add(0, 40_000);
  expect(sent).toEqual([]);
  batch.add(0, 40_000);
  expect(sent).toEqual([[0, 80_000]]);
});

test("the rest goes when nothing more comes, each terminal for itself", () => {
  const { sent, acks: batch } = acks();
  batch.add(0, 10);
  batch.add(1, 20);
  batch.add(0, 5);
  vi.advanceTimersByTime(99);
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(sent).toEqual([
    [0, 15],
    [1, 20],
  ]);
  vi.advanceTimersByTime(1_000);
  expect(sent).toHaveLength(2);
});

test("nothing is acknowledged twice or after the end", () => {
  const { sent, acks: batch } = acks();
  batch.add(0, 70_000);
  batch.add(0, 1);
  batch.close();
  vi.advanceTimersByTime(1_000);
  expect(sent).toEqual([[0, 70_000]]);
});
