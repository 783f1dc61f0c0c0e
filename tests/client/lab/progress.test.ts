import { expect, test } from "vitest";
import { doneTasks, saveDoneTasks } from "../../../src/client/lab/progress.ts";
import { browserStore } from "../../../src/client/storage.ts";
import { holding } from "../memory-store.ts";

test("what is done stays done", () => {
  const store = holding("[]");
  saveDoneTasks("zombies", new Set(["a", "b"]), store);
  expect([...doneTasks("zombies", store)]).toEqual(["a", "b"]);
});

test.each(["", "{", '{"a":1}', '"a"', "null"])("what cannot be read is nothing: %o", (text) => {
  expect(doneTasks("zombies", holding(text)).size).toBe(0);
});

test("only names count", () => {
  expect([...doneTasks("zombies", holding('["a",7,null]'))]).toEqual(["a"]);
});

test("a browser that does not let us store is no error", () => {
  saveDoneTasks("zombies", new Set(["a"]), browserStore); // Node has no localStorage.
  expect(doneTasks("zombies", browserStore)).toBeInstanceOf(Set);
});
