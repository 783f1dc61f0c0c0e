/** A small bar to search what the terminal has shown. Enter goes to the next hit, Escape closes it. */
import type { SearchAddon } from "@xterm/addon-search";
import { words } from "../../words/page.ts";
import { h } from "../dom.ts";

/** @param closed called when the bar is closed, to give the focus back */
export function searchBar(search: SearchAddon, closed: () => void): { bar: HTMLElement; open(): void } {
  const input = h("input", {
    type: "search",
    "aria-label": words.terminal.search.name,
    placeholder: words.terminal.search.placeholder,
  });
  const previous = h(
    "button",
    { type: "button", class: "pid-button pid-button--small" },
    words.terminal.search.previous,
  );
  const next = h("button", { type: "button", class: "pid-button pid-button--small" }, words.terminal.search.next);
  const close = h("button", { type: "button", class: "pid-button pid-button--small" }, words.terminal.search.close);
  const bar = h("div", { class: "pid-terminal__search", role: "search", hidden: true }, input, previous, next, close);

  function hide(): void {
    bar.hidden = true;
    search.clearDecorations();
    closed();
  }
  input.addEventListener("input", () => search.findNext(input.value, { incremental: true }));
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
    else if (event.key === "Enter" && event.target === input) {
      if (event.shiftKey) search.findPrevious(input.value);
      else search.findNext(input.value);
    } else return;
    event.preventDefault();
  });
  previous.addEventListener("click", () => search.findPrevious(input.value));
  next.addEventListener("click", () => search.findNext(input.value));
  close.addEventListener("click", hide);

  return {
    bar,
    open() {
      bar.hidden = false;
      input.focus();
      input.select();
    },
  };
}
