import { expect, test } from "vitest";
import { keysOf } from "../../../src/client/commands/keys.ts";

test.each([
  ["^C", "\x03"],
  ["^c", "\x03"],
  ["Ctrl-Z", "\x1a"],
  ["ctrl+d", "\x04"],
  ["^\\", "\x1c"],
  ["^[", "\x1b"],
  ["Enter", "\r"],
  ["Escape", "\x1b"],
  ["q", "q"],
  [":wq", ":wq"],
  ["^CD", "^CD"],
  ["Down Down Enter", "\x1b[B\x1b[B\r"],
  ["C-c ^D", "\x03\x04"],
  ["go up", "go up"],
  ["PageDown", "\x1b[6~"],
])("%s", (text, keys) => {
  expect(keysOf(text)).toBe(keys);
});
