/** A lab that runs: terminals, process tree and the bar above them, all fed by one sandbox. Loaded at the first start. */
import "../process-tree/element.ts";
import "../terminal/element.ts";
import type { Init, LabSummary, Solution, TaskInfo } from "../../protocol/labs.ts";
import { Recorder } from "../../recording/recorder.ts";
import { withButtonNames } from "../../words/buttons.ts";
import { words } from "../../words/page.ts";
import { h } from "../dom.ts";
import { linkPids } from "../pid-links.ts";
import { type Sandbox, type SandboxEnd, SandboxError, type TaskUpdate } from "../sandbox/sandbox.ts";
import { Bar } from "./bar.ts";
import { Panes } from "./panes.ts";
import { tellSight } from "./sight.ts";
import { Terminals } from "./terminals.ts";
import { TimeTravel } from "./time-travel.ts";
import { until } from "./until.ts";

/** What the lab around it does. */
export interface RunningLabHost {
  lab: LabSummary;
  /** Address of the lab server; null: another way runs the lab. */
  server: string | null;
  task(update: TaskUpdate): void;
  ended(end: SandboxEnd): void;
  restart(init: Init): void;
  say(words: string): void;
}

const noticeMs = 30_000;
/** A task whose solution was done is done soon. */
const taskPatienceMs = 20_000;

export class RunningLab {
  readonly root = h("div", { class: "pid-lab__stage" });
  readonly #sandbox: Sandbox;
  readonly #host: RunningLabHost;
  readonly #over = new AbortController();
  readonly #terminals: Terminals;
  readonly #bar: Bar;
  readonly #panes: Panes;
  readonly #recorder: Recorder;
  readonly #time: TimeTravel;
  readonly #tree = h("process-tree");
  readonly #trouble = h("p", { class: "pid-lab__trouble", role: "alert", hidden: true });
  /** In this sandbox. */
  readonly #doneTasks = new Set<string>();
  readonly #prompt = Promise.withResolvers<boolean>();
  #open = false;
  #isElsewhere = false;
  /** Whether there is a connection is known. */
  #settled = Promise.withResolvers<void>();
  #noticeTimer: ReturnType<typeof setTimeout> | undefined;

  get init(): Init {
    return this.#sandbox.init;
  }

