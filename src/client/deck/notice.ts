/** Tells above the slides what of the address could not be done, until it is closed. */

import { words } from "../../words/page.ts";
import { h } from "../dom.ts";

export function showNotice(main: HTMLElement, problems: readonly string[]): void {
  if (problems.length === 0) return;
  const close = h("button", { type: "button" }, words.deck.address.close);
  const notice = h(
    "div",
    { class: "deck-notice", role: "alert" },
    h("p", {}, words.deck.address.title),
    h("ul", {}, ...problems.map((problem) => h("li", {}, problem))),
    close,
  );
  close.addEventListener("click", () => notice.remove());
  main.append(notice);
}
