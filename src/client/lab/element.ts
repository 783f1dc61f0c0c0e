/**
 * `<pid-lab lab="zombies" definition='{LabSummary as JSON}' mode="article|page|embed|side" server="">`: one lab on a page.
 *
 * This is its light part: what it is, the choice of PID 1, one button. All else is loaded when it starts.
 *
 * Attributes: `lab` (its id), `definition` (what `GET /api/labs` says of it), `mode` (how it is laid out), `server` (the
 * lab server's address; empty for the page's own origin), `init` (the PID 1 that is proposed, else the lab's first),
 * `place` (a name, where the page has the same lab twice), `text-lang` (of the lab's own text, where that is not the page's).
 * Children with `data-lab-text` are kept and stand beside the terminal, one with `data-lab-poster` stands there until it starts.
 * Methods: `start()`, `run(command)`, `send(keys)`; each resolves to whether it could. `stop()` ends PID 1 as an engine
 * does, `reveal()` scrolls to the terminal.
 * Properties: `driver`, what runs the sandbox when it is not the lab server; `init`, who is PID 1, or would be.
 * State: `data-state`, and `data-live` from the start to the end, also while it restarts.
 * Events, bubbling: `pid-lab-ready`, `pid-lab-task` (detail {id, state}), `pid-lab-ended` (detail {reason, exit}).
 * In mode `embed` the page around is told too: see embed-messages.ts.
 */
import type { Init, LabSummary, TaskInfo } from "../../protocol/labs.ts";
import { words } from "../../words/page.ts";
import { adoptStyles } from "../adopt-styles.ts";
import { h, say } from "../dom.ts";
import {
  type QueueListener,
  type Sandbox,
  type SandboxDriver,
  type SandboxEnd,
  SandboxError,
  type TaskUpdate,
} from "../sandbox/sandbox.ts";
import { onSavedSession, savedSessionKey } from "../sandbox/saved-session-key.ts";
import { browserStore } from "../storage.ts";
import { definitionOf } from "./definition.ts";
import { type EmbedMessage, tellHost } from "./embed-messages.ts";
import { Intro } from "./intro.ts";
import narrowCss from "./narrow.css?inline";
import { doneTasks, saveDoneTasks } from "./progress.ts";
import { whyNotReady } from "./readiness.ts";
import { plainText } from "./rich-text.ts";
import type { RunningLab } from "./running.ts";
import type { BeginListener, SolvableLab } from "./solver.ts";
import css from "./styles.css?inline";
import { TaskList } from "./task-list.ts";
import { startOf } from "./task-start.ts";
import { endDetail } from "./words.ts";

/** Ctrl-E goes to the end of the line, Ctrl-U deletes it: for readline, and for the kernel's own line editing. */
const wipeLine = "\x05\x15";

type State = "idle" | "starting" | "running" | "ended";

export class PidLab extends HTMLElement {
  /** Another way to run the lab than the lab server. */
  driver: SandboxDriver | null = null;
  #definition: LabSummary = definitionOf(this);
  #intro: Intro | null = null;
  #tasks: TaskList | null = null;
  #running: RunningLab | null = null;
  #starting: Promise<boolean> | null = null;
  #isTried = false;
  #waiting = new AbortController();
  /** Until it leaves the page. */
  #here = new AbortController();
  #done = new Set<string>();
  #text: Element[] = [];
  #poster: Element | null = null;
  readonly #main = h("div", { class: "pid-lab__main" });
  readonly #status = h("p", { class: "pid-hidden", role: "status" });

