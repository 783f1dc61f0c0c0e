/** Gathers what the terminals have drawn into few `ack` messages. */

const batchBytes = 64 * 1024;
const idle_ms = 100;

export class Acks {
  readonly #send: (terminal: number, bytes: number) => void;
  readonly #waiting = new Map<number, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (terminal: number, bytes: number) => void) {
    this.#send = send;
  }

  /** So many more bytes were drawn. A full batch goes at once, the rest as soon as nothing more comes. */
  add(terminal: number, bytes: number): void {
    if (bytes === 0) return;
    const waiting = (this.#waiting.get(terminal) ?? 0) + bytes;
    this.#waiting.set(terminal, waiting);
    if (waiting >= batchBytes) this.#flush(terminal);
    clearTimeout(this.#timer);
    if (this.#waiting.size > 0) this.#timer = setTimeout(() => this.#flushAll(), idle_ms);
  }

  /** Nothing is sent any more. */
  close(): void {
    clearTimeout(this.#timer);
    this.#waiting.clear();
  }

  #flushAll(): void {
    for (const terminal of [...this.#waiting.keys()]) this.#flush(terminal);
  }

  #flush(terminal: number): void {
    const bytes = this.#waiting.get(terminal);
    if (bytes === undefined) return;
    this.#waiting.delete(terminal);
    this.#send(terminal, bytes);
  }
}
