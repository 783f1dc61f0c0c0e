/**
 * One question of the text, made one to answer: radio buttons, what was chosen, what is right. Without it the answer is
 * folded away below the question.
 *
 * States (`data-state`): `open`; `committed`: chosen, to be seen by running it; `revealed`.
 * Event, bubbling: `pid-question`, after each change of the state.
 */
import type { Outcome } from "../../protocol/outcome.ts";
import { words } from "../../words/page.ts";
import { h } from "../dom.ts";
import { answers, saveAnswer } from "./answers.ts";
import { Watch } from "./outcome.ts";

type State = "open" | "committed" | "revealed";

export class Question {
  readonly root: HTMLElement;
  readonly id: string;
  readonly #asks: { commit: string; choose: string };
  readonly #items: HTMLElement[];
  readonly #radios: HTMLInputElement[];
  readonly #trial: HTMLElement | null;
  readonly #solution: HTMLElement;
  readonly #outcome: Outcome | undefined;
  readonly #said = h("p", { class: "question-said", lang: words.language, tabindex: -1 });
  readonly #status = h("p", { class: "question-status", lang: words.language, role: "status" });
  readonly #commit: HTMLButtonElement;
  readonly #show = h("button", { type: "button", class: "question-show" }, words.reading.questions.show);
  readonly #again = h("button", { type: "button", class: "question-again" }, words.reading.questions.again);
  #watch: Watch | undefined;

