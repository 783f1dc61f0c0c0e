/** The lab's tasks. They tick by themselves. */
import type { TaskInfo } from "../../protocol/labs.ts";
import { h } from "../dom.ts";

export class TaskList {
  readonly root: HTMLElement;
  readonly #items = new Map<string, { item: HTMLLIElement; mark: HTMLElement }>();

  constructor(tasks: readonly TaskInfo[], done: ReadonlySet<string>) {
    const list = h("ol", { class: "pid-lab__tasks" });
    this.root = h("div", { class: "pid-lab__task-box", hidden: tasks.length === 0 }, h("h2", {}, "Tasks"), list);
    for (const { id, text } of tasks) {
      const mark = h("span", { class: "pid-lab__tick" });
      const item = h("li", { "data-task": id }, mark, h("span", {}, text));
      this.#items.set(id, { item, mark });
      list.append(item);
      this.#show(id, done.has(id));
    }
  }

  tick(id: string): void {
    this.#show(id, true);
    this.#items.get(id)?.item.classList.add("is-new");
  }

  #show(id: string, done: boolean): void {
    const task = this.#items.get(id);
    if (!task) return;
    task.item.dataset.state = done ? "done" : "open";
    task.mark.replaceChildren(h("span", { class: "pid-hidden" }, done ? "Done: " : "To do: "));
  }
}