  constructor(sandbox: Sandbox, host: RunningLabHost) {
    const { signal } = this.#over;
    this.#sandbox = sandbox;
    this.#host = host;
    this.#recorder = this.#newRecorder();
    this.#terminals = new Terminals(sandbox, this.#recorder, signal);
    this.#bar = new Bar(host.lab, sandbox, this.#actions(), signal);
    const tree = this.#tree;
    tree.initName = sandbox.init === "none" ? null : sandbox.init;
    this.#panes = new Panes(this.#terminals.root, tree);
    this.#time = new TimeTravel(
      this.#recorder,
      this.#panes,
      {
        ...{ server: host.server, say: (text: string) => host.say(text) },
        ...{ point: (pid: number | null) => tree.point(pid), returned: () => this.focus() },
      },
      signal,
    );
    linkPids(this.#terminals.all, tree, signal);
    this.root.append(this.#bar.root, this.#trouble, this.#panes.root, this.#time.root);

    sandbox.subscribe(
      {
        processes: (processes) => {
          tree.update(processes);
          this.#recorder.processes(processes);
          this.#panes.processes(processes.list);
          tellSight(this.root, processes);
        },
        event: (event) => {
          tree.event(event);
          this.#recorder.event(event);
          tellSight(this.root, event);
        },
        task: (update) => {
          this.#recorder.task(update);
          if (update.state === "done") this.#doneTasks.add(update.id);
          host.task(update);
        },
        notice: (kind) => this.#notice(words.lab.notices[kind]),
        expires: (at) => this.#bar.expires(at),
        connection: (state) => {
          this.#open = state.is === "open";
          this.#isElsewhere = state.is === "taken-over";
          if (state.is !== "connecting") this.#settled.resolve();
          this.#bar.connection(state);
        },
        output: () => this.#prompt.resolve(true),
        ended: (end) => this.#ended(end),
      },
      signal,
    );
  }

  /** After its root is in the page: terminals measure themselves. */
  connect(): void {
    this.#sandbox.connect();
  }

  /** Types into the first terminal, as soon as the shell has said something. False: there was nobody to type to. */
  async type(bytes: Uint8Array): Promise<boolean> {
    const prompt = await this.#prompt.promise;
    if (this.#isElsewhere) await this.#takeBack();
    if (prompt && this.#open) {
      const terminal = this.#sandbox.terminals[0]?.id ?? 0;
      this.#time.live(); // What is typed is to be seen.
      this.#recorder.input(terminal, bytes);
      this.#terminals.prompt?.typed(bytes);
      this.#sandbox.write(terminal, bytes);
      return true;
    }
    this.#host.say(words.lab.notTyped);
    return false;
  }

  /** What is typed here is to be seen here. */
  async #takeBack(): Promise<void> {
    this.#settled = Promise.withResolvers();
    this.#sandbox.connect();
    await this.#settled.promise;
  }

  /** Resolves when the shell waits for a command; to false if it does not come to that. */
  async prompt(): Promise<boolean> {
    return (await this.#terminals.prompt?.prompt()) ?? false;
  }

  /** Resolves when the first terminal shows the text; to false if it does not come to that. */
  async shows(text: string): Promise<boolean> {
    return (await this.#terminals.prompt?.shows(text)) ?? false;
  }

  /** Resolves when the task is done in this sandbox; to false if it does not come to that. */
  done(task: string): Promise<boolean> {
    return until(() => this.#doneTasks.has(task), taskPatienceMs, this.#over.signal);
  }

  /** What solves the task in this sandbox; null: nobody can tell, and the learner was told so. */
  async solutionOf({ id, solution }: TaskInfo): Promise<Solution | null> {
    let steps = solution ?? null;
    if (!steps)
      await this.#attempt(async () => {
        steps = await this.#sandbox.solutionOf(id);
      });
    return steps;
  }

  /** Ends PID 1 as an engine does: SIGTERM from outside, and SIGKILL ten seconds later. */
  stop(): void {
    this.#sandbox.stop();
  }

  focus(): void {
    this.#terminals.focus();
  }

  /** Scrolls so far that the terminal, or what stands in its place, and the bar are seen. */
  reveal(): void {
    for (const part of [this.#panes.first, this.#bar.root]) part.scrollIntoView({ block: "nearest" });
  }

  /** Ends the sandbox for another in its place. @returns what to start that with; null: it could not be ended */
  async endForNext(): Promise<{ ticket: string | null } | null> {
    let ticket: string | null = null;
    const did = await this.#attempt(async () => {
      ticket = await this.#sandbox.endForNext();
    });
    return did ? { ticket } : null;
  }

  /** Lets go of it. What it shows stays, but nothing moves any more. */
  close(): void {
    this.#over.abort();
    clearTimeout(this.#noticeTimer);
    this.#prompt.resolve(false);
    this.#settled.resolve();
    this.#sandbox.leave();
    this.#terminals.enable(false);
  }

  #ended(end: SandboxEnd): void {
    if (end.exit) this.#recorder.exit(end.exit);
    this.close();
    this.#time.finish();
    this.#tree.finish();
    this.#host.ended(end); // Before the bar is shut: whoever has the focus in it must not lose it.
    this.#bar.root.inert = true;
  }

  /** What it showed last stays on the page, without the bar. */
  retire(): void {
    this.root.dataset.over = "";
    this.#bar.root.remove();
    this.#trouble.remove();
  }

  /** It stands until something is done about the lab, or for a while. */
  #notice(text: string): void {
    this.#trouble.textContent = text;
    this.#trouble.hidden = false;
    clearTimeout(this.#noticeTimer);
    this.#noticeTimer = setTimeout(() => {
      if (this.#trouble.textContent === text) this.#trouble.hidden = true;
    }, noticeMs);
  }

  #newRecorder(): Recorder {
    const { init, terminals } = this.#sandbox;
    const { id, title } = this.#host.lab;
    const tasks = this.#host.lab.tasks.map(({ id, goal }) => ({ id, goal: withButtonNames(goal, words.lab) }));
    const began = performance.now();
    return new Recorder({
      about: {
        ...{ title, lab: id, initName: init === "none" ? null : init },
        ...{ terminals, tasks, began: Date.now(), size: { cols: 80, rows: 24 } },
      },
      clock_ms: () => performance.now() - began,
      screens: () => this.#terminals.screens(),
    });
  }

  #stop(): void {
    this.stop();
    this.#host.say(words.lab.stopSent);
  }

  #actions() {
    return {
      restart: (init: Init) => this.#host.restart(init),
      stop: () => this.#stop(),
      extend: () => void this.#attempt(() => this.#sandbox.extend(), words.lab.bar.extended),
      end: () => void this.#attempt(() => this.#sandbox.end()),
      reconnect: () => this.#sandbox.connect(),
      say: (text: string) => this.#host.say(text),
    };
  }

  async #attempt(what: () => Promise<void>, done = ""): Promise<boolean> {
    this.#trouble.hidden = true;
    try {
      await what();
      if (done !== "") this.#host.say(done);
      return true;
    } catch (error) {
      if (!(error instanceof SandboxError)) throw error;
      const wait = error.retryAfterSeconds ? words.lab.tryAgainSoon(error.retryAfterSeconds) : "";
      this.#trouble.textContent = `${error.title}. ${error.message}${wait}`;
      this.#trouble.hidden = false;
      return false;
    }
  }
}
