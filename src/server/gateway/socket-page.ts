/** A session's page at the other end of a WebSocket. */
import type { WebSocket } from "ws";
import { closeCodes } from "../../protocol/close-codes.ts";
import type { ToPage } from "../../protocol/messages.ts";
import { encodeTerminalFrame } from "../../protocol/terminal-frame.ts";
import type { Metrics } from "../metrics.ts";
import type { Page } from "../session/page.ts";

/** A page that leaves more than this unread is let go: its session goes on, and it may come back. */
const unreadBytesMax = 2 * 1024 * 1024;
/** A page that does not answer a close frame in this time is cut off. */
const closeTimeoutMs = 1000;

export class SocketPage implements Page {
  readonly #socket: WebSocket;
  readonly #metrics: Metrics;

  constructor(socket: WebSocket, metrics: Metrics) {
    this.#socket = socket;
    this.#metrics = metrics;
  }

  get unreadBytes(): number {
    return this.#socket.bufferedAmount;
  }

  send(message: ToPage): void {
    this.#sendFrame(JSON.stringify(message));
  }

  sendTerminal(terminal: number, bytes: Uint8Array): void {
    this.#metrics.terminalBytes.inc({ direction: "out" }, bytes.length);
    this.#sendFrame(encodeTerminalFrame(terminal, bytes));
  }

  close(code: number, reason: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#metrics.socketsClosed.inc({ code: String(code) });
    this.#socket.close(code, reason);
    const timer = setTimeout(() => this.#socket.terminate(), closeTimeoutMs);
    this.#socket.on("close", () => clearTimeout(timer));
  }

  #sendFrame(frame: string | Uint8Array): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > unreadBytesMax) {
      // It would not read the reason either, and what waits for it takes memory.
      this.#metrics.socketsClosed.inc({ code: String(closeCodes.tooMuch) });
      return this.#socket.terminate();
    }
    this.#socket.send(frame);
  }
}
