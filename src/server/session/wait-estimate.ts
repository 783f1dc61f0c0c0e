/** How long somebody in the queue will wait: a guess, to be shown as one. */

/** The pace of longer ago says nothing. */
const paceMs = 10 * 60_000;

/**
 * @param place 1 is next
 * @param plannedEnds when each live lab ends at the latest, in milliseconds by the clock of `now`
 * @param ends when labs ended, the latest last
 * @returns seconds, from 1
 */
export function estimateWaitSeconds(
  place: number,
  now: number,
  plannedEnds: readonly number[],
  ends: readonly number[],
): number {
  const inOrder = plannedEnds.toSorted((a, b) => a - b);
  const planned = (inOrder[Math.min(place, inOrder.length) - 1] ?? now) - now;
  const recent = ends.filter((end) => now - end < paceMs);
  const [first] = recent;
  const byPace = first !== undefined && recent.length > 1 ? ((now - first) / recent.length) * place : planned;
  return Math.max(1, Math.ceil(Math.min(planned, byPace) / 1000));
}
