/** Terminal and process tree. Where there is room for only one of them, a switch shows the one or the other. */
import type { Process } from "../../protocol/processes.ts";
import { words } from "../../words/page.ts";
import { h, setText } from "../dom.ts";

type Pane = "terminal" | "processes";

export class Panes {
  readonly root: HTMLElement;
  readonly #terminals: HTMLElement;
  readonly #tree: HTMLElement;
  readonly #buttons: Record<Pane, HTMLButtonElement>;
  #shown: Pane = "terminal";

  constructor(terminals: HTMLElement, tree: HTMLElement) {
    this.#terminals = terminals;
    this.#tree = tree;
    this.#buttons = {
      terminal: this.#button("terminal", words.lab.panes.terminal),
      processes: this.#button("processes", words.lab.panes.processes),
    };
    const buttons = Object.values(this.#buttons);
    const choice = h(
      "div",
      { class: "pid-lab__switch", role: "group", "aria-label": words.lab.panes.show },
      ...buttons,
    );
    this.root = h("div", { class: "pid-lab__panes" }, choice, terminals, tree);
    this.#show("terminal");
  }

  /** The one that is seen in any case. */
  get first(): HTMLElement {
    return this.#shown === "terminal" ? this.#terminals : this.#tree;
  }

  /** Whoever looks at the terminal alone learns that there are zombies to look at. */
  processes(list: readonly Process[]): void {
    const zombies = list.filter(({ state }) => state === "Z").length;
    const { processes, zombies: withZombies } = words.lab.panes;
    setText(this.#buttons.processes, zombies === 0 ? processes : withZombies(zombies));
  }

  #button(pane: Pane, name: string): HTMLButtonElement {
    const button = h("button", { type: "button" }, name);
    button.addEventListener("click", () => this.#show(pane));
    return button;
  }

  #show(pane: Pane): void {
    this.#shown = pane;
    this.root.dataset.pane = pane;
    for (const [name, button] of Object.entries(this.#buttons)) {
      button.setAttribute("aria-pressed", String(name === pane));
    }
  }
}
