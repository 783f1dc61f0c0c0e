/** Knows whether a terminal's shell waits for a command: it marks each prompt, and what is typed makes it busy. */
import type { PidTerminal } from "../terminal/element.ts";
import { until } from "./until.ts";

/** A command that takes longer has no end that is worth to be waited for. */
const patience_ms = 60_000;

export class PromptWatch {
  readonly #terminal: PidTerminal;
  readonly #signal: AbortSignal;
  #isWaiting = false;
  #answer = () => this.#terminal.text();

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
    if (!keys.some((key) => key === 3 || key === 4 || key === 13)) return; // ^C, ^D, Enter
    this.#isWaiting = false;
    this.#answer = this.#terminal.answer();
  }

  /** Resolves to false when it does not come in a minute, or the lab is over. */
  prompt(): Promise<boolean> {
    return until(() => this.#isWaiting, patience_ms, this.#signal);
  }

  /** Something that was typed last has this for an answer. */
  shows(text: string): Promise<boolean> {
    return until(() => this.#answer().includes(text), patience_ms, this.#signal);
  }
}
