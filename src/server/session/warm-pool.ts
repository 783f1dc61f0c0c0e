/**
 * Sandboxes that are at their prompt before anybody asks for one. Each goes to one visitor and never comes back; a new
 * one is started in its place, one at a time, while no visitor waits for a start of their own.
 */
import type { FastifyBaseLogger } from "fastify";
import type { Lab } from "../../course/lab-file.ts";
import type { Init } from "../../protocol/labs.ts";
import { Demand } from "./demand.ts";
import type { OpenSandbox } from "./open-sandbox.ts";

/** Demand sinks with time, and what could not start is tried again, so often. */
const lookMs = 15_000;

/** A lab with one PID 1. */
interface Kind {
  lab: Lab;
  init: Init;
  demand: Demand;
  ready: Set<OpenSandbox>;
  /** How many shall be ready. */
  wanted: number;
}

export class WarmPool {
  readonly #open: (lab: Lab, init: Init) => Promise<OpenSandbox>;
  readonly #max: number;
  readonly #log: FastifyBaseLogger;
  readonly #onError: () => void;
  readonly #kinds: Kind[];
  readonly #timer: NodeJS.Timeout;
  readonly #removals = new Set<Promise<void>>();
  #room = 0;
  #filling: Promise<void> | null = null;
  #paused = false;
  #closed = false;

  /**
   * @param open starts a sandbox
   * @param max so many are kept at most, of all kinds together; 0: none
   */
  constructor(options: {
    open: (lab: Lab, init: Init) => Promise<OpenSandbox>;
    labs: readonly Lab[];
    max: number;
    log: FastifyBaseLogger;
    /** A start failed; it is logged here. */
    onError: () => void;
  }) {
    this.#open = options.open;
    this.#max = options.max;
    this.#log = options.log;
    this.#onError = options.onError;
    this.#kinds = options.labs.flatMap((lab) =>
      lab.inits.map((init, at): Kind => {
        // The first PID 1 is the one that a page offers.
        return { lab, init, demand: new Demand(at === 0 ? 1 : 0), ready: new Set(), wanted: 0 };
      }),
    );
    this.#timer = setInterval(() => this.#balance(), lookMs).unref();
  }

  /** How many are ready. */
  get size(): number {
    return this.#kinds.reduce((sum, { ready }) => sum + ready.size, 0);
  }

  /** One that is ready, the caller's from now on; null if there is none. Either way it counts as demand. */
  take(lab: Lab, init: Init): OpenSandbox | null {
    const kind = this.#kinds.find((each) => each.lab.id === lab.id && each.init === init);
    kind?.demand.note(performance.now());
    const [opened] = kind?.ready ?? [];
    if (!kind || !opened) return null;
    kind.ready.delete(opened);
    return opened;
  }

  /** So many places of the server are free: more are not kept. */
  limit(room: number): void {
    this.#room = room;
    this.#balance();
  }

  /** Visitors go first: while they wait for starts of their own, none is started here. */
  pause(paused: boolean): void {
    this.#paused = paused;
    this.#balance();
  }

  /** Stops all, and resolves when nothing of them is left. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#filling;
    this.limit(0);
    await Promise.all(this.#removals);
  }

  /** Removes what is too much, and starts what is missing. */
  #balance(): void {
    this.#trim();
    this.#filling ??= this.#fill().finally(() => {
      this.#filling = null;
    });
  }

  #trim(): void {
    this.#plan();
    for (const kind of this.#kinds)
      for (const opened of [...kind.ready].slice(kind.wanted)) {
        kind.ready.delete(opened);
        this.#remove(opened);
      }
  }

  /** A first one for each kind that is in demand, then a second, until there is no more room. */
  #plan(): void {
    const now = performance.now();
    const demands = this.#kinds.map((kind) => ({ kind, demand: kind.demand.at(now) }));
    demands.sort((a, b) => b.demand - a.demand);
    for (const kind of this.#kinds) kind.wanted = 0;
    let left = Math.min(this.#max, this.#room);
    for (let round = 1; left > 0 && round <= (demands[0]?.demand ?? 0); round++)
      for (const { kind, demand } of demands)
        if (demand >= round && left > 0) {
          kind.wanted++;
          left--;
        }
  }

  async #fill(): Promise<void> {
    for (;;) {
      const kind = this.#kinds.find(({ ready, wanted }) => ready.size < wanted);
      if (!kind || this.#paused || this.#closed) return;
      try {
        const opened = await this.#open(kind.lab, kind.init);
        kind.ready.add(opened);
        void opened.sandbox.ended.then(({ detail }) => this.#bury(kind, opened, detail));
      } catch (err) {
        this.#onError();
        this.#log.warn({ err, lab: kind.lab.id }, "no lab could be started ahead; it is tried again in a moment");
        return;
      }
      this.#trim();
    }
  }

  #bury(kind: Kind, opened: OpenSandbox, detail: string): void {
    if (!kind.ready.delete(opened)) return; // A visitor has it, or it was removed.
    this.#log.warn({ lab: kind.lab.id, detail }, "a lab that was started ahead ended before anybody came");
    this.#remove(opened);
  }

  #remove({ sandbox }: OpenSandbox): void {
    const removal = sandbox
      .stop()
      .catch((err) => this.#log.error({ err }, "a lab that nobody used could not be removed; the next start will try"))
      .finally(() => this.#removals.delete(removal));
    this.#removals.add(removal);
  }
}
