/** What stands where the lab will be: the choice of PID 1 if there is one, the button, and why it could not start. */
import type { Init } from "../../protocol/labs.ts";
import { words } from "../../words/page.ts";
import { h, setText } from "../dom.ts";
import type { SandboxError } from "../sandbox/sandbox.ts";

/** The HTTP status of a lab that its server never runs: to try again is no help. */
const notOffered = 501;

export class Intro {
  readonly root: HTMLElement;
  readonly #button = h("button", { type: "button", class: "pid-button pid-button--main" }, words.lab.start);
  readonly #choices = h("fieldset", { class: "pid-lab__inits" }, h("legend", {}, words.lab.whoIsPid1));
  readonly #notice = h("div", { class: "pid-lab__notice", hidden: true });
  readonly #queueWords = h("p");
  readonly #queue = h("div", { class: "pid-lab__queue", hidden: true }, this.#queueWords);
  readonly #problem = h("div", { class: "pid-lab__problem", role: "alert" });
  readonly #radios: HTMLInputElement[] = [];
  readonly #inits: readonly Init[];
  #isElsewhere = false;
  #timer: ReturnType<typeof setInterval> | undefined;
  #leave = () => {};

  /** @param name of its group of choices, unique on the page. @param start called with the chosen PID 1 */
  constructor(name: string, inits: readonly Init[], start: (init: Init) => void) {
    const [first = "none"] = inits;
    this.#inits = inits;
    for (const init of inits) this.#choices.append(this.#choice(name, init, init === first));
    this.#showChoices();
    this.#button.addEventListener("click", () => start(this.init ?? first));
    const leaveQueue = h("button", { type: "button", class: "pid-button" }, words.lab.queue.leave);
    leaveQueue.addEventListener("click", () => this.#leave());
    this.#queue.append(leaveQueue);
    this.root = h(
      "div",
      { class: "pid-lab__intro" },
      ...[this.#notice, this.#choices, this.#queue, this.#problem, this.#button],
    );
  }

  get init(): Init | undefined {
    const value = this.#radios.find(({ checked }) => checked)?.value;
    return this.#inits.find((init) => init === value);
  }

  set init(init: Init) {
    for (const radio of this.#radios) radio.checked = radio.value === init;
  }

  busy(): void {
    this.#clearProblem();
    this.#button.disabled = true;
    this.#button.textContent = words.lab.starting;
  }

  /** All labs are in use, and the visitor waits. @param leave called when they give that up */
  wait(told: string, leave: () => void): void {
    this.#queue.hidden = false;
    setText(this.#queueWords, told);
    this.#leave = leave;
    this.#button.textContent = words.lab.waiting;
  }

  /** @param again the lab ran before, and this is how it ended */
  ready(again?: { title: string; detail: string; next: string }): void {
    this.#clearProblem();
    this.#button.disabled = false;
    this.#button.hidden = false;
    this.#button.textContent = again ? words.lab.startAgain : words.lab.start;
    this.#notice.hidden = true;
    if (again) this.#tell(again.title, again.detail, again.next);
  }

  /** Another page has this lab, or has it no longer. */
  elsewhere(isElsewhere: boolean): void {
    if (isElsewhere === this.#isElsewhere) return;
    this.ready();
    this.#isElsewhere = isElsewhere;
    this.#showChoices();
    if (!isElsewhere) return;
    this.#button.textContent = words.lab.continueHere;
    this.#tell(words.lab.elsewhere.title, words.lab.elsewhere.next);
  }

  /** Says why it would not start, before anybody tried; and what there is instead, unless waiting helps. */
  warn({ title, message, status, retryAfterSeconds }: SandboxError): void {
    this.#clearProblem();
    this.#problem.append(h("p", {}, h("strong", {}, title)), h("p", {}, message));
    if (this.#recording && retryAfterSeconds === undefined) this.#problem.append(h("p", {}, words.lab.hasRecording));
    this.#button.hidden = status === notOffered;
  }

  /** Says why it did not start. If the server named a time, the button comes back then. */
  refuse(error: SandboxError): void {
    this.warn(error);
    this.#button.textContent = words.lab.tryAgain;
    this.#button.disabled = false;
    const { retryAfterSeconds } = error;
    if (retryAfterSeconds) this.#countDown(retryAfterSeconds);
  }

  focus(): void {
    if (this.#button.hidden) this.#recording?.focus();
    else this.#button.focus();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** The way to it, if the page has one. */
  get #recording(): HTMLAnchorElement | null {
    return this.root.querySelector<HTMLAnchorElement>("[data-lab-poster] a");
  }

  #tell(title: string, ...more: string[]): void {
    const lines = more.filter((line) => line !== "").map((line) => h("p", {}, line));
    this.#notice.replaceChildren(h("p", {}, h("strong", {}, title)), ...lines);
    this.#notice.hidden = false;
  }

  #countDown(seconds: number): void {
    const until = Date.now() + seconds * 1000;
    const tick = (): void => {
      const left = Math.ceil((until - Date.now()) / 1000);
      this.#button.disabled = left > 0;
      this.#button.textContent = left > 0 ? words.lab.tryAgainIn(left) : words.lab.tryAgain;
      if (left <= 0) clearInterval(this.#timer);
    };
    this.#timer = setInterval(tick, 250);
    tick();
  }

  #clearProblem(): void {
    clearInterval(this.#timer);
    this.#queue.hidden = true;
    this.#problem.replaceChildren();
  }

  #showChoices(): void {
    this.#choices.hidden = this.#isElsewhere || this.#inits.length < 2;
  }

  #choice(group: string, init: Init, checked: boolean): HTMLElement {
    const { name, meaning } = words.lab.inits[init];
    const radio = h("input", { type: "radio", name: `pid-one-init-${group}`, value: init, checked });
    this.#radios.push(radio);
    return h("label", {}, radio, h("span", {}, h("strong", {}, name), h("small", {}, meaning)));
  }
}
