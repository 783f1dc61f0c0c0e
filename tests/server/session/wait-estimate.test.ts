import { expect, test } from "vitest";
import { estimateWaitSeconds } from "../../../src/server/session/wait-estimate.ts";

const now = 1_000_000_000;
const inSeconds = (...seconds: number[]) => seconds.map((each) => now + each * 1000);

test("with nothing else to go by, the lab that must end first is the next one's", () => {
  expect(estimateWaitSeconds(1, now, inSeconds(900, 300, 600), [])).toBe(300);
  expect(estimateWaitSeconds(2, now, inSeconds(900, 300, 600), [])).toBe(600);
  expect(estimateWaitSeconds(7, now, inSeconds(900, 300, 600), [])).toBe(900);
});

test("labs that ended early lately make it shorter, those of long ago do not", () => {
  expect(estimateWaitSeconds(2, now, inSeconds(900, 3000), inSeconds(-60, -30))).toBe(60);
  expect(estimateWaitSeconds(2, now, inSeconds(900, 3000), inSeconds(-6000, -5900))).toBe(3000);
});

test("it is never less than a second", () => {
  expect(estimateWaitSeconds(1, now, inSeconds(-5), [])).toBe(1);
  expect(estimateWaitSeconds(1, now, [], [])).toBe(1);
});
