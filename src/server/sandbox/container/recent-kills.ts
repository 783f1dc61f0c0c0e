/** Tells whether the kernel has just killed for want of memory: its count says how often, and nothing says when. */

/** An init ends within moments of its child; on a busy machine a moment may be long. */
const defaultIntervalMs = 1000;

export class RecentKills {
  readonly #count: () => Promise<number>;
  readonly #timer: NodeJS.Timeout;
  /** How many there were one to two intervals ago, and within the last. */
  #before = 0;
  #last = 0;

  /**
   * @param count how many there were in all
   * @param onMore there were some more
   */
  constructor(count: () => Promise<number>, onMore: () => void, intervalMs = defaultIntervalMs) {
    this.#count = count;
    this.#timer = setInterval(async () => {
      const now = await this.#now();
      if (now > this.#last) onMore();
      this.#before = this.#last;
      this.#last = now;
    }, intervalMs).unref();
  }

  /** Ends the watch. @returns whether there was one within the last interval, or somewhat before */
  async stop(): Promise<boolean> {
    clearInterval(this.#timer);
    return (await this.#now()) > this.#before;
  }

  /** A look that fails, for want of file descriptors say, is made up for by the next. */
  async #now(): Promise<number> {
    return this.#count().catch(() => this.#last);
  }
}
