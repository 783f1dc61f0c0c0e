/** How a recording plays: idle time is squeezed, so a moment of it has a place on a shorter line. */
import type { Recording } from "./recording.ts";

/** Nothing is seen for longer than this when idle time is squeezed. */
export const idle_ms_max = 1_500;

/** A pause: from where on, and how much of it is left out. */
interface Cut {
  from_ms: number;
  cut_ms: number;
}

export class Pace {
  readonly #cuts: readonly Cut[];

  /** @param squeezed false: all time is played as it was */
  constructor(recording: Recording, squeezed: boolean) {
    this.#cuts = squeezed ? cutsOf(recording) : [];
  }

  /** The moment that follows `at_ms` by so much play time. */
  after(at_ms: number, played_ms: number): number {
    let now_ms = at_ms;
    let left_ms = played_ms;
    for (const { from_ms, cut_ms } of this.#cuts) {
      if (from_ms + cut_ms <= now_ms) continue;
      const until_ms = from_ms - now_ms;
      if (until_ms > left_ms) break;
      left_ms -= Math.max(0, until_ms);
      now_ms = from_ms + cut_ms;
    }
    return now_ms + left_ms;
  }
}

function cutsOf({ segments, end_ms }: Recording): Cut[] {
  const cuts: Cut[] = [];
  let before_ms = segments[0]?.start_ms ?? 0;
  const rest = (at_ms: number): void => {
    const idle_ms = at_ms - before_ms;
    if (idle_ms > idle_ms_max) cuts.push({ from_ms: before_ms + idle_ms_max / 2, cut_ms: idle_ms - idle_ms_max });
    before_ms = at_ms;
  };
  for (const { happenings } of segments) for (const { at_ms } of happenings) rest(at_ms);
  rest(end_ms);
  return cuts;
}
