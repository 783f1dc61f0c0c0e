/** A WebSocket that comes back: it is opened again, with growing pauses, until somebody says that it is over. */
import { closeCodes, finalCloseCodes } from "../../protocol/close-codes.ts";
import { subprotocol, tokenPrefix } from "../../protocol/messages.ts";
import { backOff_ms } from "./back-off.ts";
import { Heartbeat } from "./heartbeat.ts";
import type { ConnectionState } from "./sandbox.ts";

/** What we use of a WebSocket, so that tests can give another. */
export type Socket = Pick<WebSocket, "readyState" | "send" | "close" | "addEventListener"> & { binaryType: BinaryType };
export type OpenSocket = (url: string, protocols: string[]) => Socket;

export interface ConnectionOptions {
  url: string;
  token: string;
  openSocket?: OpenSocket | undefined;
  chance?: (() => number) | undefined;
  /** A new socket: what belonged to the one before counts no more. */
  opened(): void;
  text(text: string): void;
  bytes(bytes: Uint8Array): void;
  state(state: ConnectionState): void;
  /** The server says that there is nothing to come back to. */
  over(code: number, reason: string): void;
}

const OPEN = 1;

export class Connection {
  readonly #options: ConnectionOptions;
  readonly #heartbeat: Heartbeat;
  #socket: Socket | null = null;
  #current = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#heartbeat = new Heartbeat(
      (id) => this.send(JSON.stringify({ type: "ping", id })),
      () => this.#lost(),
    );
  }

  /** Opens a socket now, whatever was before. */
  open(): void {
    this.close();
    this.#current = new AbortController();
    const { signal } = this.#current;
    const { url, token, openSocket = (...where) => new WebSocket(...where) } = this.#options;
    this.#options.state({ is: "connecting" });
    const socket = openSocket(url, [subprotocol, tokenPrefix + token]);
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    socket.addEventListener("open", () => this.#opened(), { signal });
    socket.addEventListener("message", ({ data }: MessageEvent) => this.#received(data), { signal });
    socket.addEventListener("close", ({ code, reason }: CloseEvent) => this.#closed(code, reason), { signal });
  }

  /** All that was sent is answered as it should be: the next loss starts with a short pause again. */
  healthy(): void {
    this.#failures = 0;
  }

  send(data: string | Uint8Array<ArrayBuffer>): void {
    if (this.#socket?.readyState === OPEN) this.#socket.send(data);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#heartbeat.stop();
    this.#current.abort();
    this.#socket?.close();
    this.#socket = null;
  }

  /** The network is back: no need to wait for the end of the pause. */
  hurry(): void {
    if (this.#timer !== undefined) this.open();
  }

  #opened(): void {
    this.#heartbeat.alive();
    this.#options.opened();
  }

  #received(data: unknown): void {
    this.#heartbeat.alive();
    if (typeof data === "string") this.#options.text(data);
    else if (data instanceof ArrayBuffer) this.#options.bytes(new Uint8Array(data));
  }

  #closed(code: number, reason: string): void {
    if (code === closeCodes.takenOver) {
      this.close();
      this.#options.state({ is: "taken-over" });
    } else if (finalCloseCodes.has(code)) {
      this.close();
      this.#options.over(code, reason);
    } else this.#lost();
  }

  #lost(): void {
    this.close();
    const wait = backOff_ms(this.#failures, (this.#options.chance ?? Math.random)());
    this.#failures += 1;
    this.#options.state({ is: "waiting", retryAt: Date.now() + wait });
    this.#timer = setTimeout(() => this.open(), wait);
  }
}
