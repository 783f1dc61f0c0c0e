/** The lab's tasks. They tick by themselves; for the one that comes next there is help, and each can be begun anew. */
import type { TaskInfo } from "../../protocol/labs.ts";
import { words } from "../../words/page.ts";
import { h, svg } from "../dom.ts";
import { plainText, richText } from "./rich-text.ts";
import type { BeginListener } from "./solver.ts";
import { TaskHelp } from "./task-help.ts";

type TaskState = "open" | "done" | "skipped";

export interface TaskListActions {
  /** Does the solution. Resolves when all of it was typed, or nothing more will be. */
  solve(task: TaskInfo): Promise<void>;
  /** Goes to where the task begins. @returns whether it came to that */
  begin(task: TaskInfo, tell: BeginListener): Promise<boolean>;
}

export class TaskList {
  readonly root: HTMLElement;
  readonly #items = new Map<string, { task: TaskInfo; item: HTMLLIElement; mark: HTMLElement; state: TaskState }>();
  readonly #actions: TaskListActions;
  readonly #help: TaskHelp;
  readonly #answer = h("div", { class: "pid-lab__answer", role: "status" });
  readonly #starts: HTMLButtonElement[] = [];
  /** That the learner went back to. */
  #chosen: string | null = null;
  /** What comes before a task is being done: it teaches nobody now. */
  #isBeginning = false;

  /** `lang` of the tasks' texts, where that is not the page's. */
  readonly #lang: string | undefined;

  constructor(
    tasks: readonly TaskInfo[],
    done: ReadonlySet<string>,
    lang: string | undefined,
    actions: TaskListActions,
  ) {
    this.#lang = lang;
    const list = h("ol", { class: "pid-lab__tasks" });
    this.#actions = actions;
    this.#help = new TaskHelp(
      {
        solve: (task) => void this.#whileBusy(() => actions.solve(task)),
        skip: (id) => this.#skip(id),
      },
      lang,
    );
    const box = h("div", { class: "pid-lab__task-box" }, h("h2", {}, words.lab.tasks.heading), list);
    this.root = h(
      "div",
      { class: "pid-lab__task-area", hidden: tasks.length === 0 },
      box,
      this.#help.root,
      this.#answer,
    );
    for (const task of tasks) {
      const mark = h("span", { class: "pid-lab__tick" });
      const goal = h("span", { class: "pid-lab__goal", lang }, ...richText(task.goal));
      const item = h("li", { "data-task": task.id }, mark, goal, this.#start(task));
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
    if (this.#isBeginning) return;
    if (this.#chosen === id) this.#chosen = null;
    this.#say("done", known.task.explanation ?? "");
    this.#showHelp();
  }

  /** Something is to be said about a task that is open, or that the learner does again. */
  tell(id: string, message: string): void {
    if (this.#isBeginning) return;
    if (this.#items.get(id)?.state !== "done" || this.#chosen === id) this.#say("open", message);
  }

  /** A new sandbox: what was said of the last one is no longer so. */
  forget(): void {
    if (!this.#isBeginning) this.#say("open", "");
  }

  #skip(id: string): void {
    if (this.#chosen === id) this.#chosen = null;
    if (this.#items.get(id)?.state === "open") this.#show(id, "skipped");
    this.#showHelp();
  }

  /** Whose task is where it begins. */
  #start(task: TaskInfo): HTMLButtonElement {
    const { startAt, startAtTitle } = words.lab.tasks;
    const name = startAt(plainText(task.goal));
    const arrow = svg("path", { d: "M4 3v4h4M4.5 6.5A5 5 0 1 1 3 10" });
    const icon = svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" });
    icon.append(arrow);
    const button = h(
      "button",
      { type: "button", class: "pid-lab__begin", "aria-label": name, title: startAtTitle },
      icon,
    );
    button.addEventListener("click", () => void this.#whileBusy(() => this.#begin(task)));
    this.#starts.push(button);
    return button;
  }

  async #begin(task: TaskInfo): Promise<void> {
    this.#isBeginning = true;
    this.#chosen = task.id;
    this.#showHelp();
    this.#tell(words.lab.tasks.newSandbox);
    const isThere = await this.#actions.begin(task, ({ goal }, number, of) =>
      this.#tell(words.lab.tasks.before(number, of, goal)),
    );
    this.#isBeginning = false;
    this.#tell(isThere ? words.lab.tasks.yourTurn : words.lab.tasks.notBegun);
  }

  /** One at a time does something for the learner. */
  async #whileBusy(work: () => Promise<void>): Promise<void> {
    const isBusy = (is: boolean) => {
      this.#help.busy(is);
      for (const button of this.#starts) button.disabled = is;
    };
    isBusy(true);
    try {
      await work();
    } finally {
      isBusy(false);
    }
  }

  #show(id: string, state: TaskState): void {
    const known = this.#items.get(id);
    if (!known) return;
    known.state = state;
    known.item.dataset.state = state;
    known.mark.replaceChildren(h("span", { class: "pid-hidden" }, words.lab.tasks[state]));
  }

  #showHelp(): void {
    const items = [...this.#items.values()];
    const next = items.find(({ task }) => task.id === this.#chosen) ?? items.find(({ state }) => state === "open");
    for (const { item } of items) item.toggleAttribute("data-next", item === next?.item);
    this.#help.show(next?.task ?? null);
  }

  /** In the page's own words. */
  #tell(text: string): void {
    this.#say("open", text, true);
  }

  #say(state: "open" | "done", text: string, isOwn = false): void {
    this.#answer.dataset.state = state;
    this.#answer.replaceChildren(
      ...(text === "" ? [] : [h("p", { lang: isOwn ? undefined : this.#lang }, ...richText(text))]),
    );
  }
}
