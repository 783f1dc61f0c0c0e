import { expect, test } from "vitest";
import { findRange } from "../../../../src/server/sandbox/oci/rootless.ts";

const learner = { name: "learner", uid: 1000 };

test.each([
  ["by name", "other:1:2\nlearner:100000:65536\n", { first: 100_000, count: 65_535 }],
  ["by number", "1000:200000:1000\n", { first: 200_000, count: 1000 }],
  ["of somebody else", "other:100000:65536\n", null],
  ["nonsense", "learner:abc:65536\nlearner\n", null],
  ["empty", "", null],
])("a line of subuid(5) %s", (_, text, range) => {
  expect(findRange(text, learner)).toEqual(range);
});

test("a user without a name is found by number alone", () => {
  expect(findRange("null:1:2\n1000:3:4\n", { name: null, uid: 1000 })).toEqual({ first: 3, count: 4 });
});
