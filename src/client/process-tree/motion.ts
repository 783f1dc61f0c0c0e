/** Numbers that move. One clock for all of them, and none while nothing moves. */

export type Values = Record<"x" | "y" | "opacity" | "fromX" | "fromY", number>;

interface Movement {
  begin: Values;
  end: Values;
  start_ms: number;
  duration_ms: number;
  draw(values: Values): void;
  done?: (() => void) | undefined;
}

export class Motion {
  readonly #moving = new Map<object, Movement>();
  #frame = 0;

  /** Moves on from where it is now. A duration of 0 is there at once. */
  move(what: object, movement: Omit<Movement, "start_ms">): void {
    this.#moving.delete(what);
    if (movement.duration_ms === 0) {
      movement.draw(movement.end);
      movement.done?.();
      return;
    }
    this.#moving.set(what, { ...movement, start_ms: performance.now() });
    this.#frame ||= requestAnimationFrame(() => this.#step());
  }

  stop(what: object): void {
    this.#moving.delete(what);
  }

  stopAll(): void {
    this.#moving.clear();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  #step(): void {
    const now = performance.now();
    for (const [what, movement] of this.#moving) {
      const { begin, end, start_ms, duration_ms, draw, done } = movement;
      const part = Math.min(1, Math.max(0, (now - start_ms) / duration_ms));
      draw(between(begin, end, part));
      if (part < 1) continue;
      this.#moving.delete(what);
      done?.();
    }
    this.#frame = this.#moving.size > 0 ? requestAnimationFrame(() => this.#step()) : 0;
  }
}

/** @param part from 0 to 1, in time; slow at both ends */
export function between(begin: Values, end: Values, part: number): Values {
  const way = part < 0.5 ? 4 * part ** 3 : 1 - (-2 * part + 2) ** 3 / 2;
  const mix = (name: keyof Values): number => begin[name] + (end[name] - begin[name]) * way;
  return { x: mix("x"), y: mix("y"), opacity: mix("opacity"), fromX: mix("fromX"), fromY: mix("fromY") };
}
