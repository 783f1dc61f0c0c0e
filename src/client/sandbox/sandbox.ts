/**
 * The one interface between a lab on a page and whatever runs it: a lab server behind a socket, Linux in the page, or a
 * scripted one in tests.
 */
import type { Init, Solution, TaskInfo, TerminalInfo } from "../../protocol/labs.ts";
import type { EndReason, NoticeKind } from "../../protocol/messages.ts";
import type { Exit, ProcessEvent, Processes } from "../../protocol/processes.ts";

export interface SandboxRequest {
  lab: string;
  init: Init;
  /** The place of the sandbox before it (`endForNext`). */
  ticket?: string | null;
}

/** Who waits while all labs are in use. */
export interface QueueListener {
  /** Where the visitor stands: 1 is next. `waitSeconds` is a guess. */
  place(place: { place: number; waitSeconds: number }): void;
  /** The visitor waits no longer. */
  readonly signal: AbortSignal;
}

/** Starts sandboxes. Rejections are `SandboxError`. */
export interface SandboxDriver {
  /** Resolves to null if the visitor had to wait and gave it up. */
  start(request: SandboxRequest, queue: QueueListener): Promise<Sandbox | null>;
  /**
   * The sandbox of this lab that the browser has already. Another page that has it open keeps it, unless `take`.
   * @returns null: there is none
   */
  resume(lab: string, how: { take: boolean }): Promise<Sandbox | "elsewhere" | null>;
}

/** One running lab. Nothing arrives before `connect`, so subscribe first. */
export interface Sandbox {
  readonly init: Init;
  readonly terminals: readonly TerminalInfo[];
  readonly tasks: readonly TaskInfo[];
  readonly idleSeconds: number;
  subscribe(listener: Partial<SandboxListener>, signal: AbortSignal): void;
  connect(): void;
  /** Keys and pasted text. Lost while there is no connection: what is typed blind had better not run later. */
  write(terminal: number, bytes: Uint8Array): void;
  resize(terminal: number, cols: number, rows: number): void;
  /** Ends PID 1 as an engine does: SIGTERM from outside, and SIGKILL ten seconds later. */
  stop(): void;
  /** What solves a task in this very sandbox. Rejects with a `SandboxError` when nobody can tell. */
  solutionOf(task: string): Promise<Solution>;
  /** Rejects with a `SandboxError` when the life time cannot be longer. */
  extend(): Promise<void>;
  /** Ends the sandbox itself. */
  end(): Promise<void>;
  /** Ends it, and keeps its place where others wait. @returns the next request's ticket; null: none is needed */
  endForNext(): Promise<string | null>;
  /** Lets go of it; it lives on until its time is over. */
  leave(): void;
}

export interface SandboxListener {
  /** There is a connection. With `replay`, the terminals' last bytes come again: reset them first. */
  hello(hello: { replay: boolean }): void;
  /** Call `taken` when the terminal has drawn the bytes: the sandbox pauses while too many wait. */
  output(terminal: number, bytes: Uint8Array, taken: () => void): void;
  processes(processes: Processes): void;
  event(event: ProcessEvent): void;
  task(task: TaskUpdate): void;
  notice(kind: NoticeKind): void;
  /** When the sandbox will end, in milliseconds since 1970 by this page's clock. */
  expires(at: number): void;
  connection(state: ConnectionState): void;
  /** Once, and the last thing that is told. */
  ended(end: SandboxEnd): void;
}

export interface TaskUpdate {
  id: string;
  state: "open" | "done";
  message?: string | undefined;
}

export type ConnectionState =
  | { is: "connecting" }
  | { is: "open" }
  /** Lost; the next attempt is at `retryAt` (milliseconds since 1970). */
  | { is: "waiting"; retryAt: number }
  /** Another page has it now; `connect` takes it back. */
  | { is: "taken-over" };

/** `lost`: nothing is known of the session any more. */
export interface SandboxEnd {
  reason: EndReason | "lost";
  detail: string;
  /** Of PID 1, if its end was the lab's. */
  exit?: Exit | undefined;
}

/** Why a lab cannot start or go on, in words for the learner. */
export class SandboxError extends Error {
  override name = "SandboxError";
  readonly title: string;
  readonly retryAfterSeconds: number | undefined;
  /** Of the HTTP answer, if there was one. */
  readonly status: number | undefined;

  constructor(
    title: string,
    detail: string,
    more: { retryAfterSeconds?: number | undefined; status?: number | undefined } = {},
  ) {
    super(detail);
    this.title = title;
    this.retryAfterSeconds = more.retryAfterSeconds;
    this.status = more.status;
  }
}
