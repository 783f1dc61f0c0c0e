/** The clock of a recording: it plays, stops, jumps. */
import { Pace } from "../../recording/pace.ts";
import { beginning, type Recording } from "../../recording/recording.ts";

const end_ms = 40;

export const speeds = [0.5, 1, 2, 4, 8] as const;

export class Player {
  speed = 1;
  isSqueezed = true;
  readonly #recording: () => Recording;
  readonly #moved: () => void;
  #at_ms: number;
  #frame = 0;

  /** @param moved called after each change of the time, and of whether it plays */
  constructor(recording: () => Recording, moved: () => void) {
    this.#recording = recording;
    this.#moved = moved;
    this.#at_ms = beginning(recording());
  }

  get at_ms(): number {
    return this.#at_ms;
  }

  get isPlaying(): boolean {
    return this.#frame !== 0;
  }

  /** A recording that grows is a little longer each time that one looks. */
  get isAtEnd(): boolean {
    return this.#at_ms > this.#recording().end_ms - end_ms;
  }

  /** To a moment; whatever lies outside of the recording is its beginning or end. */
  go(at_ms: number): void {
    const recording = this.#recording();
    this.#at_ms = Math.min(recording.end_ms, Math.max(beginning(recording), at_ms));
    this.#moved();
  }

  /** From the beginning again, when it is at the end. */
  play(): void {
    if (this.isPlaying) return;
    if (this.isAtEnd) this.#at_ms = beginning(this.#recording());
    this.#tick(performance.now(), new Pace(this.#recording(), this.isSqueezed));
    this.#moved();
  }

  pause(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#moved();
  }

  /** What was chosen of speed and idle time holds from now on. */
  rechosen(): void {
    if (!this.isPlaying) return;
    cancelAnimationFrame(this.#frame);
    this.#tick(performance.now(), new Pace(this.#recording(), this.isSqueezed));
  }

  #tick(before: number, pace: Pace): void {
    this.#frame = requestAnimationFrame((now) => {
      this.go(pace.after(this.#at_ms, Math.max(0, now - before) * this.speed));
      if (this.isAtEnd) {
        this.go(Number.POSITIVE_INFINITY);
        this.pause();
      } else if (this.isPlaying) this.#tick(now, pace);
    });
  }
}
