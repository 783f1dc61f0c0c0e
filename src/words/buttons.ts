/**
 * What the course's texts call by its name on the page: `.button[restart]`. The texts are in one language, the page may be
 * in another, and a learner looks for what stands there.
 */
import type { ElementWords } from "./page.ts";

type LabWords = ElementWords["lab"];

const nameOf: ReadonlyMap<string, (lab: LabWords) => string> = new Map([
  ["app", ({ inits }: LabWords) => inits.none.name],
  ["broken", ({ inits }: LabWords) => inits.broken.name],
  ["end", ({ bar }: LabWords) => bar.end],
  ["extend", ({ bar }: LabWords) => bar.extend],
  ["hint", ({ tasks }: LabWords) => tasks.hint],
  ["restart", ({ bar }: LabWords) => bar.restart],
  ["solve", ({ tasks }: LabWords) => tasks.solve],
  ["start", ({ start }: LabWords) => start],
  ["stop", ({ bar }: LabWords) => bar.stop],
]);

export const buttons: readonly string[] = [...nameOf.keys()];

/** @returns undefined for what no page has */
export function buttonName(button: string, lab: LabWords): string | undefined {
  return nameOf.get(button)?.(lab);
}

/** One in a short text: what stands between the brackets is the first group. */
export const buttonMark = /\.button\[([^\]]*)\]/g;

/** A short text as it is said, and kept where nothing is formatted. */
export function withButtonNames(text: string, lab: LabWords): string {
  return text.replaceAll(buttonMark, (mark, button: string) => buttonName(button, lab) ?? mark);
}
