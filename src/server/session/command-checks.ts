/** Runs the commands that tasks are checked with: not at each key, and one after the other. */
import type { Sandbox } from "../sandbox/sandbox.ts";

/** So long after the terminal was last heard, so that a command has come to its end. */
const calmMs = 300;
/** A terminal that never falls silent does not put the check off for longer. */
const restlessMs = 2000;
const timeoutMs = 5000;
/** What a learner is told of a command's output. */
const messageLengthMax = 300;

export class CommandChecks {
  readonly #sandboxRun: Sandbox["run"];
  readonly #look: () => Promise<void>;
  #timer: NodeJS.Timeout | undefined;
  #askedAt: number | null = null;
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
    this.#askedAt ??= now;
    clearTimeout(this.#timer);
    const wait = Math.max(0, Math.min(calmMs, this.#askedAt + restlessMs - now));
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
      // Nobody waits for us who could be told, and a visitor can bring about most of it.
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
    try {
      await this.#look();
    } finally {
      this.#isLooking = false;
      if (this.#askedAt !== null) this.ask();
    }
  }
}
