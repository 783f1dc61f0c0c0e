/**
 * The dialog that leads to a slide: what is typed, a number or words, chooses among all; arrow keys go through the list,
 * Enter goes. The focus stays in the field.
 */

import { words } from "../../words/page.ts";
import { h, say } from "../dom.ts";
import { type Findable, findSlides } from "./find-slides.ts";
import type { Numbers } from "./numbers.ts";
import { textOf, titleOf } from "./titles.ts";

interface Entry extends Findable {
  slide: HTMLElement;
  option: HTMLElement;
}

export class JumpDialog {
  readonly #list = h("ul", {
    class: "deck-jump-list",
    role: "listbox",
    id: "deck-jump-list",
    "aria-label": words.deck.jump.slides,
  });
  readonly #field = h("input", {
    type: "text",
    role: "combobox",
    "aria-label": words.deck.jump.field,
    "aria-expanded": "true",
    "aria-controls": this.#list.id,
    "aria-autocomplete": "list",
    autocomplete: "off",
    spellcheck: "false",
    enterkeyhint: "go",
    placeholder: words.deck.jump.placeholder,
  });
  readonly #status = h("p", { class: "deck-dialog-status", role: "status" });
  readonly #dialog = h(
    "dialog",
    { class: "deck-dialog", "aria-label": words.deck.jump.title, closedby: "any" },
    h("form", { class: "deck-dialog-bar", method: "dialog" }, this.#field, h("button", {}, words.deck.jump.close)),
    this.#status,
    this.#list,
  );
  readonly #numbers: Numbers;
  readonly #go: (slide: HTMLElement) => void;
  #entries: Entry[] = [];
  #found: Entry[] = [];
  #chosen: Entry | undefined;

  /** @param go is called with the slide that was chosen */
  constructor(numbers: Numbers, go: (slide: HTMLElement) => void) {
    this.#numbers = numbers;
    this.#go = (slide) => {
      this.#dialog.close();
      go(slide);
    };
    this.#field.addEventListener("input", () => this.#find());
    this.#field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault(); // Else the form would close the dialog where nothing was found.
        if (this.#chosen) this.#go(this.#chosen.slide);
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        this.#move(event.key === "ArrowDown" ? 1 : -1);
      }
    });
    document.body.append(this.#dialog);
  }

  /** @param current is chosen until something is typed */
  open(current: HTMLElement): void {
    // Read here: few readers ever come, and an author's edits change slides.
    this.#entries = [...this.#numbers.of].map(([slide, number], index) => this.#entry(slide, number, index));
    this.#field.value = "";
    this.#dialog.showModal();
    this.#find();
    this.#choose(this.#entries.find(({ slide }) => slide === current));
    this.#field.focus();
  }

  #entry(slide: HTMLElement, number: number, index: number): Entry {
    const title = titleOf(slide);
    const option = h(
      "li",
      { role: "option", id: `deck-jump-${index}` },
      h("span", { class: "deck-jump-number" }, String(number)),
      ` ${title}`,
    );
    option.addEventListener("click", () => this.#go(slide));
    return { slide, number, title, id: slide.id, text: textOf(slide), option };
  }

  #find(): void {
    const asked = this.#field.value.trim();
    this.#found = findSlides(this.#entries, asked);
    this.#list.replaceChildren(...this.#found.map(({ option }) => option));
    this.#choose(this.#found[0]);
    const { length } = this.#found;
    if (length === 0) say(this.#status, words.deck.jump.none(asked));
    else say(this.#status, words.deck.jump.found(length));
  }

  #move(by: 1 | -1): void {
    const { length } = this.#found;
    if (this.#chosen === undefined) return;
    this.#choose(this.#found[(this.#found.indexOf(this.#chosen) + by + length) % length]);
  }

  #choose(entry: Entry | undefined): void {
    this.#chosen?.option.setAttribute("aria-selected", "false");
    this.#chosen = entry;
    if (entry === undefined) this.#field.removeAttribute("aria-activedescendant");
    else {
      entry.option.setAttribute("aria-selected", "true");
      entry.option.scrollIntoView({ block: "nearest" });
      this.#field.setAttribute("aria-activedescendant", entry.option.id);
    }
  }
}
