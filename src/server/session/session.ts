/** One learner's attempt at one lab: a sandbox, its terminals, its tasks, its life time, and the page that looks at it. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Lab } from "../../course/lab-file.ts";
import { toPlainSummary, toSteps, toSummary } from "../../course/labs.ts";
import { solutionOf } from "../../course/task-file.ts";
import { closeCodes } from "../../protocol/close-codes.ts";
import type { Init, Solution } from "../../protocol/labs.ts";
import type { EndReason } from "../../protocol/messages.ts";
import type { Exit, ProcessEvent, Processes } from "../../protocol/processes.ts";
import type { SessionCreated } from "../../protocol/sessions.ts";
import { type Sandbox, SandboxError, type Terminal } from "../sandbox/sandbox.ts";
import { Budget } from "./budget.ts";
import type { StopTime } from "./conditions.ts";
import { Missed } from "./missed.ts";
import type { Page } from "./page.ts";
import type { SessionRecord } from "./records.ts";
import { SessionTerminal } from "./session-terminal.ts";
import { TaskBoard } from "./tasks.ts";

/** A lab to which nobody comes in this time is ended: its place is somebody else's. */
const unattendedMs = 60_000;
/** Each page that comes costs a replay. One that reloads often is told to wait, and comes back by itself. */
const attachesPerSecond = 1;
/** As `docker stop` waits. */
const stopGraceMs = 10_000;

export interface SessionLimits {
  session_seconds: number;
  session_seconds_max: number;
  idle_seconds: number;
  output_bytes_per_second: number;
}

export interface SessionEnd {
  reason: EndReason;
  detail: string;
}

/** What is known of a session that another server began. */
export interface KeptSession {
  tokenDigest: Uint8Array<ArrayBuffer>;
  ageMs: number;
  remainingMs: number;
  doneTasks: readonly string[];
  /** Of each terminal. */
  lastBytes: readonly Uint8Array[];
}

export class Session {
  readonly id: string;
  /** The visitor that it counts for. */
  readonly address: string;
  readonly lab: Lab;
  readonly init: Init;
  /** Settles when the session is over; its sandbox may still be on its way out. */
  readonly ended: Promise<SessionEnd>;

  readonly #token = randomBytes(24).toString("base64url");
  readonly #tokenDigest: Uint8Array<ArrayBuffer>;
  readonly #limits: SessionLimits;
  readonly #sandbox: Sandbox;
  readonly #cause: string | undefined;
  readonly #terminals: SessionTerminal[];
  readonly #tasks: TaskBoard;
  // By the clock that is never set: a clock that jumps must end no lab, nor keep one.
  readonly #bornAt: number;
  #expiresAt: number;
  #inputAt = performance.now();
  #timer: NodeJS.Timeout | undefined;
  #page: Page | null = null;
  #attended = false;
  readonly #attaches = new Budget(attachesPerSecond, performance.now());
  readonly #missed = new Missed();
  #processes: Processes | null = null;
  #unwatch: (() => void) | null = null;
  /** When a stop was asked for. */
  #stoppedAt: number | null = null;
  /** When SIGTERM had been sent. */
  #signalledAt: number | null = null;
  #killTimer: NodeJS.Timeout | undefined;
  #resolveEnded: (end: SessionEnd) => void = () => {};
  #over = false;
  readonly #onChange: (session: Session) => void;
  readonly #onEventSent: (event: ProcessEvent) => void;

