/** What a slide is called in a list or aloud. */
import { words } from "../../words/page.ts";

const letters_max = 60;

/** Its first heading; without one, how its text begins. */
export function titleOf(slide: HTMLElement): string {
  const heading = slide.querySelector("h2, h3, h4");
  const text = heading ? wordsIn(heading) : textOf(slide);
  if (text === "") return slide.querySelector("img") === null ? words.deck.withoutWords : words.deck.picture;
  return text.length > letters_max ? `${text.slice(0, letters_max).replace(/\s\S*$/, "")} …` : text;
}

/** All that it shows sooner or later; not its notes. */
export function textOf(slide: HTMLElement): string {
  const blocks = slide.querySelectorAll(".slide > :not(.slide-mark, svg)");
  return [...blocks].map(wordsIn).join(" ").trim();
}

/** What stands there, without the cards that say what its terms mean. */
export function wordsIn(element: Element): string {
  const copy = element.cloneNode(true);
  if (copy instanceof Element) for (const card of copy.querySelectorAll(".term-card")) card.remove();
  return (copy.textContent ?? "").replaceAll(/\s+/g, " ").trim();
}
