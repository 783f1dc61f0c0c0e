/**
 * `<pid-replay>`: plays a recording: terminal and process tree, with a line of time.
 *
 * Without attributes it asks for a file, which is read in the page and sent nowhere. This is its light part; what plays is
 * loaded with the first file.
 *
 * Attributes: `src`, the address of a recording, which plays at a click. `label`, what the recording shows.
 * Children are the poster: they stand there until it plays.
 * Methods: `open(text)`, `load(address)`; each resolves to whether there is a recording to be seen now.
 * State: `data-state`: `empty`, `loading`, `open`.
 */

import type { Problem } from "../../protocol/sessions.ts";
import { words } from "../../words/page.ts";
import { adoptStyles } from "../adopt-styles.ts";
import { h } from "../dom.ts";
import { problemWords } from "../sandbox/problem-words.ts";
import css from "./element.css?inline";

/** More than this no file is read: a recording of many hours has less. */
const fileBytesMax = 64 * 1024 * 1024;

export class PidReplay extends HTMLElement {
  #connected = new AbortController();
  #shown: AbortController | null = null;
  #poster: Node[] = [];
  readonly #problem = h("p", { class: "pid-replay__problem", role: "alert" });

  connectedCallback(): void {
    adoptStyles(css);
    this.#connected = new AbortController();
    this.#poster = this.#poster.length > 0 ? this.#poster : [...this.childNodes];
    this.#state("empty");
    if (this.hasAttribute("src")) this.#offer();
    else this.#ask();
  }

  disconnectedCallback(): void {
    this.#connected.abort();
    this.#shown?.abort();
  }

  /** Plays the recording that an address has. */
  async load(address: string): Promise<boolean> {
    this.#state("loading");
    try {
      const response = await fetch(address);
      if (response.ok) return await this.open(await response.text());
      this.#refuse(await whyNot(response));
    } catch {
      this.#refuse(words.replay.notLoaded);
    }
    return false;
  }

  /** Plays a recording in asciicast v3. */
  async open(text: string): Promise<boolean> {
    this.#state("loading");
    const { openReplay, CastError } = await import("./open.ts");
    this.#shown?.abort();
    this.#shown = new AbortController();
    try {
      const { root, play } = openReplay(text, this.#shown.signal);
      this.#problem.textContent = "";
      this.querySelector(".pid-replay__stage")?.remove();
      this.querySelector(".pid-replay__offer")?.remove();
      this.append(root);
      this.#state("open");
      play();
      return true;
    } catch (error) {
      if (!(error instanceof CastError)) throw error;
      this.#refuse(words.replay.notPlayable, error.message);
      return false;
    }
  }

  #offer(): void {
    const button = h("button", { type: "button", class: "pid-button pid-button--main" }, words.replay.play);
    button.addEventListener("click", () => void this.load(this.getAttribute("src") ?? ""), this.#connected);
    const offer = h("figure", { class: "pid-replay__offer" }, ...this.#poster, button);
    this.replaceChildren(this.#problem, offer);
  }

  #ask(): void {
    const input = h("input", { type: "file", accept: ".cast,application/x-asciicast", id: "pid-replay-file" });
    const label = h("label", { for: "pid-replay-file" }, words.replay.choose);
    const zone = h("div", { class: "pid-replay__drop" }, label, input);
    const { signal } = this.#connected;
    input.addEventListener("change", () => void this.#read(input.files?.[0]), { signal });
    // The whole page takes it: a file that is dropped beside the zone would else replace the page.
    document.addEventListener("dragover", (event) => event.preventDefault(), { signal });
    document.addEventListener("dragenter", () => zone.toggleAttribute("data-over", true), { signal });
    document.addEventListener(
      "dragleave",
      ({ relatedTarget }) => {
        if (relatedTarget === null) zone.removeAttribute("data-over");
      },
      { signal },
    );
    document.addEventListener(
      "drop",
      (event) => {
        event.preventDefault();
        zone.removeAttribute("data-over");
        void this.#read(event.dataTransfer?.files[0]);
      },
      { signal },
    );
    this.replaceChildren(zone, this.#problem);
  }

  async #read(file: File | undefined): Promise<void> {
    if (!file) return;
    if (file.size > fileBytesMax) this.#refuse(words.replay.tooLarge(file.name, fileBytesMax >> 20));
    else await this.open(await file.text());
  }

  /** @param detail what is wrong with a file, for who made it: in English */
  #refuse(why: string, detail = ""): void {
    this.#state(this.querySelector(".pid-replay__stage") ? "open" : "empty");
    this.#problem.replaceChildren(h("span", {}, why), h("span", { lang: "en" }, detail));
  }

  #state(state: "empty" | "loading" | "open"): void {
    this.dataset.state = state;
  }
}

/** What the lab server says, where it is one that answers. */
async function whyNot(response: Response): Promise<string> {
  const { type = "", title, detail }: Partial<Problem> = (await response.json().catch(() => null)) ?? {};
  if (title && detail) {
    const told = problemWords({ type, title, detail });
    return `${told.title}. ${told.detail}`;
  }
  if (response.status !== 404) return words.replay.status(response.status);
  return new URL(response.url).pathname.startsWith("/api/") ? words.replay.noServer : words.replay.gone;
}

declare global {
  interface HTMLElementTagNameMap {
    "pid-replay": PidReplay;
  }
}

if (!customElements.get("pid-replay")) customElements.define("pid-replay", PidReplay);
