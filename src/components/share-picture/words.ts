/** Words of a picture, as shapes. */
import { type Face, letters } from "./letters.ts";

export interface Style {
  x: number;
  y: number;
  face: Face;
  size_px: number;
  colour: string;
  /** Of the variable fonts only the default weight is drawn: a line around the shapes makes them bolder. */
  bold?: number;
}

export function words(text: string, { x, y, face, size_px, colour, bold = 0 }: Style): string {
  const stroke = bold > 0 ? ` stroke="${colour}" stroke-width="${bold}" stroke-linejoin="round"` : "";
  return `<path transform="translate(${x.toFixed(1)} ${y.toFixed(1)})" d="${letters(text, face, size_px).path}" fill="${colour}"${stroke}/>`;
}
