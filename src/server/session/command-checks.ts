/** Runs the commands that tasks are checked with: not at each key, and one after the other. */
import type { Sandbox } from "../sandbox/sandbox.ts";

/** So long after the terminal was last heard, so that a command has come to its end. */
const calmMs = 300;
/** A terminal that never falls silent does not put the check off for longer. */
const restlessMs = 2000;
/** After a look the next waits at least so long, twice as long each time, up to the longest: a look costs processes. */
const pauseMsMin = 300;
const pauseMsMax = 4000;
/** Or so many times as long as the look took, so that a machine without time for it is asked less. */
const pauseOfLook = 4;
/** Who did nothing for so long is answered at once again. */
const restMs = 5000;
const timeoutMs = 5000;
/** What a learner is told of a command's output. */
const messageLengthMax = 300;

export class CommandChecks {
  readonly #sandboxRun: Sandbox["run"];
  readonly #look: () => Promise<void>;
  #timer: NodeJS.Timeout | undefined;
  #askedAt: number | null = null;
  #lastAskedAt = 0;
  #pauseMs = pauseMsMin;
  #notBefore = 0;
  #isLooking = false;
  #isOver = false;

  /** @param look asks all commands that are of interest now */
  constructor(run: Sandbox["run"], look: () => Promise<void>) {
    this.#sandboxRun = run;
    this.#look = look;
  }

  /** Has `look` called soon. */
  ask(): void {
    if (this.#isOver) return;
    const now = performance.now();
    if (now - this.#lastAskedAt > restMs) this.#pauseMs = pauseMsMin;
    this.#lastAskedAt = now;
    this.#askedAt ??= now;
    clearTimeout(this.#timer);
    const wait = Math.max(0, this.#notBefore - now, Math.min(calmMs, this.#askedAt + restlessMs - now));
    this.#timer = setTimeout(() => void this.#lookNow(), wait);
  }

  /** @returns whether bash ended with this status, and the first line that it printed */
  async run(command: string, status: number): Promise<{ isSo: boolean; message: string }> {
    try {
      const { exit, stdout } = await this.#sandboxRun(["/bin/bash", "-c", command], { timeoutMs });
      const message = stdout.trim().split("\n")[0] ?? "";
      return { isSo: "code" in exit && exit.code === status, message: message.slice(0, messageLengthMax) };
    } catch {
      // It took too long, no process can start, the sandbox is on its way out, its daemon is away: then it is not so.
      // Nobody waits for us who could be told, and a visitor can bring about most of it. It may be so all the same, and the
      // terminal may say nothing more, so it is asked again, ever more seldom.
      this.ask();
      return { isSo: false, message: "" };
    }
  }

  close(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  async #lookNow(): Promise<void> {
    if (this.#isLooking) return; // What was asked for meanwhile comes after it.
    this.#isLooking = true;
    this.#askedAt = null;
    const startedAt = performance.now();
    try {
      await this.#look();
    } finally {
      this.#isLooking = false;
      const now = performance.now();
      this.#notBefore = now + Math.max(this.#pauseMs, (now - startedAt) * pauseOfLook);
      this.#pauseMs = Math.min(this.#pauseMs * 2, pauseMsMax);
      if (this.#askedAt !== null) this.ask();
    }
  }
}
