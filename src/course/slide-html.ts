/** A slide as HTML for a deck. */
import type { AddressOf } from "./article.ts";
import type { Deck, DeckSlide } from "./deck.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { renderParsed, renderSource, toHtml } from "./dialect/render.ts";
import { isBlank } from "./dialect/source.ts";
import { contentOf } from "./slide-content.ts";

export interface SlideHtml {
  /** Elements that a later step adds have `data-build`, from 1: the outermost of each. */
  html: string;
  /** How many times there is more to show: one less than there are builds. */
  steps: number;
  /** What who presents should say, for each build that has something, from 0. */
  notes: { build: number; html: string }[];
  diagnostics: Diagnostic[];
}

/** Links to names in the deck lead to `#/` and the slide's id. `addressOf` gives the addresses of all else, and of images. */
export function renderSlide(deck: Deck, slide: DeckSlide, addressOf?: AddressOf): SlideHtml {
  const content = contentOf(slide);
  const lab = slide.lab ?? deck.manifest.lab;
  const context = {
    lab,
    buildStarts: content.buildStarts,
    addressOf: (address: string, kind: "link" | "image", place: Parameters<AddressOf>[2]): string => {
      const id = kind === "link" && address.startsWith("#") ? deck.anchors.get(address.slice(1)) : undefined;
      return id === undefined ? (addressOf?.(address, kind, place) ?? address) : `#/${id}`;
    },
  };
  const { tree, diagnostics } = renderParsed(content, context);
  const notes = content.notes
    .filter(({ notes: { speaker } }) => !isBlank(speaker))
    .map(({ build, notes: { speaker } }) => ({ build, html: toHtml(renderSource(speaker, { lab }).tree) }));
  return {
    html: toHtml(tree),
    steps: slide.builds.length - 1,
    notes,
    diagnostics: [...content.diagnostics, ...diagnostics],
  };
}
