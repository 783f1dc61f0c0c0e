/** The dialog that lists the deck's keys, and does what they do for who has none: what runs is a button. */

import { words } from "../../words/page.ts";
import { h } from "../dom.ts";
import type { Shortcut } from "./shortcuts.ts";

export class KeysDialog {
  readonly #dialog: HTMLDialogElement;

  constructor(shortcuts: readonly Shortcut[]) {
    this.#dialog = h(
      "dialog",
      { class: "deck-dialog", "aria-labelledby": "deck-keys-title", closedby: "any" },
      h(
        "form",
        { class: "deck-dialog-bar", method: "dialog" },
        h("h2", { id: "deck-keys-title" }, words.deck.keys.title),
        h("button", {}, words.deck.keys.close),
      ),
      h("ul", { class: "deck-keys-list" }, ...shortcuts.map((shortcut) => this.#row(shortcut))),
    );
    document.body.append(this.#dialog);
  }

  open(): void {
    this.#dialog.showModal();
  }

  #row({ shown, what, run }: Shortcut): HTMLElement {
    const keys = h("span", { class: "deck-keys-keys" }, ...shown.flatMap((key) => [h("kbd", {}, key), " "]));
    if (run === undefined) return h("li", {}, h("span", {}, what), keys);
    const button = h("button", { type: "button" }, what);
    button.addEventListener("click", () => {
      this.#dialog.close();
      run();
    });
    return h("li", {}, button, keys);
  }
}
