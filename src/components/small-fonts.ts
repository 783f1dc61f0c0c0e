/**
 * Before each build: of the fonts' Latin files the letters of English and French, in the weights that pages use. A first
 * page loads half as much then. The packaged files stay for all other letters.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";
import subsetFont from "subset-font";

const require = createRequire(import.meta.url);

/** Style sheets and modules find the files below this name. */
const folder = "@small-fonts";

const ascii = Array.from({ length: 0x7f - 0x20 }, (_, at) => String.fromCharCode(0x20 + at)).join("");
/** What `unicode-range` in src/styles/fonts.css says. */
export const letters = `${ascii}${"\u00a0«»°·×½àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ–—‘’“”…\u202f←↑→↓−≤≥"}`;

const weights = { wght: { min: 400, max: 700 } };
/** By the name that src/styles/fonts.css gives them. */
export const files = {
  literata: { whole: "@fontsource-variable/literata/files/literata-latin-wght-normal.woff2", axes: weights },
  "literata-italic": { whole: "@fontsource-variable/literata/files/literata-latin-wght-italic.woff2", axes: weights },
  "source-sans": {
    whole: "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
    axes: weights,
  },
  "jetbrains-mono": { whole: "@fontsource/jetbrains-mono/files/jetbrains-mono-latin-400-normal.woff2", axes: {} },
  "jetbrains-mono-bold": { whole: "@fontsource/jetbrains-mono/files/jetbrains-mono-latin-700-normal.woff2", axes: {} },
} as const;
type Packaged = (typeof files)[keyof typeof files];

/** Accents and kerning where they belong, figures of one width; code has no ligatures. */
const features = ["ccmp", "kern", "liga", "locl", "mark", "mkmk", "tnum"];

export function smallFonts(): AstroIntegration {
  return {
    name: "small-fonts",
    hooks: {
      "astro:config:setup": async ({ config, updateConfig }) => {
        const made = join(fileURLToPath(config.cacheDir), "small-fonts");
        await mkdir(made, { recursive: true });
        await Promise.all(Object.entries(files).map(([name, file]) => make(join(made, `${name}.woff2`), file)));
        updateConfig({ vite: { resolve: { alias: { [folder]: made } } } });
      },
    },
  };
}

/** Leaves a file alone that is right already: another build may be reading it. */
async function make(path: string, file: Packaged): Promise<void> {
  const [font, old] = await Promise.all([smallFont(file), readFile(path).catch(() => null)]);
  if (!old?.equals(font)) await writeFile(path, font);
}

/** @returns the file of a web font */
export async function smallFont({ whole, axes }: Packaged): Promise<Buffer> {
  const font = await readFile(require.resolve(whole));
  return await subsetFont(font, letters, { targetFormat: "woff2", keepFeatures: features, variationAxes: axes });
}
