/** The picture of a page that others show beside a link to it: its title, and processes in the language of the labs' tree. */
import sharp from "sharp";
import type { Poster } from "../recording/poster.ts";
import { colours } from "./colours.ts";
import { letters, lines } from "./letters.ts";
import { anyProcesses, posterPicture, type Room } from "./processes.ts";
import { words } from "./words.ts";

export const size = { width: 1200, height: 630 };

export interface Shown {
  /** What kind of page it is: "Article". */
  kind: string;
  title: string;
  summary?: string | undefined;
  /** Of the page's lab. */
  poster?: Poster | null | undefined;
}

const edge = 72;
const textWidth = 640;
const panelLeft = edge + textWidth + 48;
const room: Room = { x: panelLeft + 28, y: 50, width: size.width - panelLeft - 56, height: size.height - 90 };

export async function sharePicture(shown: Shown): Promise<Buffer> {
  return await sharp(Buffer.from(pictureSvg(shown)))
    .png({ palette: true, effort: 7 })
    .toBuffer();
}

/** All of it is shapes; see letters.ts. */
export function pictureSvg({ kind, title, summary, poster }: Shown): string {
  const { width, height } = size;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<rect width="${width}" height="${height}" fill="${colours.ground}"/>
<rect x="${panelLeft}" width="${width}" height="${height}" fill="${colours.panel}"/>
<rect width="${width}" height="10" fill="${colours.accent}"/>
${heading(kind)}
${titleAndSummary(title, summary)}
${poster ? posterPicture(poster, room) : anyProcesses(room)}
</svg>`;
}

function heading(kind: string): string {
  const name = words("PID One", { x: edge, y: 104, face: "text", size_px: 34, colour: colours.text, bold: 1 });
  const x = edge + letters("PID One", "text", 34).width + 20;
  return name + words(kind, { x, y: 104, face: "interface", size_px: 30, colour: colours.muted, bold: 1 });
}

function titleAndSummary(title: string, summary: string | undefined): string {
  const size_px = lines(title, "text", 74, textWidth, 9).length > 3 ? 58 : 74;
  const titleLines = lines(title, "text", size_px, textWidth, 4);
  const summaryLines =
    summary === undefined ? [] : lines(summary, "interface", 30, textWidth, titleLines.length > 2 ? 2 : 4);
  const titleHeight = titleLines.length * size_px * 1.15;
  const top = Math.max(190, 355 - (titleHeight + summaryLines.length * 42) / 2);
  return [
    ...titleLines.map((line, index) =>
      words(line, {
        x: edge,
        y: top + size_px * (0.75 + index * 1.15),
        face: "text",
        size_px,
        colour: colours.text,
        bold: 2,
      }),
    ),
    ...summaryLines.map((line, index) =>
      words(line, {
        x: edge,
        y: top + titleHeight + 44 + index * 42,
        face: "interface",
        size_px: 30,
        colour: colours.muted,
        bold: 1,
      }),
    ),
  ].join("\n");
}
