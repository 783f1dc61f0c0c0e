/**
 * Before each build: of the fonts' Latin files the letters of English and French, in the weights that pages use. A first
 * page loads half as much then. The packaged files stay for all other letters: the rules for ours differ from theirs in
 * nothing but file and letters, and of such rules a browser takes the last that has a letter.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";
import subsetFont from "subset-font";

const { resolve } = createRequire(import.meta.url);

/** Style sheets and modules find the files below this name, and the rules as `rules.css`. */
const folder = "@small-fonts";

const ascii = Array.from({ length: 0x7f - 0x20 }, (_, at) => String.fromCharCode(0x20 + at)).join("");
const others = "\u00a0«»°·×½àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ–—‘’“”…\u202f←↑→↓−≤≥";
export const letters = `${ascii}${others}`;

/** Ours, and of each the packaged style sheet and the file that it names. */
export const files = {
  literata: ["@fontsource-variable/literata/index.css", "literata-latin-wght-normal.woff2"],
  "literata-italic": ["@fontsource-variable/literata/wght-italic.css", "literata-latin-wght-italic.woff2"],
  "source-sans": ["@fontsource-variable/source-sans-3/index.css", "source-sans-3-latin-wght-normal.woff2"],
  "jetbrains-mono": ["@fontsource/jetbrains-mono/latin-400.css", "jetbrains-mono-latin-400-normal.woff2"],
  "jetbrains-mono-bold": ["@fontsource/jetbrains-mono/latin-700.css", "jetbrains-mono-latin-700-normal.woff2"],
} as const;
export type SmallFont = keyof typeof files;
const names = Object.keys(files).filter((name): name is SmallFont => name in files);

/** Accents and kerning where they belong, figures of one width; code has no ligatures. */
const features = ["ccmp", "kern", "liga", "locl", "mark", "mkmk", "tnum"];

export function smallFonts(): AstroIntegration {
  return {
    name: "small-fonts",
    hooks: {
      "astro:config:setup": async ({ config, updateConfig }) => {
        const made = join(fileURLToPath(config.cacheDir), "small-fonts");
        await mkdir(made, { recursive: true });
        await Promise.all(names.map(async (name) => keep(join(made, `${name}.woff2`), await smallFont(name))));
        const rules = await Promise.all(names.map(smallRule));
        await keep(join(made, "rules.css"), Buffer.from(rules.join("\n")));
        updateConfig({ vite: { resolve: { alias: { [folder]: made } } } });
      },
    },
  };
}

/** Leaves a file alone that is right already: another build may be reading it. */
async function keep(path: string, content: Buffer): Promise<void> {
  const old = await readFile(path).catch(() => null);
  if (!old?.equals(content)) await writeFile(path, content);
}

/** @returns the file of a web font */
export async function smallFont(name: SmallFont): Promise<Buffer> {
  const [sheet, file] = files[name];
  const whole = await readFile(join(dirname(resolve(sheet)), "files", file));
  const variationAxes = file.includes("-wght-") ? { wght: { min: 400, max: 700 } } : {};
  return await subsetFont(whole, letters, { targetFormat: "woff2", keepFeatures: features, variationAxes });
}

/** @returns its `@font-face`, whose file stands beside the style sheet */
export async function smallRule(name: SmallFont): Promise<string> {
  const [sheet, file] = files[name];
  const rules = (await readFile(resolve(sheet), "utf8")).match(/@font-face\s*\{[^}]*\}/g) ?? [];
  const packaged = rules.find((rule) => rule.includes(`/${file}`));
  if (packaged === undefined) throw new Error(`${sheet} has no rule for ${file}`);
  const points = [...others].map((letter) => `U+${letter.codePointAt(0)?.toString(16)}`);
  const own = `src: url(./${name}.woff2) format("woff2"); unicode-range: U+20-7e, ${points.join(", ")};`;
  return packaged.replace(/unicode-range:[^;}]*;?/, "").replace(/src:[^;]*;/, own);
}
