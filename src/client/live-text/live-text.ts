/** Only in `npm run dev`: puts edited text into the open page, which stays where it is, with its lab. */

import { withoutLanguage } from "../../words/language.ts";
import { addCopyButtons } from "../commands/copy-code.ts";
import { enhanceCommands } from "../commands/enhance.ts";
import type { TextChange, TextEvents } from "./changes.ts";
import { replaceBlocks, replaceSlide } from "./replace.ts";

declare module "vite/types/customEvent.d.ts" {
  interface CustomEventMap extends TextEvents {}
}

/** Whether there is an edit that the page can only have by coming anew. */
let isOld = false;

import.meta.hot?.on("pid-one:text", (changes) => {
  for (const change of changes) if (!show(change)) isOld = true;
});
import.meta.hot?.on("pid-one:stored", () => {
  if (isOld) location.reload();
});

/** @returns whether the page needs nothing more */
function show(change: TextChange): boolean {
  const here = withoutLanguage(location.pathname.slice(import.meta.env.BASE_URL.replace(/\/*$/, "/").length));
  if (change.kind === "page") return !here.startsWith(change.path);
  if (change.kind === "article") {
    if (here !== `read/${change.id}/`) return true;
    const text = document.querySelector<HTMLElement>("[data-text]");
    if (text === null || !replaceBlocks(text, change.before, change.after)) return false;
    addCopyButtons(text);
    enhanceCommands(text);
    return true;
  }
  if (!here.startsWith(`deck/${change.deck}/`)) return true;
  const deck = document.querySelector(".deck[data-live]");
  if (deck === null) return false;
  const slide = deck.querySelector<HTMLElement>(`.slides > [id="${CSS.escape(change.id)}"]`);
  // One that this address leaves out is not there.
  if (slide === null) return true;
  if (!replaceSlide(slide, change)) return false;
  enhanceCommands(slide);
  slide.dispatchEvent(new Event("pid-text", { bubbles: true }));
  return true;
}
