/**
 * The labs beside the slides. They stand outside of what reveal.js moves and hides, so one terminal lives on from slide to
 * slide, at its real size.
 */

/** Two Escapes within this time give the keys back to the deck. */
const twice_ms = 600;

const wide = matchMedia("(min-width: 60rem)");

export class LabPanel {
  readonly #main: HTMLElement;
  readonly #labs: HTMLElement[];
  readonly #toggle: HTMLButtonElement;
  /** What the presenter chose; before, the window's width decides. */
  #isWanted: boolean | undefined;
  #lab: string | undefined;

  /** Nothing, where the deck has no labs. `giveBack` puts the focus on the slides. */
  static of(main: HTMLElement, giveBack: () => void): LabPanel | null {
    const root = main.querySelector<HTMLElement>(".deck-lab");
    const toggle = document.querySelector<HTMLButtonElement>(".deck-lab-toggle");
    return root && toggle ? new LabPanel(main, root, toggle, giveBack) : null;
  }

  private constructor(main: HTMLElement, root: HTMLElement, toggle: HTMLButtonElement, giveBack: () => void) {
    this.#main = main;
    this.#labs = [...root.querySelectorAll<HTMLElement>("[data-lab-of]")];
    this.#toggle = toggle;
    toggle.addEventListener("click", () => {
      this.#isWanted = !this.#isOpen();
      this.#update();
    });
    // A command that is run is to be seen.
    main.addEventListener("click", ({ target }) => {
      if (!(target instanceof Element) || target.closest(".lab-steps button:not(.pid-copy)") === null) return;
      this.#isWanted = true;
      this.#update();
    });
    wide.addEventListener("change", () => this.#update());
    root.addEventListener("keydown", escapeTwice(giveBack), { capture: true });
  }

  /** Shows the lab of a slide; a slide without one has the whole window. */
  show(lab: string | undefined): void {
    this.#lab = lab;
    this.#update();
  }

  #isOpen(): boolean {
    return this.#lab !== undefined && (this.#isWanted ?? wide.matches);
  }

  #update(): void {
    const isOpen = this.#isOpen();
    this.#main.toggleAttribute("data-lab-open", isOpen);
    this.#toggle.hidden = this.#lab === undefined;
    this.#toggle.setAttribute("aria-expanded", String(isOpen));
    for (const lab of this.#labs) lab.hidden = lab.dataset.labOf !== this.#lab;
  }
}

/** The first Escape is the program's; the second stays here. */
function escapeTwice(giveBack: () => void): (event: KeyboardEvent) => void {
  let first_ms = Number.NEGATIVE_INFINITY;
  return (event) => {
    if (event.key !== "Escape" || event.repeat) {
      first_ms = Number.NEGATIVE_INFINITY;
    } else if (event.timeStamp - first_ms > twice_ms) {
      first_ms = event.timeStamp;
    } else {
      event.preventDefault();
      event.stopPropagation();
      first_ms = Number.NEGATIVE_INFINITY;
      giveBack();
    }
  };
}
