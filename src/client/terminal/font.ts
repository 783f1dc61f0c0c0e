/** JetBrains Mono, packaged, so that the terminal looks the same everywhere and nothing comes from another host. */
import regular from "@fontsource/jetbrains-mono/files/jetbrains-mono-latin-400-normal.woff2?url";
import bold from "@fontsource/jetbrains-mono/files/jetbrains-mono-latin-700-normal.woff2?url";

const family = "JetBrains Mono";
export const fallbackFont = 'ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace';
export const terminalFont = `"${family}", ${fallbackFont}`;

let loading: Promise<unknown> | undefined;

/** Resolves when the font can be measured; also when it cannot be had, and then the fallback stays. */
export async function loadTerminalFont(): Promise<void> {
  loading ??= Promise.allSettled(
    [
      new FontFace(family, `url(${regular})`, { weight: "400" }),
      new FontFace(family, `url(${bold})`, { weight: "700" }),
    ].map(async (face) => document.fonts.add(await face.load())),
  );
  await loading;
}

const advance = 0.6; // of JetBrains Mono, in em
const columnsWanted = 80;
const smallest_px = 11;
/** Of a recording, which cannot have fewer columns: better small than cut off. */
const smallestFixed_px = 6;
const largest_px = 14;

/** The largest size at which 80 columns fit, within what can be read. */
export function fontSize_px(width_px: number): number {
  return Math.min(largest_px, Math.max(smallest_px, halves(width_px / columnsWanted / advance)));
}

const rowHeight = 1.57; // of a line, in em, with the space that screen.ts gives it

/** The largest size at which a terminal of this size fits a box: better small than cut off. */
export function fixedFontSize_px(width_px: number, height_px: number, cols: number, rows: number): number {
  const fits = halves(Math.min(width_px / cols / advance, height_px / rows / rowHeight));
  return Math.min(largest_px, Math.max(smallestFixed_px, fits));
}

function halves(size_px: number): number {
  return Math.floor(size_px * 2) / 2;
}
