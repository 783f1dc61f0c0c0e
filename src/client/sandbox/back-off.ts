/** How long to wait before the next attempt, so that a server that comes back is not run over by all its pages at once. */

const first_ms = 500;
const longest_ms = 15_000;

/**
 * Doubles with each attempt that failed, half of it by chance.
 *
 * @param attempt 0 for the first one after a loss
 * @param chance from 0 to 1
 */
export function backOff_ms(attempt: number, chance: number): number {
  const full = Math.min(longest_ms, first_ms * 2 ** Math.min(attempt, 10));
  return Math.round(full / 2 + (full / 2) * chance);
}
