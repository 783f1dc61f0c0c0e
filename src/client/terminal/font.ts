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
const largest_px = 14;

/** The largest size at which 80 columns fit, within what can be read. */
export function fontSize_px(width_px: number): number {
  const fits = Math.floor((width_px / columnsWanted / advance) * 2) / 2;
  return Math.min(largest_px, Math.max(smallest_px, fits));
}
