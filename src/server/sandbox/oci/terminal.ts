/** One terminal of a sandbox: bytes over the streams of its console process. */
import type { Readable, Writable } from "node:stream";
import type { Terminal } from "../sandbox.ts";

export class ConsoleTerminal implements Terminal {
  readonly #input: Writable;
  readonly #output: Readable;
  readonly #tell: (line: string) => void;

  /** @param tell sends one line to the console program */
  constructor(input: Writable, output: Readable, tell: (line: string) => void) {
    this.#input = input;
    this.#output = output;
    this.#tell = tell;
    // A terminal that is closed while something is typed: the bytes have nowhere to go, and `onClosed` says so.
    input.on("error", () => {});
    output.on("error", () => output.destroy());
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    this.#output.on("data", listener);
  }

  onClosed(listener: () => void): void {
    if (this.#output.closed) process.nextTick(listener);
    else this.#output.once("close", listener);
  }

  get inputQueuedBytes(): number {
    return this.#input.writableLength;
  }

  write(bytes: Uint8Array): void {
    if (this.#input.writable) this.#input.write(bytes);
  }

  resize({ cols, rows }: { cols: number; rows: number }): void {
    this.#tell(`resize ${cols} ${rows}`);
  }

  pause(): void {
    this.#output.pause();
  }

  resume(): void {
    this.#output.resume();
  }

  /** The console hangs the terminal up, as when a window is closed. */
  close(): void {
    this.#input.end();
  }
}
