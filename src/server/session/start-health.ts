/** Whether labs start: what the last start says, and a trial when that was a failure and nobody has come since. */

const trialEveryMs = 15_000;

export class StartHealth {
  #trouble: string | null = null;
  #triedAt = Number.NEGATIVE_INFINITY;

  /** A lab started. */
  succeeded(): void {
    this.#trouble = null;
  }

  /** @param error why one did not */
  failed(error: unknown): void {
    this.#trouble = error instanceof Error ? error.message : String(error);
  }

  /**
   * @param trial starts a lab for nobody and removes it; rejects if that fails
   * @returns null if labs start, else what the last one failed with
   */
  async look(trial: () => Promise<void>, now: number): Promise<string | null> {
    if (this.#trouble === null || now - this.#triedAt < trialEveryMs) return this.#trouble;
    this.#triedAt = now;
    await trial().then(
      () => this.succeeded(),
      (error) => this.failed(error),
    );
    return this.#trouble;
  }
}
