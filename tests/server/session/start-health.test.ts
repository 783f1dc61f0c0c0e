import { expect, test } from "vitest";
import { StartHealth } from "../../../src/server/session/start-health.ts";

const second = 1000;

test("a failure stands until a start, or a trial every fifteen seconds, says otherwise", async () => {
  const health = new StartHealth();
  let trials = 0;
  let failure: Error | null = new Error("disk full");
  const trial = async () => {
    trials++;
    if (failure) throw failure;
  };
  expect(await health.look(trial, 0)).toBeNull();
  expect(trials).toBe(0);

  health.failed(new Error("no space left"));
  expect(await health.look(trial, 1 * second)).toBe("disk full");
  failure = null;
  expect(await health.look(trial, 15 * second)).toBe("disk full");
  expect(await health.look(trial, 16 * second)).toBeNull();
  expect(trials).toBe(2);

  health.failed("no such thing");
  health.succeeded();
  expect(await health.look(trial, 60 * second)).toBeNull();
  expect(trials).toBe(2);
});
