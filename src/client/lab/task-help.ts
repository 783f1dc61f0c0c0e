/** Help with a task: hints one by one, its solution typed before the learner's eyes, or a way past it. */
import type { TaskInfo } from "../../protocol/labs.ts";
import { words } from "../../words/page.ts";
import { h } from "../dom.ts";
import { richText } from "./rich-text.ts";

export interface TaskHelpActions {
  solve(task: TaskInfo): void;
  skip(id: string): void;
}

export class TaskHelp {
  readonly root = h("details", { class: "pid-lab__help" });
  readonly #actions: TaskHelpActions;
  readonly #hints = h("ol", { class: "pid-lab__hints", "aria-live": "polite" });
  readonly #buttons = h("div", { class: "pid-lab__help-buttons" });
  #task: TaskInfo | null = null;
  #isBusy = false;
  /** By task: so many hints were asked for. */
  readonly #asked = new Map<string, number>();

  /** @param lang of hints, where that is not the page's */
  constructor(actions: TaskHelpActions, lang: string | undefined) {
    this.#actions = actions;
    if (lang !== undefined) this.#hints.lang = lang;
    this.root.append(h("summary", {}, words.lab.tasks.help), this.#hints, this.#buttons);
  }

  /** null: there is nothing left to do. */
  show(task: TaskInfo | null): void {
    if (task?.id !== this.#task?.id) this.root.open = false;
    this.#task = task;
    this.root.hidden = task === null;
    if (task) this.#draw(task);
  }

  /** Somebody is at work on a task, and not the learner. */
  busy(isBusy: boolean): void {
    this.#isBusy = isBusy;
    for (const one of this.#buttons.querySelectorAll("button")) one.disabled = isBusy;
  }

  #draw(task: TaskInfo): void {
    const asked = this.#asked.get(task.id) ?? 0;
    this.#hints.replaceChildren(...task.hints.slice(0, asked).map((hint) => h("li", {}, ...richText(hint))));
    const left = task.hints.length - asked;
    const hint = button(asked === 0 ? words.lab.tasks.hint : words.lab.tasks.another(left), () => {
      this.#asked.set(task.id, asked + 1);
      this.#draw(task);
      this.#buttons.querySelector("button")?.focus();
    });
    const solve = button(words.lab.tasks.solve, () => this.#actions.solve(task));
    const skip = button(words.lab.tasks.skip, () => this.#actions.skip(task.id));
    this.#buttons.replaceChildren(...(left > 0 ? [hint] : []), solve, skip);
    this.busy(this.#isBusy);
  }
}

function button(name: string, act: () => void): HTMLButtonElement {
  const element = h("button", { type: "button", class: "pid-button pid-button--small" }, name);
  element.addEventListener("click", act);
  return element;
}
