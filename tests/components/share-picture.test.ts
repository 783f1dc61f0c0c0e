import { expect, test } from "vitest";
import { posterOfLab } from "../../src/components/recording/recordings.ts";
import { letters, lines } from "../../src/components/share-picture/letters.ts";
import { pictureSvg, sharePicture } from "../../src/components/share-picture/picture.ts";
import { wordsIn } from "../../src/words/words.ts";

const { elements, site } = wordsIn("en");
const posterWords = { ...elements.tree, ...site.recording };

test("a text is as wide as its letters, and one that no font has is left out", () => {
  const { width, path } = letters("Init", "text", 100);
  expect(width).toBeGreaterThan(120);
  expect(width).toBeLessThan(240);
  expect(path).toMatch(/^M[\d. -]+/);
  expect(letters("Init🚚", "text", 100)).toEqual(letters("Init", "text", 100));
  expect(letters("ł", "text", 100).width).toBeGreaterThan(20); // In the font's second file.
});

test("a text breaks between words, and ends where there is no more room", () => {
  const all = lines("Kubernetes in production, from end to end", "text", 50, 400, 9);
  expect(all.join(" ")).toBe("Kubernetes in production, from end to end");
  for (const line of all) expect(letters(line, "text", 50).width).toBeLessThanOrEqual(400);
  expect(lines("one two three", "text", 50, 150, 1)).toEqual(["one…"]);
  expect(lines("", "text", 50, 150, 1)).toEqual([""]);
});

test("a picture needs no font of the machine, and no title breaks it", async () => {
  for (const title of ["Init systems & PID 1", "<script>", "👩‍🚀", "W".repeat(200)]) {
    expect(pictureSvg({ kind: "Article", title, summary: "x ".repeat(200) })).not.toMatch(/<text|<script|NaN/);
    expect((await sharePicture({ kind: "Article", title })).subarray(1, 4).toString()).toBe("PNG");
  }
});

test("the picture of a page with a lab has the processes of its recording, and all of them have room", async () => {
  const poster = posterOfLab("pid-exhaustion", posterWords);
  expect(poster?.words).toMatch(/^A process tree: \d+ processes under PID 1, app, \d+ of them zombies\.$/);
  const shown = { kind: "Lab", title: "Out of numbers" };
  const svg = pictureSvg({ ...shown, poster });
  expect(svg).not.toMatch(/<text|NaN|undefined/);
  expect(svg).not.toBe(pictureSvg(shown));
  const [, x = 0, y = 0, scale = 0] = /translate\(([\d.]+) ([\d.]+)\) scale\(([\d.]+)\)/.exec(svg)?.map(Number) ?? [];
  expect([x >= 760, y > 0, scale > 0.8]).toEqual([true, true, true]);
  const trees = [poster?.wide, poster?.narrow];
  expect(trees.some((tree) => tree && x + tree.width * scale <= 1200 && y + tree.height * scale <= 630)).toBe(true);
  expect((await sharePicture({ ...shown, poster })).subarray(1, 4).toString()).toBe("PNG");
  expect(posterOfLab("no-such", posterWords)).toBeNull();
});
