import { expect, test } from "vitest";
import OneSegment, { type Memory } from "../../src/init/one-segment.mjs";

test("all pieces become one; what is never read is filled, what is read stays where it was", () => {
  const piece = (offset: number, content: number[], padding: number) => {
    const bytes = [9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, content.length, 0, 0, 0, ...content];
    return { offset, data: new Uint8Array([...bytes, ...Array(padding).fill(0)]).buffer };
  };
  const pieces = [piece(100, [65, 0], 2), piece(130, [0, 0, 0], 1)];
  let written: Parameters<Memory["setMemory"]> | undefined;
  new OneSegment().afterCompile({
    i32: { const: (value) => value },
    getNumDataSegments: () => pieces.length,
    getDataSegmentByIndex: (at) => at,
    getDataSegmentInfo: (at) => pieces[at] ?? piece(0, [], 0),
    setMemory: (...values) => {
      written = values;
    },
  });
  const [segment, ...others] = written?.[3] ?? [];
  expect(others).toEqual([]);
  expect(segment).toMatchObject({ offset: 100, passive: false });
  const filled = (length: number) => Array(length).fill(0xff);
  const first = [...filled(12), 2, 0, 0, 0, 2, 0, 0, 0, 65, 0, ...filled(2)];
  const second = [...filled(12), 2, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, ...filled(1)];
  expect([...(segment?.data ?? [])]).toEqual([...first, ...filled(130 - 124), ...second]);
});
