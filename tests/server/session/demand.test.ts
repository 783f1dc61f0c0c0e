import { expect, test } from "vitest";
import { Demand } from "../../../src/server/session/demand.ts";

const minute = 60_000;

test("as many as in the last minute, then one for ten minutes, then the least", () => {
  const demand = new Demand(0);
  expect(demand.at(0)).toBe(0);
  for (const time of [0, 10_000, 20_000]) demand.note(time);
  expect(demand.at(20_000)).toBe(3);
  expect(demand.at(minute + 5000)).toBe(2);
  expect(demand.at(5 * minute)).toBe(1);
  expect(demand.at(11 * minute)).toBe(0);
});

test("never under the least", () => {
  const demand = new Demand(1);
  expect(demand.at(0)).toBe(1);
  demand.note(0);
  expect(demand.at(60 * minute)).toBe(1);
});
