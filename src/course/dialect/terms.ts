/** `.term[zombies]`: a word of the glossary becomes a link to it, with what it means beside it (styles/terms.css). */
import type { Root } from "hast";
import { classesOf, eachElement, element, textOf } from "./hast.ts";

/** What a page knows of the glossary: of a word as it stands in the text, what it means and where that is written. */
export type LookUpTerm = (word: string) => { short: string; address: string } | undefined;

/** The words as the glossary is asked for them. */
export function wordOf(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim().toLowerCase();
}

/** A word that the glossary does not have stays as it is; `validate` tells of it. */
export function linkTerms(tree: Root, lookUp: LookUpTerm): void {
  eachElement(tree, (span) => {
    if (span.tagName !== "span" || !classesOf(span).includes("term")) return;
    const term = lookUp(wordOf(textOf(span)));
    if (term === undefined) return;
    const { short, address } = term;
    // Spoken as the link's description, so the card is for the eyes alone, and not for the search.
    const link = element("a", { href: address, "aria-description": short }, span.children);
    const hidden = { ariaHidden: "true", dataPagefindIgnore: "" };
    const card = element("span", { className: ["term-card"], ...hidden }, [{ type: "text", value: short }]);
    span.children = [link, card];
  });
}
