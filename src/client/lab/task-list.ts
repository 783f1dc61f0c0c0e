/** The lab's tasks. They tick by themselves; for the one that comes next there is help. */
import type { TaskInfo } from "../../protocol/labs.ts";
import { h } from "../dom.ts";
import { richText } from "./rich-text.ts";
import { TaskHelp, type TaskHelpActions } from "./task-help.ts";

type TaskState = "open" | "done" | "skipped";

const stateWords: Record<TaskState, string> = { open: "To do: ", done: "Done: ", skipped: "Skipped: " };

export class TaskList {
  readonly root: HTMLElement;
  readonly #items = new Map<string, { task: TaskInfo; item: HTMLLIElement; mark: HTMLElement; state: TaskState }>();
  readonly #help: TaskHelp;
  readonly #answer = h("div", { class: "pid-lab__answer", role: "status" });

  constructor(tasks: readonly TaskInfo[], done: ReadonlySet<string>, actions: Omit<TaskHelpActions, "skip">) {
    const list = h("ol", { class: "pid-lab__tasks" });
    this.#help = new TaskHelp({ ...actions, skip: (id) => this.#skip(id) });
    const box = h("div", { class: "pid-lab__task-box" }, h("h2", {}, "Tasks"), list);
    this.root = h(
      "div",
      { class: "pid-lab__task-area", hidden: tasks.length === 0 },
      box,
      this.#help.root,
      this.#answer,
    );
    for (const task of tasks) {
      const mark = h("span", { class: "pid-lab__tick" });
      const item = h("li", { "data-task": task.id }, mark, h("span", {}, ...richText(task.goal)));
      const state = done.has(task.id) ? "done" : "open";
      this.#items.set(task.id, { task, item, mark, state });
      list.append(item);
      this.#show(task.id, state);
    }
    this.#showHelp();
  }

  /** The task is done. What there is to know of it is shown, if it was not before. */
  tick(id: string): void {
    const known = this.#items.get(id);
    if (!known) return;
    known.item.classList.add("is-new");
    this.#show(id, "done");
    this.#say("done", known.task.explanation ?? "");
    this.#showHelp();
  }

  /** Something is to be said about a task that is open. */
  tell(id: string, message: string): void {
    if (this.#items.get(id)?.state !== "done") this.#say("open", message);
  }

  /** A new sandbox: what was said of the last one is no longer so. */
  forget(): void {
    this.#say("open", "");
  }

  #skip(id: string): void {
    this.#show(id, "skipped");
    this.#showHelp();
  }

  #show(id: string, state: TaskState): void {
    const known = this.#items.get(id);
    if (!known) return;
    known.state = state;
    known.item.dataset.state = state;
    known.mark.replaceChildren(h("span", { class: "pid-hidden" }, stateWords[state]));
  }

  #showHelp(): void {
    const next = [...this.#items.values()].find(({ state }) => state === "open");
    this.#help.show(next?.task ?? null);
  }

  #say(state: "open" | "done", text: string): void {
    this.#answer.dataset.state = state;
    this.#answer.replaceChildren(...(text === "" ? [] : [h("p", {}, ...richText(text))]));
  }
}
