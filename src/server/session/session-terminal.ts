/** One terminal of a session: keeps its last bytes, and holds the program back when the page or the server cannot keep up. */
import { replayBytesMax, unacknowledgedBytesMax } from "../../protocol/terminal-frame.ts";
import type { Terminal } from "../sandbox/sandbox.ts";
import { Budget } from "./budget.ts";
import type { Page } from "./page.ts";
import { Replay } from "./replay.ts";

/** Input that the program has not read yet; more than this ends the connection. */
const inputQueuedBytesMax = 1024 * 1024;
const unreadLookMs = 50;

export class SessionTerminal {
  readonly #id: number;
  readonly #terminal: Terminal;
  readonly #replay = new Replay(replayBytesMax);
  readonly #budget: Budget;
  readonly #onChange: () => void;
  #page: Page | null = null;
  #unacknowledgedBytes = 0;
  #rateTimer: NodeJS.Timeout | undefined;
  #unreadTimer: NodeJS.Timeout | undefined;
  #paused = false;

  /** @param onChange something was typed or shown */
  constructor(id: number, terminal: Terminal, outputBytesPerSecond: number, onChange: () => void) {
    this.#id = id;
    this.#terminal = terminal;
    this.#budget = new Budget(outputBytesPerSecond, performance.now());
    this.#onChange = onChange;
    terminal.onData((bytes) => this.#output(bytes));
  }

  /** What another server kept of it. */
  restore(bytes: Uint8Array): void {
    this.#replay.add(bytes);
  }

  /** What a page that comes back sees first. */
  last(): Uint8Array {
    return this.#replay.last();
  }

  /** The page gets the last bytes, then what comes. A page that was here before gets nothing more. */
  attach(page: Page): void {
    this.#page = page;
    const last = this.#replay.last();
    this.#unacknowledgedBytes = last.length;
    if (last.length > 0) page.sendTerminal(this.#id, last);
    this.#hold();
  }

  detach(): void {
    this.#page = null;
    this.#unacknowledgedBytes = 0;
    this.#hold();
  }

  acknowledge(bytes: number): void {
    this.#unacknowledgedBytes = Math.max(0, this.#unacknowledgedBytes - bytes);
    this.#hold();
  }

  /** @returns false when the program does not read its input and the bytes were not taken */
  input(bytes: Uint8Array): boolean {
    if (this.#terminal.inputQueuedBytes + bytes.length > inputQueuedBytesMax) return false;
    this.#terminal.write(bytes);
    this.#onChange();
    return true;
  }

  resize(size: { cols: number; rows: number }): void {
    this.#terminal.resize(size);
  }

  close(): void {
    clearTimeout(this.#rateTimer);
    clearTimeout(this.#unreadTimer);
    this.#page = null;
    this.#terminal.close();
  }

  #output(bytes: Uint8Array): void {
    this.#replay.add(bytes);
    this.#onChange();
    const waitMs = this.#budget.spend(bytes.length, performance.now());
    if (waitMs > 0 && !this.#rateTimer) {
      this.#rateTimer = setTimeout(() => {
        this.#rateTimer = undefined;
        this.#hold();
      }, waitMs);
    }
    if (this.#page) {
      this.#unacknowledgedBytes += bytes.length;
      this.#page.sendTerminal(this.#id, bytes);
    }
    this.#hold();
  }

  #hold(): void {
    const unread = this.#isUnread();
    const pause = this.#rateTimer !== undefined || unread || this.#unacknowledgedBytes > unacknowledgedBytesMax;
    if (pause === this.#paused) return;
    this.#paused = pause;
    if (pause) this.#terminal.pause();
    else this.#terminal.resume();
  }

  /** An acknowledgement may be a lie, or come before the socket has told that it is empty: then we look again. */
  #isUnread(): boolean {
    clearTimeout(this.#unreadTimer);
    const unread = (this.#page?.unreadBytes ?? 0) > unacknowledgedBytesMax;
    if (unread) this.#unreadTimer = setTimeout(() => this.#hold(), unreadLookMs);
    return unread;
  }
}
