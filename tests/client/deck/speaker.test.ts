import { expect, test } from "vitest";
import { duration } from "../../../src/client/deck/speaker.ts";

test.each([
  [0, "00:00"],
  [309, "05:09"],
  [3599, "59:59"],
  [3600, "01:00:00"],
  [45_296, "12:34:56"],
])("%i seconds are %s", (seconds, words) => {
  expect(duration(seconds)).toBe(words);
});
