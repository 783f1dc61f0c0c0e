/** The line above a running lab: who is PID 1, if there is a choice, the connection, the time left, and what can be done about each. */
import { type Init, initSchema, type LabSummary } from "../../protocol/labs.ts";
import { words } from "../../words/page.ts";
import { h, setText } from "../dom.ts";
import type { ConnectionState } from "../sandbox/sandbox.ts";
import { clock, warning_ms } from "./time-left.ts";
import { connectionWords } from "./words.ts";

export interface BarActions {
  restart(init: Init): void;
  stop(): void;
  extend(): void;
  end(): void;
  reconnect(): void;
  /** For a screen reader. */
  say(text: string): void;
}

export class Bar {
  readonly root: HTMLElement;
  readonly #actions: BarActions;
  readonly #select = h("select", { "aria-label": "PID 1" });
  readonly #restart = button(words.lab.bar.restart);
  readonly #time = h("span", { class: "pid-lab__time" });
  readonly #connection = h("span", { class: "pid-lab__connection" });
  readonly #reconnect = button(words.lab.bar.tryNow);
  readonly #extend = button(words.lab.bar.extend);
  readonly #init: Init;
  #state: ConnectionState = { is: "connecting" };
  #expiresAt: number | null = null;
  #warned = false;

  constructor(
    { inits, tasks }: Pick<LabSummary, "inits" | "tasks">,
    now: { init: Init; idleSeconds: number },
    actions: BarActions,
    signal: AbortSignal,
  ) {
    this.#actions = actions;
    this.#init = now.init;
    const end = button(words.lab.bar.end);
    const stop = button(words.lab.bar.stop);
    stop.title = words.lab.bar.stopTitle;
    stop.hidden = !tasks.some(({ solution }) => solution?.some(({ kind }) => kind === "stop"));
    stop.addEventListener("click", () => actions.stop(), { signal });
    for (const init of inits) this.#select.append(h("option", { value: init }, words.lab.inits[init].name));
    this.#select.value = now.init;
    this.#select.addEventListener("change", () => this.#showChoice(), { signal });
    this.#restart.addEventListener("click", () => actions.restart(this.#chosen), { signal });
    this.#extend.addEventListener("click", () => actions.extend(), { signal });
    this.#reconnect.addEventListener("click", () => actions.reconnect(), { signal });
    end.addEventListener("click", () => actions.end(), { signal });
    const choice = inits.length > 1 ? [h("span", { "aria-hidden": "true" }, "PID 1"), this.#select] : [];
    const idle = h("span", { class: "pid-lab__idle" }, words.lab.bar.orIdle(now.idleSeconds));
    this.root = h(
      "div",
      { class: "pid-lab__bar" },
      h("span", { class: "pid-lab__pid1" }, ...choice, this.#restart, stop),
      h("span", { class: "pid-lab__state" }, this.#connection, this.#reconnect),
      h("span", { class: "pid-lab__life" }, this.#time, idle, this.#extend, end),
    );
    const timer = setInterval(() => this.#show(), 500);
    signal.addEventListener("abort", () => clearInterval(timer), { once: true });
    this.#show();
  }

  connection(state: ConnectionState): void {
    if (state.is !== this.#state.is && state.is !== "connecting") this.#actions.say(connectionWords(state, Date.now()));
    this.#state = state;
    this.#show();
  }

  expires(at: number): void {
    this.#expiresAt = at;
    this.#warned = false;
    this.#show();
  }

  get #chosen(): Init {
    return initSchema.catch(this.#init).parse(this.#select.value);
  }

  #showChoice(): void {
    const other = this.#chosen !== this.#init;
    const { restart, restartWith } = words.lab.bar;
    setText(this.#restart, other ? restartWith(words.lab.inits[this.#chosen].name) : restart);
    this.#restart.classList.toggle("pid-button--main", other);
  }

  #show(): void {
    const now = Date.now();
    setText(this.#connection, connectionWords(this.#state, now));
    this.#connection.dataset.is = this.#state.is;
    this.#reconnect.hidden = this.#state.is === "open" || this.#state.is === "connecting";
    setText(this.#reconnect, this.#state.is === "taken-over" ? words.lab.continueHere : words.lab.bar.tryNow);
    if (this.#expiresAt === null) return;
    const left_ms = this.#expiresAt - now;
    const late = left_ms < warning_ms;
    setText(this.#time, words.lab.bar.left(clock(left_ms)));
    this.#time.toggleAttribute("data-late", late);
    this.#extend.classList.toggle("pid-button--main", late);
    if (late && !this.#warned && left_ms > 0) {
      this.#warned = true;
      this.#actions.say(words.lab.bar.endsSoon(Math.ceil(left_ms / 1000)));
    }
  }
}

function button(name: string): HTMLButtonElement {
  return h("button", { type: "button", class: "pid-button pid-button--small" }, name);
}
