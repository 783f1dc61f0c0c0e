/** Finds out that a connection is dead though nobody closed it: a laptop that slept, a cable that was pulled. */

const every_ms = 15_000;
const patience_ms = 10_000;

export class Heartbeat {
  readonly #ping: (id: number) => void;
  readonly #dead: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #id = 0;

  constructor(ping: (id: number) => void, dead: () => void) {
    this.#ping = ping;
    this.#dead = dead;
  }

  /** Something arrived, so the connection lives. Also starts the beat. */
  alive(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), every_ms);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #ask(): void {
    this.#id += 1;
    this.#timer = setTimeout(this.#dead, patience_ms);
    this.#ping(this.#id);
  }
}
