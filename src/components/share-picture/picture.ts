/** The picture of a page that others show beside a link to it: its title, and processes in the language of the labs' tree. */
import sharp from "sharp";
import { type Face, letters, lines } from "./letters.ts";

export const size = { width: 1200, height: 630 };

export interface Shown {
  /** What kind of page it is: "Article". */
  kind: string;
  title: string;
  summary?: string | undefined;
}

const colours = {
  ground: "#fbf9f5",
  panel: "#f3efe8",
  text: "#25211c",
  muted: "#665e54",
  border: "#d9d2c6",
  accent: "#0b6058",
  danger: "#a3291f",
  light: "#ffffff",
};
const edge = 72;
const textWidth = 640;

export async function sharePicture(shown: Shown): Promise<Buffer> {
  return await sharp(Buffer.from(pictureSvg(shown)))
    .png({ palette: true, effort: 7 })
    .toBuffer();
}

/** All of it is shapes; see letters.ts. */
export function pictureSvg({ kind, title, summary }: Shown): string {
  const { width, height } = size;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<rect width="${width}" height="${height}" fill="${colours.ground}"/>
<rect x="${edge + textWidth + 48}" width="${width}" height="${height}" fill="${colours.panel}"/>
<rect width="${width}" height="10" fill="${colours.accent}"/>
${heading(kind)}
${titleAndSummary(title, summary)}
${processes()}
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

/** PID 1 with three children: one runs, one is a zombie, one fades because it was reaped. */
function processes(): string {
  const box = { width: 190, height: 66 };
  const left = edge + textWidth + 48;
  const middle = (left + size.width) / 2;
  const children = [
    { y: 280, name: "41 worker", state: "running" },
    { y: 380, name: "42 worker", state: "zombie" },
    { y: 480, name: "43 worker", state: "reaped" },
  ] as const;
  const first = { x: middle - 170, y: 130 };
  const at = middle - 20;
  const drawn = children.map(({ y, name, state }) => {
    const trunk = first.x + 60;
    const line = `<path d="M${trunk} ${first.y + box.height} V${y + box.height / 2 - 16} Q${trunk} ${y + box.height / 2} ${trunk + 16} ${y + box.height / 2} H${at}" fill="none" stroke="${colours.muted}" stroke-width="2.5" opacity="0.6"/>`;
    return `<g opacity="${state === "reaped" ? 0.45 : 1}">${line}${process({ x: at, y, ...box }, name, state)}</g>`;
  });
  return drawn.join("\n") + process({ ...first, ...box }, "1 pid-one", "first");
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

function process({ x, y, width, height }: Box, name: string, state: "first" | "running" | "zombie" | "reaped"): string {
  const look = {
    first: `fill="${colours.accent}" stroke="${colours.accent}"`,
    running: `fill="${colours.ground}" stroke="${colours.text}"`,
    zombie: `fill="${colours.panel}" stroke="${colours.danger}" stroke-dasharray="9 7"`,
    reaped: `fill="${colours.panel}" stroke="${colours.text}"`,
  }[state];
  const label = { face: "mono", size_px: 25, y: y + height / 2 + 9 } as const;
  const { width: labelWidth } = letters(name, label.face, label.size_px);
  const box = `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="13" stroke-width="3" ${look}/>`;
  const text = words(name, {
    ...label,
    x: x + (width - labelWidth) / 2,
    colour: state === "first" ? colours.light : colours.text,
  });
  return box + text + (state === "zombie" ? zMark(x + width - 8, y + 4) : "");
}

function zMark(x: number, y: number): string {
  const { width } = letters("Z", "mono", 22);
  return `<circle cx="${x}" cy="${y}" r="18" fill="${colours.danger}"/>${words("Z", { x: x - width / 2, y: y + 8, face: "mono", size_px: 22, colour: colours.light })}`;
}

interface Style {
  x: number;
  y: number;
  face: Face;
  size_px: number;
  colour: string;
  /** Of the variable fonts only the default weight is drawn: a line around the shapes makes them bolder. */
  bold?: number;
}

function words(text: string, { x, y, face, size_px, colour, bold = 0 }: Style): string {
  const stroke = bold > 0 ? ` stroke="${colour}" stroke-width="${bold}" stroke-linejoin="round"` : "";
  return `<path transform="translate(${x.toFixed(1)} ${y.toFixed(1)})" d="${letters(text, face, size_px).path}" fill="${colour}"${stroke}/>`;
}
