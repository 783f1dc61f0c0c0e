/**
 * The dialog in which the course is searched. Results are links: Tab and the arrow keys go through them, Enter follows one,
 * what is typed goes on in the field.
 */

import { words } from "../../words/page.ts";
import { adoptStyles } from "../adopt-styles.ts";
import { h, say } from "../dom.ts";
import { type Found, find, openIndex } from "./pagefind.ts";
import css from "./styles.css?inline";

const pause_ms = 120;

export class SearchDialog {
  readonly #base: string;
  readonly #field = h("input", {
    type: "search",
    "aria-label": words.reading.search.field,
    autocomplete: "off",
    spellcheck: "false",
    enterkeyhint: "search",
  });
  readonly #list = h("ol", { class: "pid-search__results" });
  readonly #status = h("p", { class: "pid-search__status", role: "status" });
  readonly #dialog = h(
    "dialog",
    { class: "pid-search", "aria-label": words.reading.search.title, closedby: "any" },
    h(
      "form",
      { class: "pid-search__bar", method: "dialog", role: "search" },
      this.#field,
      h("button", {}, words.reading.search.close),
    ),
    this.#status,
    this.#list,
  );
  /** How often something was asked: only the answer to the last question counts. */
  #asked = 0;
  #answered = 0;
  #searching = Promise.resolve();
  /** Enter was pressed before the answer came: its first link is followed. */
  #isInHaste = false;

  /** @param base the address of the site: "/", or a folder */
  constructor(base: string) {
    this.#base = base;
    adoptStyles(css);
    let timer: ReturnType<typeof setTimeout> | undefined;
    this.#field.addEventListener("input", () => {
      clearTimeout(timer);
      this.#asked += 1;
      this.#isInHaste = false;
      timer = setTimeout(() => this.#searchNext(), pause_ms);
    });
    this.#dialog.addEventListener("keydown", (event) => this.#onKey(event));
    this.#dialog.addEventListener("close", () => {
      this.#isInHaste = false;
    });
    // A section of the same page is no new page: the dialog would stay in the way.
    this.#list.addEventListener("click", ({ target }) => {
      if (target instanceof Element && target.closest("a")) this.#dialog.close();
    });
    document.body.append(this.#dialog);
  }

  /** @param typed while the dialog was loaded. @param isEntered whether Enter was pressed then, too */
  open(typed: string, isEntered: boolean): void {
    if (!this.#dialog.open) this.#dialog.showModal();
    if (typed === "") this.#field.select();
    else {
      this.#field.value = typed;
      this.#asked += 1;
      this.#isInHaste = isEntered;
      this.#searchNext();
    }
    if (import.meta.env.DEV) say(this.#status, words.reading.search.noIndex);
    else openIndex(this.#base).catch(() => this.#sayMissing());
  }

  /** One after the other: Pagefind gives two searches at once each other's results. */
  #searchNext(): void {
    this.#searching = this.#searching.then(() => this.#search());
  }

  async #search(): Promise<void> {
    if (this.#answered === this.#asked) return;
    const asked = this.#field.value.trim();
    const question = this.#asked;
    const found = asked === "" ? [] : await find(this.#base, asked).catch(() => null);
    if (question !== this.#asked) return;
    const at = this.#links.findIndex((link) => link.matches(":focus"));
    this.#list.replaceChildren(...(found ?? []).map(result));
    if (at >= 0) (this.#links[at] ?? this.#field).focus(); // Who is among the results already stays there.
    if (found === null) this.#sayMissing();
    else say(this.#status, asked === "" ? "" : words.reading.search.found(found.length, asked));
    this.#answered = question;
    if (this.#isInHaste) this.#followFirst();
  }

  #followFirst(): void {
    this.#isInHaste = false;
    this.#links[0]?.click();
  }

  get #links(): HTMLAnchorElement[] {
    return [...this.#list.querySelectorAll("a")];
  }

  #sayMissing(): void {
    say(this.#status, words.reading.search.missing);
  }

  #onKey(event: KeyboardEvent): void {
    const { key, ctrlKey, metaKey, altKey } = event;
    const links = this.#links;
    const at = links.findIndex((link) => link.matches(":focus"));
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      const next = at + (key === "ArrowDown" ? 1 : -1);
      if (next < 0) this.#field.focus();
      else links[Math.min(next, links.length - 1)]?.focus();
    } else if (key === "Escape") {
      event.preventDefault(); // Else it would first empty the field.
      this.#dialog.close();
    } else if (key === "Enter" && document.activeElement === this.#field) {
      event.preventDefault(); // Else the form would close the dialog.
      if (this.#answered === this.#asked) this.#followFirst();
      else this.#isInHaste = true;
    } else if (at >= 0 && key.length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey) {
      this.#field.focus(); // The key itself then goes into the field.
    }
  }
}

function result({ title, address, page, excerpt }: Found): HTMLLIElement {
  return h(
    "li",
    {},
    h(
      "a",
      { href: address },
      h("strong", {}, title),
      ...(page === undefined ? [] : [h("span", { class: "pid-search__page" }, page)]),
      h(
        "span",
        { class: "pid-search__excerpt" },
        ...excerpt.map(({ text, isMark }) => (isMark ? h("mark", {}, text) : text)),
      ),
    ),
  );
}
