import { expect, test } from "vitest";
import { pageKey } from "../../../src/client/terminal/keys.ts";

const key = { type: "keydown", ctrlKey: true, shiftKey: true, altKey: false, metaKey: false };

test.each([
  ["KeyC", "copy"],
  ["KeyV", "paste"],
  ["KeyF", "search"],
  ["Enter", "leave"],
  ["ArrowUp", "pid-above"],
  ["ArrowDown", "pid-below"],
  ["KeyR", null],
  ["Escape", null],
])("Ctrl+Shift and %s: %s", (code, expected) => {
  expect(pageKey({ ...key, code })).toBe(expected);
});

test("the shell keeps all keys without both", () => {
  expect(pageKey({ ...key, shiftKey: false, code: "KeyC" })).toBeNull();
  expect(pageKey({ ...key, ctrlKey: false, code: "Enter" })).toBeNull();
  expect(pageKey({ ...key, altKey: true, code: "KeyC" })).toBeNull();
});
