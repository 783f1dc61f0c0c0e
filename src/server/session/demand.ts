/** How many of a kind are likely to be asked for soon, by what was asked for lately. */

const minuteMs = 60_000;
/** Whoever tried a lab with one PID 1 tries it again within this time, or not. */
const rememberedMs = 10 * minuteMs;

export class Demand {
  readonly #least: number;
  #times: number[] = [];

  /** @param least to be ready for in any case */
  constructor(least: number) {
    this.#least = least;
  }

  /** Somebody asked. @param now milliseconds, not before the last */
  note(now: number): void {
    this.#times.push(now);
  }

  /** As many as in the last minute, at least one if any was asked for in the last ten, and never under the least. */
  at(now: number): number {
    this.#times = this.#times.filter((time, at) => now - time < minuteMs || at === this.#times.length - 1);
    const latest = this.#times.at(-1) ?? Number.NEGATIVE_INFINITY;
    const lately = this.#times.filter((time) => now - time < minuteMs).length;
    return Math.max(this.#least, lately, now - latest < rememberedMs ? 1 : 0);
  }
}
