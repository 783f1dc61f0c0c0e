/** The line at the foot of the slides: the number, which is a link to the slide, and the title of the chapter. */
import { h, setText } from "../dom.ts";
import type { Numbers } from "./numbers.ts";

export class Foot {
  readonly #number = h("a", { class: "deck-number" });
  readonly #section = h("span", { class: "deck-section" });
  readonly #numbers: Numbers;
  readonly #prefix: string;

  /** @param prefix stands before each number */
  constructor(root: HTMLElement, numbers: Numbers, prefix: string) {
    this.#numbers = numbers;
    this.#prefix = prefix === "" ? "" : `${prefix} `;
    root.append(h("p", { class: "deck-foot" }, this.#number, this.#section));
  }

  show(slide: HTMLElement): void {
    const { of, last } = this.#numbers;
    this.#number.href = `#/${slide.id}`;
    setText(this.#number, `${this.#prefix}${of.get(slide)} / ${last}`);
    // A title slide says it itself.
    setText(this.#section, slide.classList.contains("title") ? "" : (slide.dataset.section ?? ""));
  }
}