  constructor(root: HTMLElement) {
    this.root = root;
    this.id = root.dataset.question ?? "";
    this.#asks = root.classList.contains("quiz") ? words.reading.questions.quiz : words.reading.questions.predict;
    this.#items = [...root.querySelectorAll<HTMLElement>(":scope > ol > li")];
    this.#trial = root.querySelector<HTMLElement>(".question-trial");
    this.#outcome = root.dataset.outcome === undefined ? undefined : JSON.parse(root.dataset.outcome);
    this.#radios = this.#items.map((item, index) => {
      const radio = h("input", { type: "radio", name: `question-${this.id}`, value: index });
      item.replaceChildren(h("label", {}, radio, h("span", {}, ...item.childNodes)));
      return radio;
    });
    const details = root.querySelector<HTMLElement>(".question-solution");
    this.#solution = h("div", { class: "question-solution" }, ...(details?.childNodes ?? []));
    this.#solution.querySelector("summary")?.remove();
    this.#commit = h("button", { type: "button", class: "question-commit" }, this.#asks.commit);
    this.#build(details);
    this.#commit.addEventListener("click", () => this.#choose());
    this.#show.addEventListener("click", () => this.#reveal());
    this.#again.addEventListener("click", () => {
      this.forget();
      this.#radios[0]?.focus();
    });
    this.restore();
  }

  /** Whether it is answered and told; undefined: not yet. */
  get isRight(): boolean | undefined {
    if (this.root.dataset.state !== "revealed") return undefined;
    return this.#items[this.#chosen]?.dataset.right !== undefined;
  }

  /** Shows what the browser has kept. */
  restore(): void {
    const answer = answers().get(this.id);
    const radio = answer && this.#radios[answer.choice];
    if (radio) radio.checked = true;
    else for (const one of this.#radios) one.checked = false;
    this.#to(radio === undefined ? "open" : answer?.isRevealed ? "revealed" : "committed");
  }

  forget(): void {
    saveAnswer(this.id, undefined);
    this.restore();
  }

  #build(details: HTMLElement | null): void {
    const list = this.root.querySelector<HTMLElement>(":scope > ol");
    const text = this.root.querySelector<HTMLElement>(".question-text");
    if (!list || !text) return;
    text.id = `question-${this.id}`;
    const group = h("div", { role: "radiogroup", "aria-labelledby": text.id });
    list.replaceWith(group);
    // The group's name is the question, so its list must not be read as one more.
    list.setAttribute("role", "presentation");
    for (const item of this.#items) item.setAttribute("role", "presentation");
    group.append(list);
    const buttons = h("p", { class: "question-buttons", lang: words.language }, this.#commit, this.#show, this.#again);
    group.after(this.#status, this.#said);
    details?.replaceWith(this.#solution);
    this.#solution.after(buttons);
  }

  get #chosen(): number {
    return this.#radios.findIndex(({ checked }) => checked);
  }

  #choose(): void {
    if (this.#chosen === -1) {
      this.#status.textContent = this.#asks.choose;
      this.#radios[0]?.focus();
      return;
    }
    this.#status.textContent = "";
    const isRevealed = this.#trial === null;
    this.#save(isRevealed);
    this.#to(isRevealed ? "revealed" : "committed");
    this.#said.focus();
  }

  #save(isRevealed: boolean): void {
    saveAnswer(this.id, { choice: this.#chosen, isRevealed, at: Date.now() });
  }

  #reveal(): void {
    const hadFocus = this.root.contains(document.activeElement);
    this.#save(true);
    this.#to("revealed");
    if (hadFocus) this.#said.focus();
  }

  /** Something of the trial was run. Where the lab can tell what comes of it, the answer waits for that. */
  ran(): void {
    if (this.root.dataset.state !== "committed") return;
    if (this.#watch) this.#watch.started();
    else if (!this.#trial?.querySelector("pre[data-runs]:not([data-ran])")) {
      // Who has run all of it has seen it.
      this.#save(true);
      this.#to("revealed");
      this.#status.textContent = this.#said.textContent;
      this.#said.hidden = true;
    }
  }

  see(sight: Parameters<Watch["sees"]>[0]): void {
    if (!this.#watch?.sees(sight) || !this.#outcome) return;
    const { seen: shown, seenZombies } = words.reading.questions;
    const seen = "zombies" in this.#outcome ? seenZombies(this.#outcome.zombies) : shown;
    this.#save(true);
    this.#to("revealed");
    this.#status.textContent = `${seen} ${this.#said.textContent}`;
    this.#said.hidden = true;
  }

  #to(state: State): void {
    this.root.dataset.state = state;
    this.#watch = state === "committed" && this.#outcome ? new Watch(this.#outcome) : undefined;
    const chosen = this.#chosen;
    for (const radio of this.#radios) radio.disabled = state !== "open";
    this.#status.textContent = "";
    this.#said.hidden = state === "open";
    this.#said.textContent = state === "open" ? "" : this.#saying(state);
    this.#commit.hidden = state !== "open";
    this.#show.hidden = state !== "committed";
    this.#again.hidden = state !== "revealed";
    for (const [index, item] of this.#items.entries()) this.#mark(item, state === "revealed", index === chosen);
    for (const reply of this.#solution.querySelectorAll<HTMLElement>(".question-reply")) {
      reply.hidden = Number(reply.dataset.for) !== chosen;
    }
    this.root.dispatchEvent(new CustomEvent("pid-question", { bubbles: true }));
  }

  #saying(state: State): string {
    const answer = this.#textOf(this.#items[this.#chosen]);
    if (state === "committed") return words.reading.questions.trial(answer);
    if (this.isRight) return words.reading.questions.right(answer);
    return words.reading.questions.wrong(
      answer,
      this.#textOf(this.#items.find(({ dataset }) => dataset.right !== undefined)),
    );
  }

  #textOf(item: HTMLElement | undefined): string {
    return item?.querySelector("label > span")?.textContent.trim() ?? "";
  }

  /** By a sign and a word, never by colour alone. */
  #mark(item: HTMLElement, isRevealed: boolean, isChosen: boolean): void {
    item.querySelector(".question-mark")?.remove();
    const isRight = item.dataset.right !== undefined;
    delete item.dataset.mark;
    if (!isRevealed || !(isRight || isChosen)) return;
    item.dataset.mark = isRight ? "right" : "wrong";
    const said = isRight ? words.reading.questions.markRight : words.reading.questions.markWrong;
    item.append(h("span", { class: "question-mark", lang: words.language }, ` ${isRight ? "✓" : "✗"} ${said}`));
  }
}
