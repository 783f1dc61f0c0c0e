/** Sits at a lab as a page does: a session of its own, its terminals, and what it says of tasks. */
import { setTimeout as delay } from "node:timers/promises";
import type { Lab } from "../../course/lab-file.ts";
import type { Init } from "../../protocol/labs.ts";
import type { ToPage } from "../../protocol/messages.ts";
import type { Sandbox, SandboxDriver } from "../../server/sandbox/sandbox.ts";
import { openSandbox } from "../../server/session/open-sandbox.ts";
import { Session } from "../../server/session/session.ts";
import { Screen } from "./screen.ts";

/** Sees what the learner's page would show. */
export interface Witness {
  /** A learner sits down: the terminals are empty. */
  begins(): void;
  output(terminal: number, bytes: Uint8Array): void;
  message(message: ToPage): void;
}

/** Long enough for whatever a script waits for, and no bound that a lab's learner would meet. */
const limits = {
  ...{ session_seconds: 86_400, session_seconds_max: 86_400, idle_seconds: 86_400 },
  output_bytes_per_second: 32 * 1024 * 1024,
};

/** A sandbox may hide its processes; then nobody waits for them. */
const firstLookMs = 5000;

export class Learner implements AsyncDisposable {
  readonly lab: Lab;
  readonly init: Init;
  readonly sandbox: Sandbox;
  readonly screens: Screen[];
  /** By task: the last that was said of it. */
  readonly tasks = new Map<string, Extract<ToPage, { type: "task" }>>();
  #isOver = false;
  readonly #session: Session;
  readonly #witness: Witness | undefined;
  readonly #sawProcesses = Promise.withResolvers<void>();

  /** @throws SandboxError when the lab does not start */
  static async sitDown(
    driver: SandboxDriver,
    lab: Lab,
    { init, cause, witness }: { init: Init; cause?: string | undefined; witness?: Witness | undefined },
  ): Promise<Learner> {
    const opened = await openSandbox(driver, lab, init, cause);
    const session = new Session({
      ...{ ...opened, lab, init, limits },
      ...{ address: "local", onEventSent: () => {} },
    });
    const learner = new Learner(session, opened.sandbox, witness);
    // What happens before the first look at the processes has no events, and a machine types sooner than that.
    await Promise.race([learner.#sawProcesses.promise, delay(firstLookMs, undefined, { ref: false })]);
    return learner;
  }

  private constructor(session: Session, sandbox: Sandbox, witness: Witness | undefined) {
    this.#session = session;
    this.#witness = witness;
    this.lab = session.lab;
    this.init = session.init;
    this.sandbox = sandbox;
    this.screens = Array.from(
      { length: this.lab.terminals },
      (_, terminal) => new Screen((bytes) => session.terminal(terminal)?.input(bytes)),
    );
    witness?.begins();
    session.attach({
      unreadBytes: 0,
      send: (message) => this.#hear(message),
      sendTerminal: (terminal, bytes) => {
        witness?.output(terminal, bytes);
        this.screens[terminal]?.show(bytes, () => session.terminal(terminal)?.acknowledge(bytes.length));
      },
      close: () => {},
    });
  }

  /** The lab has ended. */
  get isOver(): boolean {
    return this.#isOver;
  }

  isDone(task: string): boolean {
    return this.tasks.get(task)?.state === "done";
  }

  /** Has the lab's PID 1 ended as an engine would, and waits for the end. */
  async stop(): Promise<void> {
    this.#session.stop();
    await this.#session.ended;
  }

  /** Resolves when nothing of the sandbox is left. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#session.end("deleted", "");
    for (const screen of this.screens) screen.dispose();
    await this.#session.removed();
  }

  #hear(message: ToPage): void {
    this.#witness?.message(message);
    if (message.type === "task") this.tasks.set(message.id, message);
    if (message.type === "processes" || message.type === "ended") this.#sawProcesses.resolve();
    if (message.type === "ended") this.#isOver = true;
    if (message.type === "ended") for (const screen of this.screens) screen.end(`the lab has ended. ${message.detail}`);
    // Whoever waits for a task looks again.
    for (const screen of this.screens) screen.look();
  }
}
