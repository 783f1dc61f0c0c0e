import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { create } from "fontkitten";
import { describe, expect, test } from "vitest";
import { files, letters, smallFont } from "../../src/components/small-fonts.ts";

const { resolve } = createRequire(import.meta.url);
const codePoints = [...letters].map((letter) => letter.codePointAt(0) ?? 0);

describe.each(Object.entries(files))("%s", (name, file) => {
  test("has all letters that the packaged file has of these, and is much smaller", async () => {
    const whole = await readFile(resolve(file.whole));
    const small = await smallFont(file);
    const lettersOf = (font: Buffer) => codePoints.filter((point) => open(font).hasGlyphForCodePoint(point));
    expect(lettersOf(small)).toEqual(lettersOf(whole));
    expect(small.length).toBeLessThan(whole.length * 0.62);
  });

  test("has a rule for these letters that differs from the packaged one in nothing else", async () => {
    const own = (await rulesOf("src/styles/fonts.css")).find(({ src }) => src?.includes(`/${name}.woff2`));
    expect(pointsOf(own?.["unicode-range"])).toEqual(codePoints.toSorted((a, b) => a - b));
    const sheets = ["literata/index", "literata/wght-italic", "source-sans-3/index"].map(
      (sheet) => `@fontsource-variable/${sheet}.css`,
    );
    const mono = ["@fontsource/jetbrains-mono/latin-400.css", "@fontsource/jetbrains-mono/latin-700.css"];
    const packaged = (await Promise.all([...sheets, ...mono].map((sheet) => rulesOf(resolve(sheet))))).flat();
    const whole = packaged.find(({ src }) => src?.includes(file.whole.split("/").at(-1) ?? ""));
    for (const descriptor of ["font-family", "font-style", "font-weight", "font-display"])
      expect(own?.[descriptor], descriptor).toBe(whole?.[descriptor]);
  });
});

function open(font: Buffer) {
  const opened = create(font);
  if (opened.isCollection) throw new Error("a collection of fonts");
  return opened;
}

/** The descriptors of each `@font-face`. */
async function rulesOf(sheet: string): Promise<Record<string, string | undefined>[]> {
  const css = await readFile(sheet, "utf8");
  return [...css.matchAll(/@font-face\s*\{([^}]*)\}/g)].map(([, rule = ""]) =>
    Object.fromEntries(
      [...rule.matchAll(/([\w-]+):\s*([^;]+);/g)].map(([, key, value = ""]) => [key, unquoted(value)]),
    ),
  );
}

function unquoted(value: string): string {
  return value.replaceAll("'", "").replaceAll('"', "").trim();
}

function pointsOf(range = ""): number[] {
  return range.split(/,\s*/).flatMap((part) => {
    const [first = 0, last = first] = part
      .replace("U+", "")
      .split("-")
      .map((hex) => Number.parseInt(hex, 16));
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  });
}