  constructor(options: {
    sandbox: Sandbox;
    furtherTerminals: Terminal[];
    /** What is wrong in the sandbox, if the lab draws it. */
    cause?: string | undefined;
    lab: Lab;
    init: Init;
    address: string;
    limits: SessionLimits;
    /** Given for one that goes on after a restart of the server. */
    kept?: KeptSession;
    /** What `record` says has changed. */
    onChange?: (session: Session) => void;
    /** An event is on its way to the page that is there. */
    onEventSent: (event: ProcessEvent) => void;
  }) {
    this.id = options.sandbox.id;
    this.address = options.address;
    this.lab = options.lab;
    this.init = options.init;
    this.#limits = options.limits;
    this.#onEventSent = options.onEventSent;
    this.#sandbox = options.sandbox;
    this.#cause = options.cause;
    this.#terminals = [options.sandbox.terminal, ...options.furtherTerminals].map(
      (terminal, id) =>
        new SessionTerminal(id, terminal, options.limits.output_bytes_per_second, () => this.#tasks.terminalChanged()),
    );
    const { kept } = options;
    this.#tokenDigest = kept?.tokenDigest ?? digest(this.#token);
    this.#bornAt = performance.now() - (kept?.ageMs ?? 0);
    this.#expiresAt = performance.now() + (kept?.remainingMs ?? options.limits.session_seconds * 1000);
    for (const [number, bytes] of (kept?.lastBytes ?? []).entries()) this.#terminals[number]?.restore(bytes);
    this.#onChange = options.onChange ?? (() => {});
    this.#tasks = new TaskBoard({
      ...{ tasks: options.lab.tasks, done: kept?.doneTasks ?? [], init: options.init },
      run: (command, how) => options.sandbox.run(command, how),
      onDone: (id) => {
        this.#onChange(this); // First: what a page was told must be true after a crash.
        this.#page?.send({ type: "task", id, state: "done" });
      },
      onMessage: (id, message) => this.#page?.send({ type: "task", id, state: "open", message }),
    });
    this.ended = new Promise((resolve) => {
      this.#resolveEnded = resolve;
    });
    options.sandbox.onMemoryKill(() => this.#page?.send({ type: "notice", kind: "memory-kill" }));
    void options.sandbox.ended.then((end) => {
      if (!this.#over) this.#tasks.ended(end, this.#stopTime());
      this.end(end.reason, end.detail, end.exit);
    });
    this.#schedule();
  }

  describe(): SessionCreated {
    const { terminals, tasks } = toPlainSummary(this.lab);
    return {
      id: this.id,
      token: this.#token,
      socket: `/api/sessions/${this.id}/socket`,
      terminals,
      tasks,
      expiresAt: this.expiresAt,
      idleSeconds: this.#limits.idle_seconds,
    };
  }

  /** What solves a task in this very sandbox; null: the lab has no such task. */
  solutionOf(id: string): Solution | null {
    const task = this.lab.tasks.find((one) => one.id === id);
    return task ? toSteps(solutionOf(task, this.#cause)) : null;
  }

  /** ISO 8601, UTC */
  get expiresAt(): string {
    return new Date(Date.now() + this.remainingMs).toISOString();
  }

  /** Whether a page has it. */
  get isOpen(): boolean {
    return this.#page !== null;
  }

  /** Until the end of its life time. */
  get remainingMs(): number {
    return this.#expiresAt - performance.now();
  }

  /** Takes the same time for every wrong token. */
  admits(token: string): boolean {
    return timingSafeEqual(digest(token), this.#tokenDigest);
  }

  /** The page that was here before is told that another took over. */
  attach(page: Page): void {
    if (this.#attaches.spend(1, performance.now()) > 0)
      return page.close(
        closeCodes.tooMuch,
        "This lab was opened too often in the last seconds. Try again in a moment.",
      );
    this.#attended = true;
    this.#page?.close(closeCodes.takenOver, "The lab was opened in another page, which has it now.");
    this.#page = page;
    const { terminals } = toSummary(this.lab);
    page.send({ type: "hello", session: this.id, terminals, expiresAt: this.expiresAt });
    for (const id of this.#tasks.done) page.send({ type: "task", id, state: "done" });
    for (const terminal of this.#terminals) terminal.attach(page);
    const { events, gap } = this.#missed.take();
    for (const event of events) page.send({ type: "event", ...event });
    if (this.#processes) page.send({ type: "processes", ...this.#processes, ...(gap && { gap }) });
    this.#watch();
  }

  detach(page: Page): void {
    if (this.#page !== page) return;
    this.#page = null;
    for (const terminal of this.#terminals) terminal.detach();
  }

  /** null: the session has no such terminal. */
  terminal(id: number): SessionTerminal | null {
    return this.#terminals[id] ?? null;
  }

  /** The learner did something. */
  touch(): void {
    this.#inputAt = performance.now();
  }

  /** Adds one life time from now, up to the longest life. @returns the new end, ISO 8601 */
  extend(): string {
    this.touch();
    const longest = this.#bornAt + this.#limits.session_seconds_max * 1000;
    const wanted = performance.now() + this.#limits.session_seconds * 1000;
    this.#expiresAt = Math.max(this.#expiresAt, Math.min(longest, wanted));
    this.#schedule();
    this.#onChange(this);
    return this.expiresAt;
  }

  /** Ends PID 1 as an engine does: SIGTERM from outside, and SIGKILL if it is still there ten seconds later. */
  stop(): void {
    if (this.#stoppedAt !== null || this.#over) return;
    this.touch();
    this.#stoppedAt = performance.now();
    void this.#signal("SIGTERM").then(() => {
      this.#signalledAt = performance.now();
    });
    this.#killTimer = setTimeout(() => void this.#signal("SIGKILL"), stopGraceMs);
  }

  #stopTime(): StopTime | null {
    if (this.#stoppedAt === null) return null;
    const now = performance.now();
    return {
      seconds_least: (now - (this.#signalledAt ?? now)) / 1000,
      seconds_most: (now - this.#stoppedAt) / 1000,
    };
  }

  /** What another server needs to go on with it. */
  record(): SessionRecord {
    const now = Date.now();
    return {
      ...{ id: this.id, lab: this.lab.id, init: this.init, cause: this.#cause ?? null },
      ...{ address: this.address, tokenDigest: this.#tokenDigest },
      bornAt: now - (performance.now() - this.#bornAt),
      expiresAt: now + this.remainingMs,
      doneTasks: [...this.#tasks.done],
    };
  }

  /** Of each terminal, what a page that comes back sees first. */
  lastBytes(): Uint8Array[] {
    return this.#terminals.map((terminal) => terminal.last());
  }

  /** Lets it go on without this server: its page will come back. */
  leave(): void {
    this.#page?.close(closeCodes.restarting, "The lab server is started anew. The lab goes on in a moment.");
    this.#stopWatching();
  }

  /** Tells the page why, and removes the sandbox. Only the first call counts. */
  end(reason: EndReason, detail: string, exit?: Exit): void {
    if (this.#over) return;
    this.#page?.send({ type: "ended", reason, detail, exit });
    this.#page?.close(closeCodes.ended, "The lab has ended.");
    this.#stopWatching();
    this.#resolveEnded({ reason, detail });
  }

  async #signal(name: string): Promise<void> {
    // Where it cannot be sent, PID 1 is mostly gone already, and `ended` says so; else the learner sees the lab go on.
    await this.#sandbox.signal(name).catch(() => {});
  }

  #stopWatching(): void {
    this.#over = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#killTimer);
    this.#unwatch?.();
    this.#tasks.close();
    for (const terminal of this.#terminals) terminal.close();
    this.#page = null;
  }

  /** Resolves when nothing of the sandbox is left. */
  async removed(): Promise<void> {
    await this.#sandbox.stop();
  }

  #watch(): void {
    try {
      this.#unwatch ??= this.#sandbox.watch({
        processes: (snapshot) => this.#sawProcesses(snapshot),
        event: (event) => this.#sawEvent(event),
      });
    } catch (error) {
      // PID 1 is gone already, and `ended` is about to say so; or it hides its processes, which are then not shown.
      if (!(error instanceof SandboxError)) throw error;
    }
  }

  #sawProcesses(snapshot: Processes): void {
    const { gap: _, ...now } = snapshot;
    this.#processes = now;
    this.#tasks.know(snapshot);
    if (this.#page) this.#page.send({ type: "processes", ...snapshot });
    else this.#missed.list(snapshot);
  }

  #sawEvent(event: ProcessEvent): void {
    if (this.#page) {
      this.#page.send({ type: "event", ...event });
      this.#onEventSent(event);
    } else this.#missed.event(event);
    this.#tasks.see(event);
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    const idleAt = this.#inputAt + this.#limits.idle_seconds * 1000;
    const now = performance.now();
    if (now >= this.#expiresAt) return this.end("expired", "The lab's time was up.");
    if (now >= idleAt) return this.end("idle", `Nothing was typed for ${this.#limits.idle_seconds} seconds.`);
    const unattendedAt = this.#attended ? Number.POSITIVE_INFINITY : this.#bornAt + unattendedMs;
    if (now >= unattendedAt) return this.end("idle", `Nobody opened the lab for ${unattendedMs / 1000} seconds.`);
    this.#timer = setTimeout(() => this.#schedule(), Math.min(this.#expiresAt, idleAt, unattendedAt) - now);
  }
}

function digest(text: string): Buffer<ArrayBuffer> {
  return createHash("sha256").update(text).digest();
}
