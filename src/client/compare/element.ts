/**
 * `<pid-compare>` around two `<pid-lab mode="side">` in `.pid-compare__labs`: the same lab in two sandboxes, one keyboard for both, and a table of
 * what differs. Each lab keeps its own bar, so that one of them can be restarted alone.
 */

import { words } from "../../words/page.ts";
import { adoptStyles } from "../adopt-styles.ts";
import { h } from "../dom.ts";
import type { PidLab } from "../lab/element.ts";
import { mirror } from "./mirror.ts";
import css from "./styles.css?inline";
import { type Difference, differences, Tally } from "./tally.ts";

class PidCompare extends HTMLElement {
  #connected = new AbortController();
  #tallies: [Tally, Tally] = [new Tally(), new Tally()];
  #frame = 0;
  readonly #both = h("input", { type: "checkbox", checked: true });
  readonly #start = h("button", { type: "button", class: "pid-button pid-button--main" }, words.lab.compare.start);
  readonly #stop = h("button", { type: "button", class: "pid-button" }, words.lab.compare.stop);
  readonly #controls = h(
    "div",
    { class: "pid-compare__controls" },
    ...[this.#start, this.#stop, h("label", {}, this.#both, ` ${words.lab.compare.both}`)],
  );
  readonly #table = h("table", { class: "pid-compare__table" });

  connectedCallback(): void {
    adoptStyles(css);
    const [left, right] = this.querySelectorAll("pid-lab");
    if (!left || !right) return;
    this.#connected = new AbortController();
    const { signal } = this.#connected;
    this.#stop.title = words.lab.compare.stopTitle;
    this.querySelector(".pid-compare__labs")?.before(this.#controls, this.#table);
    const labs = [left, right] as const;
    mirror(labs, () => this.#both.checked, signal);
    this.#start.addEventListener("click", () => void this.#startBoth(labs), { signal });
    this.#stop.addEventListener("click", () => this.#stopBoth(labs), { signal });
    for (const [index, lab] of labs.entries()) this.#follow(lab, index, signal);
    this.#soon(labs);
  }

  disconnectedCallback(): void {
    this.#connected.abort();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  #follow(lab: PidLab, index: number, signal: AbortSignal): void {
    const labs = [...this.querySelectorAll("pid-lab")];
    const on: typeof lab.addEventListener = (type: string, heard: EventListenerOrEventListenerObject) =>
      lab.addEventListener(type, heard, { signal });
    on("pid-lab-ready", () => this.#tallies.splice(index, 1, new Tally()));
    on("pid-lab-sight", ({ detail }) => this.#tallies[index]?.see(detail));
    on("pid-lab-ended", ({ detail }) => this.#tallies[index]?.ended(detail.exit ?? null, performance.now()));
    for (const type of ["pid-lab-ready", "pid-lab-sight", "pid-lab-ended"] as const) on(type, () => this.#soon(labs));
  }

  /** The left one has the keyboard. */
  async #startBoth(labs: readonly [PidLab, PidLab]): Promise<void> {
    const [isLeft] = await Promise.all(labs.map((lab) => lab.start()));
    if (isLeft) labs[0].querySelector("pid-terminal")?.focus();
  }

  #stopBoth(labs: readonly PidLab[]): void {
    for (const [index, lab] of labs.entries()) {
      if (lab.dataset.state !== "running") continue;
      this.#tallies[index]?.stopping(performance.now());
      lab.stop();
    }
  }

  /** Many things may happen between two frames; only what they come to is shown. */
  #soon(labs: readonly PidLab[]): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      const states = labs.map((lab) => lab.dataset.state);
      this.#start.disabled = states.every((state) => state === "running");
      this.#stop.disabled = !states.includes("running");
      const names = labs.map(({ init }) => h("th", { scope: "col" }, words.lab.inits[init].name));
      const head = h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "PID 1"), ...names));
      this.#table.replaceChildren(head, h("tbody", {}, ...differences(...this.#tallies).map(row)));
    });
  }
}

function row({ what, values, differs }: Difference): HTMLElement {
  const cells = values.map((value) => h("td", {}, value));
  return h("tr", { "data-differs": differs }, h("th", { scope: "row" }, what), ...cells);
}

declare global {
  interface HTMLElementTagNameMap {
    "pid-compare": PidCompare;
  }
}

if (!customElements.get("pid-compare")) customElements.define("pid-compare", PidCompare);
