/** The last events in plain words, newest at the end. */
import type { ProcessEvent } from "../../protocol/processes.ts";
import type { Gap } from "../../recording/moment.ts";
import { words } from "../../words/page.ts";
import { h, setText } from "../dom.ts";
import { eventWords, type Names } from "./words.ts";

const linesMax = 200;

export class EventLog {
  readonly #lines = h("ol", { class: "pid-log__lines", tabindex: 0, "aria-label": words.tree.log.name });
  readonly #count = h("span", { class: "pid-log__count" });
  readonly root = h(
    "details",
    { class: "pid-log" },
    h("summary", {}, words.tree.log.summary, this.#count),
    this.#lines,
  );
  #waiting: (ProcessEvent | Gap)[] = [];
  #seen = 0;

  constructor() {
    this.root.addEventListener("toggle", () => this.#toEnd());
  }

  /** Written at the next `show`: a fork bomb makes more lines than anyone could see, and names are known only then. */
  add(event: ProcessEvent | Gap): void {
    if (event.kind !== "gap") this.#seen += 1;
    this.#waiting.push(event);
    if (this.#waiting.length > 2 * linesMax) this.#waiting = this.#waiting.slice(-linesMax);
  }

  show(names: Names): void {
    if (this.#waiting.length === 0) return;
    const atEnd = this.#lines.scrollTop + this.#lines.clientHeight >= this.#lines.scrollHeight - 4;
    this.#lines.append(...this.#waiting.slice(-linesMax).map((event) => line(event, names)));
    this.#waiting = [];
    while (this.#lines.childElementCount > linesMax) this.#lines.firstElementChild?.remove();
    setText(this.#count, String(this.#seen));
    if (atEnd) this.#toEnd();
  }

  clear(): void {
    this.#seen = 0;
    this.#waiting = [];
    setText(this.#count, "");
    this.#lines.replaceChildren();
  }

  #toEnd(): void {
    if (this.root.open) this.#lines.scrollTop = this.#lines.scrollHeight;
  }
}

function line(event: ProcessEvent | Gap, names: Names): HTMLLIElement {
  const time = h("time", { datetime: new Date(event.at).toISOString() }, words.tree.clock(event.at));
  return h(
    "li",
    { "data-kind": event.kind },
    time,
    ` ${event.kind === "gap" ? words.tree.events.gap : eventWords(event, names)}`,
  );
}
