/** One session on a lab server. */
import type { Solution } from "../../protocol/labs.ts";
import { type ToPage, type ToServer, toPageSchema } from "../../protocol/messages.ts";
import { placeKeptSchema, sessionExtendedSchema, taskSolutionSchema } from "../../protocol/sessions.ts";
import { decodeTerminalFrame, encodeTerminalFrame, frameBytesMax } from "../../protocol/terminal-frame.ts";
import { Acks } from "./acks.ts";
import { Connection, type OpenSocket } from "./connection.ts";
import { call, read } from "./http.ts";
import { Listeners } from "./listeners.ts";
import { type ConnectionState, type Sandbox, type SandboxEnd, SandboxError, type SandboxListener } from "./sandbox.ts";
import { forgetSession, handOver, isSaved, type SavedSession, saveSession } from "./saved-session.ts";
import { onSavedSession } from "./saved-session-key.ts";

/** A frame has one byte before the terminal's own. */
const pasteBytesMax = frameBytesMax - 1;
/** Pauses are whole 32 bits of milliseconds; longer ones would be over at once. */
const timeout_ms_max = 2 ** 31 - 1;

export class RemoteSandbox implements Sandbox {
  readonly init;
  readonly terminals;
  readonly tasks;
  readonly idleSeconds;
  readonly #session: SavedSession;
  readonly #connection: Connection;
  readonly #listeners = new Listeners();
  readonly #sizes = new Map<number, { cols: number; rows: number }>();
  readonly #living = new AbortController();
  #acks = this.#newAcks();
  #expiry: ReturnType<typeof setTimeout> | undefined;
  #greeted: boolean;
  #isElsewhere = false;
  #complained = false;