  connectedCallback(): void {
    adoptStyles(css);
    adoptStyles(narrowCss);
    const definition = definitionOf(this);
    const { id, inits, tasks, title, summary } = definition;
    this.#definition = definition;
    this.#done = doneTasks(id);
    this.#tasks = new TaskList(tasks, this.#done, this.#textLang, {
      solve: (task) => this.#solve(task),
      begin: (task, tell) => this.#goToStart(task.id, tell),
    });
    this.#intro = new Intro(savedSessionKey(this.#savedAs), inits, (init) => void this.#startAndFocus(init));
    const proposed = inits.find((init) => init === this.getAttribute("init"));
    if (proposed) this.#intro.init = proposed;
    this.#text = [...this.querySelectorAll(":scope > [data-lab-text]"), ...this.#text];
    this.#poster = this.querySelector(":scope > [data-lab-poster]") ?? this.#poster;
    if (this.#poster) this.#intro.root.append(this.#poster);
    const text = h(
      "div",
      { class: "pid-lab__text", lang: this.#textLang },
      ...this.#head(title, summary),
      ...this.#text,
    );
    // On a page of its own the text has a scroll bar of its own, which must be within reach of the keyboard.
    if (this.getAttribute("mode") === "page") text.tabIndex = 0;
    const side = h("div", { class: "pid-lab__side" }, text, this.#tasks.root);
    const name = words.lab.frame(title, this.#savedAs.place);
    const frame = h("section", { class: "pid-lab__frame", "aria-label": name }, side, this.#main);
    this.#main.replaceChildren(this.#intro.root);
    this.replaceChildren(frame, this.#status);
    this.#state("idle");
    this.#here = new AbortController();
    onSavedSession(this.#savedAs, () => this.#savedAnew(), this.#here.signal);
    if (this.#isSaved) void this.#begin(async () => (await this.#driver()).resume(id, { take: false }));
    else if (this.getAttribute("mode") === "page") void this.#warn();
  }

  /** Where the lab is all there is, a server that cannot run it says so before anybody clicks. */
  async #warn(): Promise<void> {
    const reason = await whyNotReady(this.#server, this.#definition.id);
    // What an attempt was told meanwhile says more.
    if (reason && !this.#isTried) this.#intro?.warn(reason);
  }

  disconnectedCallback(): void {
    this.#running?.close();
    this.#running = null;
    this.#waiting.abort();
    this.#here.abort();
    this.#intro?.close();
  }

  /** Starts the lab, unless it runs here or in another page of this browser: then it goes on here. @param ticket the place of the one before it */
  async start(init: Init = this.#intro?.init ?? "none", ticket: string | null = null): Promise<boolean> {
    if (this.#running) return true;
    const { id: lab } = this.#definition;
    return await this.#begin(async () => {
      const driver = await this.#driver();
      const before = ticket === null ? await driver.resume(lab, { take: true }) : null;
      return before ?? (await driver.start({ lab, init, ticket }, this.#queue()));
    });
  }

  /** Types a command and Enter, starting the lab if need be. What stands half typed at the prompt is wiped out first. */
  async run(command: string): Promise<boolean> {
    return await this.send(`${wipeLine}${command.replaceAll("\n", "\r")}\r`);
  }

  /** Types keys as they are, starting the lab if need be. */
  async send(keys: string | Uint8Array): Promise<boolean> {
    const started = await this.start();
    const bytes = typeof keys === "string" ? new TextEncoder().encode(keys) : keys;
    return started && ((await this.#running?.type(bytes)) ?? false);
  }

  /** SIGTERM to PID 1 from outside, and SIGKILL ten seconds later. */
  stop(): void {
    this.#running?.stop();
  }

  get init(): Init {
    return this.#running?.init ?? this.#intro?.init ?? "none";
  }

  /** None where the lab's text has a heading already. */
  #head(title: string, summary: string): HTMLElement[] {
    if (this.#text.some((text) => text.querySelector("h1") !== null)) return [];
    const alone = this.getAttribute("mode") === "embed" && document.querySelector("h1") === null;
    const heading = h(alone ? "h1" : "h2", {}, title);
    return [h("div", { class: "pid-lab__head" }, heading, h("p", {}, summary), this.#startNow())];
  }

  /** A second way to start, for where the first is far below (narrow.css shows it there). */
  #startNow(): HTMLElement {
    const button = h(
      "button",
      { type: "button", class: "pid-button pid-button--main pid-lab__start", lang: words.language },
      words.lab.startNow,
    );
    button.addEventListener("click", () => void this.#startAndFocus(this.#intro?.init ?? "none"));
    return button;
  }

  /** Brings the terminal into view, if it is not; where nothing runs, why that is so. */
  reveal(): void {
    if (this.#running) this.#running.reveal();
    else this.#intro?.root.scrollIntoView({ block: "nearest" });
  }

  async #startAndFocus(init: Init, ticket: string | null = null): Promise<void> {
    if (await this.start(init, ticket)) this.#running?.focus();
    else this.#intro?.focus(); // The button that was pressed could not keep the focus.
    this.reveal(); // The page is shorter now than it was with the text alone.
  }

  async #restart(init: Init): Promise<void> {
    const before = this.#running;
    if (this.#intro) this.#intro.init = init;
    say(this.#status, words.lab.restarts);
    // The end of the old one is not the end of the lab, so nobody is told of it.
    this.#running = null;
    const place = before ? await before.endForNext() : { ticket: null };
    if (place) await this.#startAndFocus(init, place.ticket);
    else this.#running = before;
  }

  /** One attempt at a time; whoever asks meanwhile waits for the same one. */
  #begin(open: () => Promise<Sandbox | "elsewhere" | null>): Promise<boolean> {
    this.#isTried = true;
    this.#starting ??= this.#open(open).finally(() => {
      this.#starting = null;
    });
    return this.#starting;
  }

  async #open(open: () => Promise<Sandbox | "elsewhere" | null>): Promise<boolean> {
    this.#state("starting");
    this.#intro?.busy();
    try {
      const [{ RunningLab }, sandbox] = await Promise.all([import("./running.ts"), open()]);
      const isElsewhere = sandbox === "elsewhere";
      if (!this.isConnected || isElsewhere || !sandbox) {
        if (!isElsewhere) sandbox?.leave();
        this.#intro?.ready();
        this.#intro?.elsewhere(isElsewhere);
        this.#state("idle");
        return false;
      }
      this.#intro?.elsewhere(false);
      this.#running = new RunningLab(sandbox, this.#host());
      this.#tasks?.forget();
      this.#main.replaceChildren(this.#running.root);
      this.#state("running");
      this.#running.connect();
      this.#tell("pid-lab-ready", { type: "ready" });
      return true;
    } catch (error) {
      this.#main.replaceChildren(...(this.#intro ? [this.#intro.root] : []));
      this.#intro?.refuse(error instanceof SandboxError ? error : new SandboxError(words.lab.notLoaded, String(error)));
      this.#state("idle");
      return false;
    }
  }

  get #savedAs() {
    return { lab: this.#definition.id, place: this.getAttribute("place") ?? "" };
  }

  get #isSaved(): boolean {
    return browserStore.get(savedSessionKey(this.#savedAs)) !== null;
  }

  /** Another page began or ended a session of this lab. */
  #savedAnew(): void {
    if (!this.#running && !this.#starting) this.#intro?.elsewhere(this.#isSaved);
  }

  async #driver(): Promise<SandboxDriver> {
    if (this.driver) return this.driver;
    const { remoteDriver } = await import("../sandbox/remote.ts");
    return remoteDriver(this.#server, this.#savedAs.place);
  }

  /** `lang` of the lab's own text, where that is not the page's. */
  get #textLang(): string | undefined {
    return this.getAttribute("text-lang") ?? undefined;
  }

  get #server(): string {
    return this.getAttribute("server") ?? "";
  }

  /** What the page shows while all labs are in use. */
  #queue(): QueueListener {
    this.#waiting = new AbortController();
    const { signal } = this.#waiting;
    return {
      signal,
      place: (place) => {
        const told = words.lab.queue.words(place.place, place.waitSeconds);
        this.#intro?.wait(told, () => this.#waiting.abort());
        if (this.#status.textContent !== told) say(this.#status, told);
        // A lab that restarts has its old terminal there.
        if (this.#intro && !this.#intro.root.isConnected) this.#main.replaceChildren(this.#intro.root);
      },
    };
  }

  #host() {
    return {
      lab: this.#definition,
      server: this.driver ? null : this.#server,
      task: (update: TaskUpdate) => this.#task(update),
      ended: (end: SandboxEnd) => this.#ended(end),
      restart: (init: Init) => void this.#restart(init),
      say: (text: string) => say(this.#status, text),
    };
  }

  #task({ id, state, message }: TaskUpdate): void {
    if (state !== "done") {
      this.#tasks?.tell(id, message ?? "");
      return;
    }
    const goal = this.#definition.tasks.find((task) => task.id === id)?.goal ?? id;
    if (!this.#done.has(id)) say(this.#status, words.lab.tasks.isDone(plainText(goal)));
    this.#done.add(id);
    saveDoneTasks(this.#definition.id, this.#done);
    this.#tasks?.tick(id);
    this.#tell("pid-lab-task", { type: "task", id, state });
  }

  /** In the lab that runs, or in a new one if the solution says so. */
  async #solve(task: TaskInfo): Promise<void> {
    if (!(await this.start())) return;
    this.reveal();
    const { solve } = await import("./solver.ts");
    const hurries = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const isDone = await solve(task, this.#solvable(), hurries);
    if (!isDone) say(this.#status, words.lab.solutionBroken);
  }

  /** In a new sandbox, in which what comes before the task is done. @returns whether it came to that */
  async #goToStart(id: string, tell: BeginListener): Promise<boolean> {
    const { tasks, inits } = this.#definition;
    const { init, before } = startOf(tasks, id);
    const { begin } = await import("./solver.ts");
    // Another page may have it: it is taken over, and ended for the new one.
    if (!this.#running && this.#isSaved) await this.start();
    return await begin({ init: init || (inits[0] ?? "none"), before }, this.#solvable(), tell);
  }

  /** The sandbox that runs now, and those that take its place by a restart of this; one that the learner starts is left alone. */
  #solvable(): SolvableLab {
    let at = this.#running;
    const mine = () => (this.#running === at ? at : null);
    return {
      type: async (keys) => (await mine()?.type(new TextEncoder().encode(keys))) ?? false,
      prompt: async () => (await mine()?.prompt()) ?? false,
      shows: async (text) => (await mine()?.shows(text)) ?? false,
      done: async (task) => (await mine()?.done(task)) ?? false,
      solutionOf: async (task) => (await mine()?.solutionOf(task)) ?? null,
      restart: async (init) => {
        if (!mine() && at) return false;
        await this.#restart(this.#definition.inits.find((one) => one === init) ?? this.#intro?.init ?? "none");
        at = this.#running;
        return at !== null;
      },
      stop: () => mine()?.stop(),
    };
  }

  #ended(end: SandboxEnd): void {
    // While it restarts there is no running one: the old one's end is not told.
    if (!this.#running || !this.#intro) return;
    const stage = this.#running.root;
    const hadFocus = stage.contains(document.activeElement);
    const { reason, exit } = end;
    const { title, next } = words.lab.ends[reason];
    this.#running.retire();
    this.#running = null;
    this.#intro.ready({ title, detail: endDetail(end), next });
    this.#main.replaceChildren(this.#intro.root, stage);
    this.#state("ended");
    say(this.#status, `${title}. ${next}`);
    if (hadFocus) this.#intro.focus();
    this.#tell("pid-lab-ended", { type: "ended", reason, exit });
  }

  #tell(event: string, message: EmbedMessage): void {
    const { type: _, ...detail } = message;
    this.dispatchEvent(new CustomEvent(event, { bubbles: true, detail }));
    if (this.getAttribute("mode") === "embed") tellHost(this.#definition.id, message);
  }

  #state(state: State): void {
    // A restart keeps the layout: nothing may jump for the moment that it takes.
    this.toggleAttribute("data-live", state === "running" || (state === "starting" && "live" in this.dataset));
    this.dataset.state = state;
  }
}

declare global {
  interface HTMLElementEventMap {
    "pid-lab-ready": CustomEvent<object>;
    "pid-lab-ended": CustomEvent<Pick<SandboxEnd, "reason" | "exit">>;
  }
  interface HTMLElementTagNameMap {
    "pid-lab": PidLab;
  }
}

if (!customElements.get("pid-lab")) customElements.define("pid-lab", PidLab);
