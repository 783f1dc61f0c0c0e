/** What processes did while no page was there, for the next one that comes. */
import type { ProcessEvent, Processes } from "../../protocol/processes.ts";

/** The oldest go first. */
const eventsMax = 1000;

export class Missed {
  #events: ProcessEvent[] = [];
  #gap = false;

  event(event: ProcessEvent): void {
    this.#events.push(event);
    if (this.#events.length <= eventsMax) return;
    this.#events.shift();
    this.#gap = true;
  }

  list({ gap }: Processes): void {
    this.#gap ||= gap === true;
  }

  /** From then on nothing was missed. `gap`: something is not among the events. */
  take(): { events: ProcessEvent[]; gap: boolean } {
    const taken = { events: this.#events, gap: this.#gap };
    this.#events = [];
    this.#gap = false;
    return taken;
  }
}
