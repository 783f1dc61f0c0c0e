/** The pen and the laser pointer: one of them is in the hand, or none. */

import { words } from "../../words/page.ts";
import { h, setText } from "../dom.ts";
import { Ink } from "./ink.ts";

type Tool = "pen" | "laser";

export class Tools {
  readonly #main: HTMLElement;
  readonly #reveal: HTMLElement;
  readonly #current: () => HTMLElement;
  readonly #say: (text: string) => void;
  readonly #ink = new Ink();
  readonly #dot = h("div", { class: "deck-laser", hidden: true });
  readonly #name = h("span", {});
  readonly #penButtons: HTMLElement[];
  readonly #bar: HTMLElement;
  #tool: Tool | undefined;

  /**
   * @param current the slide that is shown
   * @param say tells screen readers
   */
  constructor(main: HTMLElement, reveal: HTMLElement, current: () => HTMLElement, say: (text: string) => void) {
    this.#main = main;
    this.#reveal = reveal;
    this.#current = current;
    this.#say = say;
    this.#penButtons = [
      button(words.deck.tools.undo, () => this.#ink.undo(current())),
      button(words.deck.tools.clear, () => this.clear()),
    ];
    const done = button(words.deck.tools.done, () => this.end());
    this.#bar = h("div", { class: "deck-tools", hidden: true }, this.#name, ...this.#penButtons, done);
    main.append(this.#dot, this.#bar);
    const point = (event: PointerEvent): void => this.#point(event);
    for (const event of ["pointerdown", "pointermove"] as const) main.addEventListener(event, point);
    for (const event of ["pointerup", "pointercancel", "pointerleave"] as const)
      main.addEventListener(event, ({ type, pointerType }) => {
        // A finger that is lifted points nowhere; a mouse still does.
        if (type === "pointerleave" || pointerType !== "mouse") this.#dot.hidden = true;
      });
  }

  get inHand(): Tool | undefined {
    return this.#tool;
  }

  /** Takes the tool, or puts it away. */
  toggle(tool: Tool): void {
    if (this.#tool === tool) this.end();
    else this.#take(tool);
  }

  end(): void {
    if (this.#tool) this.#say(words.deck.tools[this.#tool].off);
    this.#take(undefined);
  }

  clear(): void {
    this.#ink.clear(this.#current());
  }

  /** To be called when another slide shows. */
  slideChanged(): void {
    if (this.#tool === "pen") this.#ink.open(this.#current());
  }

  #take(tool: Tool | undefined): void {
    this.#tool = tool;
    this.#bar.hidden = tool === undefined;
    this.#dot.hidden = true;
    for (const one of this.#penButtons) one.hidden = tool !== "pen";
    this.#reveal.toggleAttribute("data-prevent-swipe", tool !== undefined);
    if (tool === undefined) {
      delete this.#main.dataset.tool;
      return;
    }
    this.#main.dataset.tool = tool;
    setText(this.#name, words.deck.tools[tool].name);
    this.#say(words.deck.tools[tool].on);
    this.slideChanged();
  }

  #point({ clientX, clientY }: PointerEvent): void {
    if (this.#tool !== "laser") return;
    this.#dot.hidden = false;
    this.#dot.style.translate = `${clientX}px ${clientY}px`;
  }
}

function button(text: string, run: () => void): HTMLElement {
  const made = h("button", { type: "button" }, text);
  made.addEventListener("click", run);
  return made;
}
