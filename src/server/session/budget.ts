/** A token bucket: so many units a second in the long run, twice as many at once. */
export class Budget {
  readonly #perSecond: number;
  #left: number;
  #at: number;

  /** @param now milliseconds of any clock that only goes forward */
  constructor(perSecond: number, now: number) {
    this.#perSecond = perSecond;
    this.#left = perSecond * 2;
    this.#at = now;
  }

  /** @returns how many milliseconds to wait before the next spend; 0 when there is something left */
  spend(amount: number, now: number): number {
    const earned = ((now - this.#at) / 1000) * this.#perSecond;
    this.#left = Math.min(this.#perSecond * 2, this.#left + earned) - amount;
    this.#at = now;
    return this.#left >= 0 ? 0 : Math.ceil((-this.#left / this.#perSecond) * 1000);
  }
}
