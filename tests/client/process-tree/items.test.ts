import { describe, expect, test } from "vitest";
import { Folds, type Item, isFold, itemsOf } from "../../../src/client/process-tree/items.ts";
import { process } from "./sample.ts";

/** "1(7(12,13))": the tree in one line. */
function line(items: readonly Item[]): string {
  const one = (item: Item): string => {
    const name = isFold(item) ? `${item.name ?? "various"}x${item.members.length}` : String(item.process.pid);
    return item.children.length > 0 ? `${name}(${line(item.children)})` : name;
  };
  return items.map(one).join(",");
}

const zombies = (count: number) => Array.from({ length: count }, (_, index) => process(100 + index, 7, "child", "Z"));
const shell = [process(1, 0, "app"), process(7, 1, "bash")];

describe("order", () => {
  test("siblings stand in the order of their births, however the list is sorted", () => {
    expect(line(itemsOf([process(31, 7, "ps"), process(12, 7, "vi"), ...shell], new Folds()))).toBe("1(7(12,31))");
  });

  test("what was entered from outside is a root of its own", () => {
    expect(line(itemsOf([process(1, 0, "app"), process(7, 1, "sh"), process(20, 0, "bash")], new Folds()))).toBe(
      "1(7),20",
    );
  });

  test("what is alike, but in another container, is not folded into it", () => {
    const web = Array.from({ length: 8 }, (_, index) => ({
      ...process(20 + index, 1, "child", "Z"),
      container: "web",
    }));
    const other = { ...process(40, 1, "child", "Z"), container: "sidecar" };
    expect(line(itemsOf([process(1, 0, "pause"), ...web, other], new Folds()))).toBe("1(childx8,40)");
  });

  test("a process whose parent is not in the list is not lost", () => {
    expect(line(itemsOf([process(1, 0, "app"), process(9, 8, "x")], new Folds()))).toBe("1,9");
  });

  test("nothing makes nothing", () => {
    expect(itemsOf([], new Folds())).toEqual([]);
  });
});

describe("folds", () => {
  test("eight of a kind are one, seven are seven", () => {
    expect(line(itemsOf([...shell, ...zombies(7)], new Folds()))).toContain("106");
    expect(line(itemsOf([...shell, ...zombies(8)], new Folds()))).toBe("1(7(childx8))");
  });

  test("a fold stays while its members go, until few are left", () => {
    const folds = new Folds();
    itemsOf([...shell, ...zombies(8)], folds);
    expect(line(itemsOf([...shell, ...zombies(4)], folds))).toBe("1(7(childx4))");
    expect(line(itemsOf([...shell, ...zombies(3)], folds))).toBe("1(7(100,101,102))");
    expect(line(itemsOf([...shell, ...zombies(5)], folds))).toContain("104");
  });

  test("of a crowd also those that are not alike are one; the rest stays as it is", () => {
    const folds = new Folds();
    const unlike = (count: number) =>
      Array.from({ length: count }, (_, index) => process(200 + index, 7, `job-${index}`, "S"));
    expect(line(itemsOf([...shell, ...unlike(99)], folds))).toContain("298");
    const tree = itemsOf([...shell, ...zombies(8), ...unlike(100), process(400, 1, "sh")], folds);
    expect(line(tree)).toBe("1(7(childx8,variousx100),400)");
    expect(line(itemsOf([...shell, ...unlike(80)], folds))).toBe("1(7(variousx80))");
    expect(line(itemsOf([...shell, ...unlike(79)], folds))).toContain("278");
  });

  test("an open one shows its members below it", () => {
    const folds = new Folds();
    const [root] = itemsOf([...shell, ...zombies(8)], folds);
    const fold = root?.children[0]?.children[0];
    folds.toggle(fold?.key ?? "");
    expect(line(itemsOf([...shell, ...zombies(8)], folds))).toBe("1(7(childx8(100,101,102,103,104,105,106,107)))");
  });

  test("an open one of more than a hundred shows parts of the same hundred PIDs, each to be opened", () => {
    const folds = new Folds();
    const tree = (first: number) =>
      itemsOf([...shell, ...zombies(300).map(({ pid }) => process(pid + first, 7, "child", "Z"))], folds);
    const fold = () => tree(0)[0]?.children[0]?.children[0];
    folds.toggle(fold()?.key ?? "");
    expect(line(tree(0))).toBe("1(7(childx300(childx100,childx100,childx100)))");
    folds.toggle(fold()?.children[1]?.key ?? "");
    expect(line(tree(0))).toMatch(/^1\(7\(childx300\(childx100,childx100\(200,201,.*,299\),childx100\)\)\)$/);
    expect(line(tree(50))).toMatch(/^1\(7\(childx300\(childx50,childx100\(200,201,.*,299\),childx100,childx50\)\)\)$/);
  });

  test("only what has no children and one state is of one kind; running and sleeping are one", () => {
    const mixed = zombies(8).map((zombie, index) => ({
      ...zombie,
      state: index % 2 ? ("R" as const) : ("S" as const),
    }));
    expect(line(itemsOf([...shell, ...mixed], new Folds()))).toBe("1(7(childx8))");
    const halves = zombies(8).map((zombie, index) => ({
      ...zombie,
      state: index % 2 ? ("Z" as const) : ("S" as const),
    }));
    expect(line(itemsOf([...shell, ...halves], new Folds()))).toContain("107");
    expect(line(itemsOf([...shell, ...zombies(8), process(200, 104, "x")], new Folds()))).toContain("104(200)");
  });
});
