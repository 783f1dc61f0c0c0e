/** Compares what is known of a course with what was just read. */
import type { TextChange } from "../../client/live-text/changes.ts";
import type { SlideHtml } from "../deck/slides.ts";

/** An article, a deck or a lab. */
export interface StoredText {
  data: object;
  html: string;
}

/** Of an entry of one of Astro's collections. @param before undefined if there was none */
export function changesOf(
  collection: string,
  id: string,
  before: StoredText | undefined,
  after: StoredText,
): TextChange[] {
  if (before !== undefined && isSame(before, after)) return [];
  if (before !== undefined && collection === "chapters" && isSame(before.data, after.data))
    return [{ kind: "article", id, before: before.html, after: after.html }];
  if (before !== undefined && collection === "decks") {
    const slides = slideChanges(id, before.data, after.data);
    if (slides !== undefined) return slides;
  }
  const path = { chapters: `read/${id}/`, decks: `deck/${id}/` }[collection];
  return [{ kind: "page", path: path ?? "" }];
}

/** Undefined if more has changed than what is on slides. */
function slideChanges(deck: string, before: object, after: object): TextChange[] | undefined {
  if (!hasSlides(before) || !hasSlides(after)) return undefined;
  const frame = ({ slides, ...rest }: { slides: SlideHtml[] }) => ({
    ...rest,
    slides: slides.map((slide) => ({ ...slide, html: "", notes: "" })),
  });
  if (!isSame(frame(before), frame(after))) return undefined;
  return after.slides.flatMap(({ id, html, notes }, index): TextChange[] => {
    const old = before.slides[index];
    if (old === undefined || (old.html === html && old.notes === notes)) return [];
    return [{ kind: "slide", deck, id, before: old.html, html, notes }];
  });
}

function hasSlides(data: object): data is { slides: SlideHtml[] } {
  return "slides" in data && Array.isArray(data.slides);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
