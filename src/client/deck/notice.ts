/** Tells above the slides what of the address could not be done, until it is closed. */
import { h } from "../dom.ts";

export function showNotice(main: HTMLElement, problems: readonly string[]): void {
  if (problems.length === 0) return;
  const close = h("button", { type: "button" }, "Close");
  const notice = h(
    "div",
    { class: "deck-notice", role: "alert" },
    h("p", {}, "This page’s address says what this deck cannot do:"),
    h("ul", {}, ...problems.map((problem) => h("li", {}, problem))),
    close,
  );
  close.addEventListener("click", () => notice.remove());
  main.append(notice);
}
