import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Folds, itemsOf } from "../../../src/client/process-tree/items.ts";
import { boxHeight, Columns, edgePath, layOut } from "../../../src/client/process-tree/layout.ts";
import type { Process } from "../../../src/protocol/processes.ts";
import { process } from "./sample.ts";

const shell = [
  process(1, 0, "app"),
  process(7, 1, "bash"),
  process(12, 7, "vi"),
  process(13, 7, "ps"),
  process(40, 1, "x"),
];

function places(list: Process[], room_px: number, columns = new Columns()) {
  const { placed, ...size } = layOut(itemsOf(list, new Folds()), () => 100, room_px, columns);
  return { ...size, at: new Map(placed.map((box) => [box.item.key, box])), placed };
}

describe("columns", () => {
  test("a parent stands on the row of its first child, the others below", () => {
    const { at, shape } = places(shell, 800);
    expect(shape).toBe("columns");
    const rows = ["p1", "p7", "p12", "p13", "p40"].map((key) => at.get(key)?.y);
    expect(rows).toEqual([10, 10, 10, 44, 78]);
    expect(at.get("p7")?.x).toBe(at.get("p40")?.x);
    expect(at.get("p12")?.parent).toBe("p7");
  });

  test("a newcomer moves nobody but those below", () => {
    const before = places(shell, 800).at;
    const after = places([...shell, process(50, 7, "new")], 800).at;
    for (const key of ["p1", "p7", "p12", "p13"]) {
      expect(after.get(key)).toMatchObject({ x: before.get(key)?.x, y: before.get(key)?.y });
    }
    expect(after.get("p40")?.y).toBe((before.get("p40")?.y ?? 0) + 34);
  });

  test("a column only grows", () => {
    const columns = new Columns();
    columns.widen(0, 180);
    expect(places(shell, 800, columns).at.get("p7")?.x).toBe(10 + 180 + 34);
    columns.widen(0, 90);
    expect(columns.left(1)).toBe(10 + 180 + 34);
  });
});

test("in a narrow place each has a row of its own, and its level to the right", () => {
  const { at, shape } = places(shell, 360);
  expect(shape).toBe("indented");
  expect([...at.values()].map(({ x, y }) => [x, y])).toEqual([
    [10, 10],
    [36, 44],
    [62, 78],
    [62, 112],
    [36, 146],
  ]);
});

test("no two boxes overlap, and all are inside, whatever the tree", () => {
  const tree = fc.array(fc.nat(), { maxLength: 60 }).map((parents) =>
    // Each process has one of those before it as its parent.
    [
      process(1, 0, "app"),
      ...parents.map((parent, index) => process(index + 2, 1 + (parent % (index + 1)), `c${index}`)),
    ],
  );
  fc.assert(
    fc.property(tree, fc.constantFrom(360, 1000), (list, room_px) => {
      const { placed, width, height } = places(list, room_px);
      expect(placed).toHaveLength(list.length);
      for (const [index, a] of placed.entries()) {
        expect(a.x + a.width).toBeLessThanOrEqual(width);
        expect(a.y + boxHeight).toBeLessThanOrEqual(height);
        for (const b of placed.slice(index + 1)) {
          const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || Math.abs(a.y - b.y) >= boxHeight;
          expect(apart).toBe(true);
        }
      }
    }),
  );
});

test("edges begin and end where they should", () => {
  expect(edgePath("columns", { x: 100, y: 20 }, { x: 134, y: 54 })).toMatch(/^M100 20C.* 134 54$/);
  expect(edgePath("indented", { x: 20, y: 36 }, { x: 36, y: 57 })).toMatch(/^M20 36V51Q.*H36$/);
});
