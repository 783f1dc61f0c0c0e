import fc from "fast-check";
import { expect, test } from "vitest";
import { Replay } from "../../../src/server/session/replay.ts";

test("keeps exactly the last bytes, whatever the chunks", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3000 }),
      fc.array(fc.uint8Array({ maxLength: 1500 }), { maxLength: 20 }),
      (bytesMax, chunks) => {
        const replay = new Replay(bytesMax);
        for (const chunk of chunks) replay.add(chunk);
        const all = Buffer.concat(chunks);
        expect(Buffer.from(replay.last())).toEqual(all.subarray(Math.max(0, all.length - bytesMax)));
      },
    ),
  );
});

test("the answer is a copy", () => {
  const replay = new Replay(4);
  replay.add(Uint8Array.of(1, 2));
  const before = replay.last();
  replay.add(Uint8Array.of(3, 4, 5));
  expect([...before]).toEqual([1, 2]);
});
