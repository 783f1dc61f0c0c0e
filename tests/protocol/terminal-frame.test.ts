import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeTerminalFrame, encodeTerminalFrame } from "../../src/protocol/terminal-frame.ts";

test("what is encoded is decoded", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 255 }), fc.uint8Array(), (terminal, bytes) => {
      expect(decodeTerminalFrame(encodeTerminalFrame(terminal, bytes))).toEqual({ terminal, bytes });
    }),
  );
});

test("an empty frame is malformed", () => {
  expect(decodeTerminalFrame(new Uint8Array())).toBeNull();
});
