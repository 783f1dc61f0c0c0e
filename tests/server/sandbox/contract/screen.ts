/** A terminal of a sandbox, for tests: it waits for what it is to show. */
import type { Terminal } from "../../../../src/server/sandbox/sandbox.ts";

/** What bash sends around each line that it reads. */
const bracketedPaste = new RegExp(`${String.fromCharCode(27)}\\[\\?2004[hl]\\r?`, "g");

export const prompt = "root@lab:~# ";

/** Everything that a terminal has shown. */
export class Screen {
  text = "";
  readonly closed: Promise<void>;
  readonly #terminal: Terminal;
  readonly #waiting = new Set<() => void>();
  #isClosed = false;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    const decoder = new TextDecoder();
    terminal.onData((bytes) => {
      this.text += decoder.decode(bytes, { stream: true });
      for (const look of this.#waiting) look();
    });
    this.closed = new Promise((resolve) => terminal.onClosed(resolve));
    void this.closed.then(() => {
      this.#isClosed = true;
      for (const look of this.#waiting) look();
    });
  }

  type(text: string): void {
    this.#terminal.write(Buffer.from(text));
  }

  /** Waits for a text to come up after what was waited for before. @returns what came up to its end */
  async shows(wanted: string | RegExp): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const look = () => {
      const found = typeof wanted === "string" ? this.text.indexOf(wanted) : this.text.search(wanted);
      if (found >= 0) {
        const length = typeof wanted === "string" ? wanted.length : (wanted.exec(this.text)?.[0].length ?? 0);
        const shown = this.text.slice(0, found + length);
        this.text = this.text.slice(found + length);
        resolve(shown);
      } else if (this.#isClosed)
        reject(new Error(`The terminal closed and never showed ${wanted}, but:\n${this.text}`));
    };
    const timer = setTimeout(() => reject(new Error(`Not shown in 40 s: ${wanted}, but:\n${this.text}`)), 40_000);
    this.#waiting.add(look);
    look();
    return promise.finally(() => {
      clearTimeout(timer);
      this.#waiting.delete(look);
    });
  }

  /** Types a command at the prompt. @returns what it printed, once the next prompt is there */
  async command(line: string): Promise<string> {
    this.type(`${line}\n`);
    await this.shows("\r\n"); // The echo of what was typed.
    return (await this.shows(prompt)).replace(bracketedPaste, "").slice(0, -prompt.length);
  }
}
