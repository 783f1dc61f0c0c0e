/**
 * The words of the page's language, for its elements. The page's first script puts them here (see Document.astro), so that
 * a page loads one language, and all other scripts have them from their first line on.
 */
import type { elements } from "./en/elements.ts";

export type ElementWords = typeof elements;

export let words: ElementWords;

export function speak(catalogue: ElementWords): void {
  words = catalogue;
}
