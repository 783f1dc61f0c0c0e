/** What a terminal shows, and whether its shell waits for a command: the eyes and fingers of whoever solves a lab. */
import { createRequire } from "node:module";
import { setTimeout as delay } from "node:timers/promises";

// The package has a browser's bundle and one for CommonJS; a terminal that is never opened needs no browser.
const xterm: typeof import("@xterm/xterm") = createRequire(import.meta.url)("@xterm/xterm");

/** What bash sends when it begins to read a line, and when it has read one (bracketed paste, a part of readline). */
const readsLine = 2004;
/** Ends a line, or a program: what the shell said before it says nothing of now. */
const makesBusy: readonly string[] = ["\r", "\n", "\x03", "\x04", "\x1a", "\x1c"];

export class Screen {
  readonly #terminal = new xterm.Terminal({ cols: 80, rows: 24, scrollback: 5000, allowProposedApi: true });
  readonly #send: (bytes: Uint8Array) => void;
  readonly #waiting = new Set<() => void>();
  #reads = 0;
  #readsBefore = 0;
  #commands = 0;
  #status = 0;
  #over: string | undefined;
  #typed = "";
  #start: { readonly line: number } | undefined;

  constructor(send: (bytes: Uint8Array) => void) {
    this.#send = send;
    const { parser } = this.#terminal;
    parser.registerCsiHandler({ prefix: "?", final: "h" }, ([mode]) => {
      if (mode === readsLine) this.#reads += 1;
      return false;
    });
    parser.registerOscHandler(133, (mark) => {
      // The mark "D;STATUS": a command has ended (session/spec.ts).
      this.#commands += 1;
      this.#status = Number(/^D;(\d+)$/.exec(mark)?.[1] ?? 0);
      return true;
    });
    // Programs ask terminals questions.
    this.#terminal.onData((answer) => this.#send(Buffer.from(answer)));
  }

  show(bytes: Uint8Array, drawn: () => void): void {
    this.#terminal.write(bytes, () => {
      drawn();
      this.look();
    });
  }

  /** Nothing more will come. @param why in words for a person */
  end(why: string): void {
    this.#over = why;
    this.look();
  }

  dispose(): void {
    this.#terminal.dispose();
  }

  /** Of the command that ended last. */
  get status(): number {
    return this.#status;
  }

  /** The shell reads a line. */
  get isAtPrompt(): boolean {
    return this.#reads > this.#readsBefore;
  }

  /** Commands that the shell has seen end. */
  get commands(): number {
    return this.#commands;
  }

  /** What a person sees, without empty lines at the end. */
  text(): string {
    const { active } = this.#terminal.buffer;
    return this.#rows(active.viewportY, active.viewportY + this.#terminal.rows);
  }

  /** What has come since a line was typed last; of a program that takes the whole screen, all of it. */
  answer(): string {
    const { active } = this.#terminal.buffer;
    if (active.type === "alternate") return this.text();
    const shown = this.#rows(Math.max(0, this.#start?.line ?? 0), active.length);
    const echo = shown.indexOf(this.#typed);
    return this.#typed === "" || echo < 0 ? shown : shown.slice(echo + this.#typed.length);
  }

  type(keys: string): void {
    if (makesBusy.some((key) => keys.includes(key))) {
      this.#readsBefore = this.#reads;
      this.#start = this.#terminal.registerMarker(0);
      this.#typed = "";
    }
    this.#send(Buffer.from(keys));
  }

  /** A line and Enter. */
  typeLine(line: string): void {
    this.type(`${line}\r`);
    this.#typed = line;
  }

  /** Waits for something to be so. @throws Error that says what did not come */
  async until(is: () => boolean, seconds: number, what: string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const look = () => {
      if (is()) resolve();
      else if (this.#over !== undefined) reject(new Error(`${what} did not come: ${this.#over}`));
    };
    const done = new AbortController();
    this.#waiting.add(look);
    look();
    const late = delay(seconds * 1000, undefined, { signal: done.signal }).then(
      () => reject(new Error(`${what} did not come in ${seconds} s`)),
      () => {},
    );
    await promise.finally(() => {
      this.#waiting.delete(look);
      done.abort();
    });
    await late;
  }

  /** Something that is waited for may have changed. */
  look(): void {
    for (const look of this.#waiting) look();
  }

  /** Lines that were broken at the edge are one. */
  #rows(from: number, to: number): string {
    const { active } = this.#terminal.buffer;
    let text = "";
    for (let at = from; at < to; at += 1) {
      const row = active.getLine(at);
      if (row === undefined) break;
      const isBroken = active.getLine(at + 1)?.isWrapped ?? false;
      text += `${row.isWrapped || at === from ? "" : "\n"}${row.translateToString(!isBroken)}`;
    }
    return text.replaceAll(/[ \t]+$/gm, "").trimEnd();
  }
}
