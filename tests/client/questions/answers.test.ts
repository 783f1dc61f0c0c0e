import { expect, test } from "vitest";
import { answers, saveAnswer } from "../../../src/client/questions/answers.ts";
import { holding } from "../memory-store.ts";

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
