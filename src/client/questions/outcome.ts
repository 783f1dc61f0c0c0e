/** Waits until the lab shows what a prediction was about. */
import type { Outcome } from "../../protocol/outcome.ts";
import type { LabSight } from "../lab/sight.ts";

export class Watch {
  readonly #outcome: Outcome;
  /** What was so before anything was done is no answer. */
  #isFresh = false;

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
  }

  /** Something of the prediction was run: what is seen from now on counts. */
  started(): void {
    this.#isFresh = true;
  }

  /** @returns whether this is what was to be seen */
  sees(sight: LabSight): boolean {
    const outcome = this.#outcome;
    if ("zombies" in outcome) {
      if (!("list" in sight)) return false;
      const is = sight.list.filter(({ state }) => state === "Z").length === outcome.zombies;
      if (!is) this.#isFresh = true;
      return is && this.#isFresh;
    }
    if (!("kind" in sight) || sight.kind !== outcome.event) return false;
    if (outcome.by !== undefined && !(sight.kind === "reaped" && sight.by === outcome.by)) return false;
    return outcome.to === undefined || (sight.kind === "orphaned" && sight.to === outcome.to);
  }
}
