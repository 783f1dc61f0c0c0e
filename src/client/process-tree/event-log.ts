/** The last events in plain words, newest at the end. */
import type { ProcessEvent } from "../../protocol/processes.ts";
import { h } from "../dom.ts";
import { clockWords, eventWords, type Names } from "./words.ts";

const linesMax = 200;

export class EventLog {
  readonly #lines = h("ol", { class: "pid-log__lines", tabindex: 0, "aria-label": "Events" });
  readonly #count = h("span", { class: "pid-log__count" });
  readonly root = h("details", { class: "pid-log" }, h("summary", {}, "Events ", this.#count), this.#lines);
  #seen = 0;

  add(event: ProcessEvent, names: Names): void {
    const atEnd = this.#lines.scrollTop + this.#lines.clientHeight >= this.#lines.scrollHeight - 4;
    const time = h("time", { datetime: new Date(event.at).toISOString() }, clockWords(event.at));
    const line = h("li", {}, time, ` ${eventWords(event, names)}`);
    line.dataset.kind = event.kind;
    this.#lines.append(line);
    if (this.#lines.childElementCount > linesMax) this.#lines.firstElementChild?.remove();
    this.#seen += 1;
    this.#count.textContent = String(this.#seen);
    if (this.root.open && atEnd) this.#lines.scrollTop = this.#lines.scrollHeight;
  }

  clear(): void {
    this.#seen = 0;
    this.#count.textContent = "";
    this.#lines.replaceChildren();
  }
}
