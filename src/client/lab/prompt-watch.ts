/** Knows whether a terminal's shell waits for a command: it marks each prompt, and what is typed makes it busy. */
import type { PidTerminal } from "../terminal/element.ts";

/** A command that takes longer has no end that is worth to be waited for. */
const patience_ms = 60_000;
const look_ms = 100;

export class PromptWatch {
  readonly #terminal: PidTerminal;
  readonly #signal: AbortSignal;
  #isWaiting = false;

  constructor(terminal: PidTerminal, signal: AbortSignal) {
    this.#terminal = terminal;
    this.#signal = signal;
    terminal.addEventListener(
      "pid-terminal-prompt",
      () => {
        this.#isWaiting = true;
      },
      { signal },
    );
  }

  typed(keys: Uint8Array): void {
    if (keys.some((key) => key === 3 || key === 4 || key === 13)) this.#isWaiting = false; // ^C, ^D, Enter
  }

  /** Resolves to false when it does not come in a minute, or the lab is over. */
  prompt(): Promise<boolean> {
    return this.#until(() => this.#isWaiting);
  }

  shows(text: string): Promise<boolean> {
    return this.#until(() => this.#terminal.text().includes(text));
  }

  async #until(is: () => boolean): Promise<boolean> {
    const endsAt = performance.now() + patience_ms;
    while (!is()) {
      if (this.#signal.aborted || performance.now() > endsAt) return false;
      await new Promise((resolve) => setTimeout(resolve, look_ms));
    }
    return true;
  }
}
