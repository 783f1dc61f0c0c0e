import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { create } from "fontkitten";
import { describe, expect, test } from "vitest";
import { files, letters, type SmallFont, smallFont, smallRule } from "../../src/components/small-fonts.ts";

const { resolve } = createRequire(import.meta.url);
const codePoints = [...letters].map((letter) => letter.codePointAt(0) ?? 0);
const names: SmallFont[] = ["literata", "literata-italic", "source-sans", "jetbrains-mono", "jetbrains-mono-bold"];

test("no font is left out", () => expect(Object.keys(files)).toEqual(names));

describe.each(names)("%s", (name) => {
  const [sheet, file] = files[name];

  test("has all letters that the packaged file has of these, and is much smaller", async () => {
    const whole = await readFile(join(dirname(resolve(sheet)), "files", file));
    const small = await smallFont(name);
    const lettersOf = (font: Buffer) => codePoints.filter((point) => open(font).hasGlyphForCodePoint(point));
    expect(lettersOf(small)).toEqual(lettersOf(whole));
    expect(small.length).toBeLessThan(whole.length * 0.62);
  });

  test("has a rule that says what the packaged one says, but for file and letters", async () => {
    const { src, "unicode-range": range, ...same } = descriptors(await smallRule(name));
    expect(src).toBe(`url(./${name}.woff2) format("woff2")`);
    expect(range?.split(", ").flatMap(pointsOf)).toEqual(codePoints);
    const rules = (await readFile(resolve(sheet), "utf8")).split("@font-face").slice(1).map(descriptors);
    const packaged = rules.find(({ src }) => src?.includes(file));
    expect(packaged).toMatchObject(same);
    expect(Object.keys(same)).toEqual(["font-family", "font-style", "font-display", "font-weight"]);
  });
});

function open(font: Buffer) {
  const opened = create(font);
  if (opened.isCollection) throw new Error("a collection of fonts");
  return opened;
}

function descriptors(rule: string): Record<string, string | undefined> {
  return Object.fromEntries([...rule.matchAll(/([\w-]+):\s*([^;]+);/g)].map(([, key, value]) => [key, value?.trim()]));
}

/** @param part of a `unicode-range`, such as "U+20-7e" */
function pointsOf(part: string): number[] {
  const [first = 0, last = first] = part
    .slice(2)
    .split("-")
    .map((hex) => Number.parseInt(hex, 16));
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}
