import { expect, test } from "vitest";
import { Budget } from "../../../src/server/session/budget.ts";

test("two seconds' worth may be spent at once, then it has to be waited for", () => {
  const budget = new Budget(100, 0);
  expect(budget.spend(200, 0)).toBe(0);
  expect(budget.spend(50, 0)).toBe(500);
  expect(budget.spend(0, 500)).toBe(0);
});

test("saving up ends at two seconds' worth", () => {
  const budget = new Budget(100, 0);
  expect(budget.spend(201, 3_600_000)).toBe(10);
});
