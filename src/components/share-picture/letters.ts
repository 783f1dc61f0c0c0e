/**
 * Text as shapes. A picture that is drawn when the site is built must not depend on the fonts of the machine that builds:
 * many have none.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { create, type Font } from "fontkitten";

const require = createRequire(import.meta.url);

/** Files of a font, in the order in which a letter is looked for. */
const files = {
  text: ["latin", "latin-ext"].map((set) => `@fontsource-variable/literata/files/literata-${set}-wght-normal.woff2`),
  interface: ["latin", "latin-ext"].map(
    (set) => `@fontsource-variable/source-sans-3/files/source-sans-3-${set}-wght-normal.woff2`,
  ),
  mono: ["@fontsource/jetbrains-mono/files/jetbrains-mono-latin-700-normal.woff2"],
};

export type Face = keyof typeof files;

const opened = new Map<Face, Font[]>();

export interface Letters {
  /** An SVG path whose baseline starts at 0, 0. */
  path: string;
  width: number;
}

/** What a face has no letter for (an emoji) is left out. */
export function letters(text: string, face: Face, size_px: number): Letters {
  const fonts = fontsOf(face);
  let width = 0;
  let path = "";
  for (const character of text.replace(/\s+/g, " ")) {
    const codePoint = character.codePointAt(0) ?? 0;
    const font = fonts.find((one) => one.hasGlyphForCodePoint(codePoint));
    if (font === undefined) continue;
    const glyph = font.glyphForCodePoint(codePoint);
    const scale = size_px / font.unitsPerEm;
    path += shape(glyph.path.commands, width, scale);
    width += glyph.advanceWidth * scale;
  }
  return { path, width };
}

/** Breaks a text into lines that are not wider than this; what does not fit in the last of them ends in "…". */
export function lines(text: string, face: Face, size_px: number, width_px: number, lines_max: number): string[] {
  const found: string[] = [];
  const fits = (line: string): boolean => letters(line, face, size_px).width <= width_px;
  for (const word of text.trim().split(/\s+/)) {
    const last = found.at(-1);
    if (last !== undefined && fits(`${last} ${word}`)) found[found.length - 1] = `${last} ${word}`;
    else found.push(word);
  }
  if (found.length <= lines_max) return found;
  const kept = found.slice(0, lines_max);
  const words = (kept.pop() ?? "").split(" ");
  while (words.length > 1 && !fits(`${words.join(" ")}…`)) words.pop();
  return [...kept, `${words.join(" ").replace(/[.,;:]$/, "")}…`];
}

function fontsOf(face: Face): Font[] {
  let fonts = opened.get(face);
  if (fonts === undefined) {
    fonts = files[face].map((file) => open(file));
    opened.set(face, fonts);
  }
  return fonts;
}

function open(file: string): Font {
  const font = create(readFileSync(require.resolve(file)));
  if (font.isCollection) throw new Error(`${file} is a collection of fonts`);
  return font;
}

const names = { moveTo: "M", lineTo: "L", quadraticCurveTo: "Q", bezierCurveTo: "C", closePath: "Z" } as const;

/** A font's y axis points upward, SVG's downward. */
function shape(commands: { command: keyof typeof names; args: number[] }[], x: number, scale: number): string {
  return commands
    .map(({ command, args }) => {
      const numbers = args.map((value, index) => (index % 2 === 0 ? x + value * scale : -value * scale).toFixed(1));
      return names[command] + numbers.join(" ");
    })
    .join("");
}
