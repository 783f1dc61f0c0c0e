import "../../../src/words/en/speak.ts";
import { expect, test } from "vitest";
import {
  forgetReading,
  inWords,
  latest,
  type Reading,
  readings,
  saveReading,
} from "../../../src/client/reading/readings.ts";
import { browserStore } from "../../../src/client/storage.ts";
import { holding } from "../memory-store.ts";

const reading = (more: Partial<Reading> = {}): Reading => ({ title: "T", of: 3, read: ["a"], at: 1, ...more });

test("what was read stays, for each article, until it is forgotten", () => {
  const store = holding("");
  saveReading("one", reading({ next: { id: "b", title: "B" } }), store);
  saveReading("two/x", reading({ at: 2 }), store);
  expect(readings(store).get("one")).toEqual(reading({ next: { id: "b", title: "B" } }));
  expect(latest(readings(store))?.[0]).toBe("two/x");
  forgetReading("two/x", store);
  expect([...readings(store).keys()]).toEqual(["one"]);
});

test.each([
  "",
  "{",
  "null",
  "[]",
  '{"a":1}',
  '{"a":{"title":"T","of":1,"read":[1],"at":1}}',
  '{"a":{"title":"T","of":1,"read":[],"at":1,"next":{}}}',
])("what cannot be read is nothing: %o", (text) => {
  expect(readings(holding(text)).size).toBe(0);
  expect(latest(readings(holding(text)))).toBeUndefined();
});

test("a browser that does not let us store is no error", () => {
  saveReading("one", reading(), browserStore); // Node has no localStorage.
  expect(readings(browserStore).size).toBe(0);
});

test("it is said in words", () => {
  expect(inWords(reading())).toBe("1 of 3 sections read");
  expect(inWords(reading({ read: ["a", "b", "c"] }))).toBe("All 3 sections read");
  expect(inWords(reading({ of: 1 }))).toBe("Read");
});
