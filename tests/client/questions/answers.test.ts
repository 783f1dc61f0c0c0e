import { expect, test } from "vitest";
import { answers, saveAnswer } from "../../../src/client/questions/answers.ts";
import type { Store } from "../../../src/client/storage.ts";

function holding(text: string): Store {
  let kept = text;
  return {
    get: () => kept,
    set: (_key, value) => {
      kept = value;
    },
    remove: () => {},
  };
}

test("an answer is kept, and forgotten", () => {
  const store = holding("");
  saveAnswer("a", { choice: 1, isRevealed: true, at: 5 }, store);
  expect([...answers(store)]).toEqual([["a", { choice: 1, isRevealed: true, at: 5 }]]);
  saveAnswer("a", undefined, store);
  expect(answers(store).size).toBe(0);
});

test.each(["", "{", "[]", '{"a":{"choice":"1","isRevealed":true,"at":1}}', '{"a":null}'])(
  "what cannot be read is nothing: %o",
  (text) => expect(answers(holding(text)).size).toBe(0),
);
