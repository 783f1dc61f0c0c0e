/**
 * Where each box stands. A parent stands on the row of its first child, so a birth moves only what is below it: with
 * parents in the middle of their children, each birth would move its ancestors too.
 */
import { type HierarchyNode, hierarchy } from "d3-hierarchy";
import type { Item } from "./items.ts";

export interface Placed {
  item: Item;
  parent: string | null;
  level: number;
  x: number;
  y: number;
  width: number;
  /** Where the edge to its children begins. */
  out: { x: number; y: number };
}

export interface Layout {
  shape: "columns" | "indented";
  placed: Placed[];
  width: number;
  height: number;
}

export const boxHeight = 26;
const rowHeight = 34;
const columnGap = 34;
const indent = 26;
const margin = 10;
/** Under this width four generations do not fit side by side. */
const columnsFrom_px = 520;

/** How wide boxes are; columns only grow while a sandbox lives, so that the longest name does not push them to and fro. */
export class Columns {
  readonly #widths: number[] = [];

  widen(level: number, width: number): void {
    this.#widths[level] = Math.max(this.#widths[level] ?? 0, width);
  }

  left(level: number): number {
    return this.#widths.slice(0, level).reduce((x, width) => x + width + columnGap, margin);
  }
}

export function layOut(roots: Item[], boxWidth: (item: Item) => number, room_px: number, columns: Columns): Layout {
  const forest = hierarchy<{ item: Item | null; children: Item[] }>({ item: null, children: roots }, ({ children }) =>
    children.map((item) => ({ item, children: item.children })),
  );
  const shape = room_px >= columnsFrom_px ? "columns" : "indented";
  const placed: Placed[] = [];
  let row = 0;
  const place = (node: HierarchyNode<{ item: Item | null; children: Item[] }>): void => {
    const { item } = node.data;
    if (item) {
      const level = node.depth - 1;
      const width = boxWidth(item);
      columns.widen(level, width);
      placed.push({
        item,
        parent: node.parent?.data.item?.key ?? null,
        level,
        x: 0,
        y: row,
        width,
        out: { x: 0, y: 0 },
      });
      if (shape === "indented" || !node.children) row += 1;
    }
    for (const child of node.children ?? []) place(child);
  };
  place(forest);
  for (const box of placed) {
    box.y = margin + box.y * rowHeight;
    box.x = shape === "columns" ? columns.left(box.level) : margin + box.level * indent;
    box.out =
      shape === "columns"
        ? { x: box.x + box.width, y: box.y + boxHeight / 2 }
        : { x: box.x + indent / 2, y: box.y + boxHeight };
  }
  return {
    shape,
    placed,
    width: Math.max(0, ...placed.map(({ x, width }) => x + width)) + margin,
    height: row * rowHeight + 2 * margin - (rowHeight - boxHeight),
  };
}

/** The edge from a parent's way out to a child's left side. */
export function edgePath(shape: Layout["shape"], from: { x: number; y: number }, to: { x: number; y: number }): string {
  if (shape === "indented") return `M${from.x} ${from.y}V${to.y - 6}Q${from.x} ${to.y} ${from.x + 6} ${to.y}H${to.x}`;
  const bend = from.x + Math.max(16, (to.x - from.x) / 2);
  return `M${from.x} ${from.y}C${bend} ${from.y} ${to.x - columnGap / 2} ${to.y} ${to.x} ${to.y}`;
}