  /** @param how `resumed`: the session was begun by another page, or by this one before its reload */
  constructor(session: SavedSession, how: { resumed: boolean; openSocket?: OpenSocket | undefined }) {
    this.#session = session;
    this.init = session.init;
    this.terminals = session.terminals;
    this.tasks = session.tasks;
    this.idleSeconds = session.idleSeconds;
    this.#greeted = how.resumed;
    const url = new URL(session.socket, session.server);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    this.#connection = new Connection({
      url: url.href,
      token: session.token,
      openSocket: how.openSocket,
      opened: () => this.#reopened(),
      text: (text) => this.#received(text),
      bytes: (bytes) => this.#output(bytes),
      state: (state) => this.#connectionIs(state),
      over: (_code, reason) => this.#end({ reason: "lost", detail: reason }),
    });
    onSavedSession(session, () => this.#savedAnew(), this.#living.signal);
    globalThis.window?.addEventListener("online", () => this.#connection.hurry(), { signal: this.#living.signal });
  }

  subscribe(listener: Partial<SandboxListener>, signal: AbortSignal): void {
    this.#listeners.add(listener, signal);
  }

  connect(): void {
    if (this.#living.signal.aborted) return;
    this.#expiresAt(this.#session.expiresAt);
    this.#connection.open();
  }

  write(terminal: number, bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += pasteBytesMax) {
      this.#connection.send(encodeTerminalFrame(terminal, bytes.subarray(at, at + pasteBytesMax)));
    }
  }

  resize(terminal: number, cols: number, rows: number): void {
    this.#sizes.set(terminal, { cols, rows });
    this.#tell({ type: "resize", terminal, cols, rows });
  }

  stop(): void {
    this.#tell({ type: "stop" });
  }

  async solutionOf(task: string): Promise<Solution> {
    const response = await call(this.#url(`/tasks/${encodeURIComponent(task)}/solution`), { headers: this.#bearer() });
    return (await read(response, taskSolutionSchema)).solution;
  }

  async extend(): Promise<void> {
    const response = await call(this.#url("/extend"), { method: "POST", headers: this.#bearer() });
    this.#expiresAt((await read(response, sessionExtendedSchema)).expiresAt);
  }

  async end(): Promise<void> {
    await this.#delete("");
  }

  async endForNext(): Promise<string | null> {
    const answer = await this.#delete("?keepPlace=true");
    return answer && (await read(answer, placeKeptSchema)).ticket;
  }

  /** @returns null when the session is gone already */
  async #delete(query: "" | "?keepPlace=true"): Promise<Response | null> {
    const answer = await call(this.#url(query), { method: "DELETE", headers: this.#bearer() }).catch((error) => {
      const gone = error instanceof SandboxError && (error.status === 404 || error.status === 401);
      if (!gone) throw error;
      return null;
    });
    this.#end({ reason: "deleted", detail: "" });
    return answer;
  }

  leave(): void {
    this.#living.abort();
    clearTimeout(this.#expiry);
    this.#acks.close();
    this.#connection.close();
  }

  #connectionIs(state: ConnectionState): void {
    this.#isElsewhere = state.is === "taken-over";
    if (this.#isElsewhere) handOver(this.#session);
    this.#listeners.tell((on) => on.connection?.(state));
  }

  /** The page that took it over has ended it, perhaps for a new one: there is nothing to take back. */
  #savedAnew(): void {
    if (this.#isElsewhere && !isSaved(this.#session)) this.#end({ reason: "deleted", detail: "" });
  }

  #reopened(): void {
    this.#acks.close();
    this.#acks = this.#newAcks();
    for (const [terminal, size] of this.#sizes) this.#tell({ type: "resize", terminal, ...size });
  }

  /** Its own for each socket: bytes that an earlier one brought must not be acknowledged to the next. */
  #newAcks(): Acks {
    return new Acks((terminal, bytes) => this.#tell({ type: "ack", terminal, bytes }));
  }

  #output(frame: Uint8Array): void {
    const decoded = decodeTerminalFrame(frame);
    if (!decoded) {
      this.#complain("an empty frame");
      return;
    }
    const acks = this.#acks;
    const { terminal, bytes } = decoded;
    const taken = () => {
      if (acks === this.#acks) acks.add(terminal, bytes.length);
    };
    this.#listeners.tell((on) => on.output?.(terminal, bytes, taken));
  }

  #received(text: string): void {
    const message = toPageSchema.safeParse(parsed(text));
    if (message.success) this.#heard(message.data);
    else this.#complain(message.error);
  }

  #heard(message: ToPage): void {
    if (message.type === "hello") this.#welcomed(message.expiresAt);
    else if (message.type === "ended") this.#end(message);
    else if (message.type === "processes") this.#listeners.tell((on) => on.processes?.(message));
    else if (message.type === "event") this.#listeners.tell((on) => on.event?.(message));
    else if (message.type === "notice") this.#listeners.tell((on) => on.notice?.(message.kind));
    else if (message.type === "task") this.#listeners.tell((on) => on.task?.(message));
  }

  #welcomed(expiresAt: string): void {
    const replay = this.#greeted;
    this.#greeted = true;
    this.#connection.healthy();
    this.#listeners.tell((on) => on.connection?.({ is: "open" }));
    this.#listeners.tell((on) => on.hello?.({ replay }));
    this.#expiresAt(expiresAt);
  }

  #expiresAt(serverTime: string): void {
    this.#session.expiresAt = serverTime;
    saveSession(this.#session);
    const at = Date.parse(serverTime) - this.#session.skew_ms;
    this.#listeners.tell((on) => on.expires?.(at));
    clearTimeout(this.#expiry);
    // The server says so itself; this is for a page that has lost it. Two seconds let the server speak first.
    const wait = Math.min(Math.max(0, at - Date.now()) + 2_000, timeout_ms_max);
    this.#expiry = setTimeout(() => this.#end({ reason: "expired", detail: "" }), wait);
  }

  #end(end: SandboxEnd): void {
    if (this.#living.signal.aborted) return;
    forgetSession(this.#session);
    this.leave();
    this.#listeners.tell((on) => on.ended?.(end));
  }

  #tell(message: ToServer): void {
    this.#connection.send(JSON.stringify(message));
  }

  #url(call: "" | `?${string}` | `/${string}`): string {
    return new URL(`api/sessions/${encodeURIComponent(this.#session.id)}${call}`, this.#session.server).href;
  }

  #bearer(): HeadersInit {
    return { authorization: `Bearer ${this.#session.token}` };
  }

  #complain(what: unknown): void {
    if (this.#complained) return;
    this.#complained = true;
    console.warn("PID One: the lab server sent a message that this page does not understand; it is ignored.", what);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
