/** Tells screen readers where the deck is, and what a step shows. */
import type { RevealApi } from "reveal.js";
import { words } from "../../words/page.ts";
import { h, say } from "../dom.ts";
import type { Numbers } from "./numbers.ts";
import { titleOf, wordsIn } from "./titles.ts";

/** Gives a function that says something else, such as that a tool is on. */
export function announce(main: HTMLElement, deck: RevealApi, { of, last }: Numbers): (text: string) => void {
  const region = h("p", { class: "visually-hidden", role: "status" });
  main.append(region);
  // reveal.js would read out each slide whole.
  main.querySelector(".aria-status")?.remove();
  deck.on("slidechanged", () => {
    const slide = deck.getCurrentSlide();
    say(region, words.deck.slideAt(of.get(slide), last, titleOf(slide)));
  });
  deck.on("fragmentshown", () => {
    const shown = deck.getCurrentSlide().querySelectorAll(".current-fragment");
    say(region, [...shown].map(wordsIn).join(" "));
  });
  return (text) => say(region, text);
}
