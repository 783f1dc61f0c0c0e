/** Several who watch the same sandbox see what one watch tells. */
import type { Processes } from "../../../protocol/processes.ts";
import type { ProcessObserver } from "../sandbox.ts";

export class SharedWatch {
  readonly #start: (observer: ProcessObserver) => () => void;
  readonly #observers = new Set<ProcessObserver>();
  #last: Processes | null = null;
  #stop = () => {};

  /** @param start begins to watch, for the first who comes; what it returns is called after the last has gone */
  constructor(start: (observer: ProcessObserver) => () => void) {
    this.#start = start;
  }

  /** Who comes later sees at once what the others saw last. @returns ends it for this one */
  join(observer: ProcessObserver): () => void {
    if (this.#observers.size === 0) this.#begin();
    this.#observers.add(observer);
    queueMicrotask(() => {
      if (this.#last && this.#observers.has(observer)) observer.processes(this.#last);
    });
    return () => {
      if (this.#observers.delete(observer) && this.#observers.size === 0) this.#stop();
    };
  }

  #begin(): void {
    this.#last = null;
    this.#stop = this.#start({
      processes: (snapshot) => {
        this.#last = snapshot;
        for (const observer of this.#observers) observer.processes(snapshot);
      },
      event: (event) => {
        for (const observer of this.#observers) observer.event(event);
      },
    });
  }
}
