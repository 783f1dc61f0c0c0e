/** One terminal of a sandbox: bytes over streams, the rest over whatever the driver has. */
import type { Readable, Writable } from "node:stream";
import type { Terminal } from "./sandbox.ts";

export interface TerminalControls {
  resize(size: { cols: number; rows: number }): void;
  /** Hangs the terminal up, as when a window is closed. */
  close(): void;
}

export class StreamTerminal implements Terminal {
  readonly #input: Writable;
  readonly #output: Readable;
  readonly #controls: TerminalControls;

  constructor(input: Writable, output: Readable, controls: TerminalControls) {
    this.#input = input;
    this.#output = output;
    this.#controls = controls;
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

  resize(size: { cols: number; rows: number }): void {
    this.#controls.resize(size);
  }

  pause(): void {
    this.#output.pause();
  }

  resume(): void {
    this.#output.resume();
  }

  close(): void {
    this.#controls.close();
  }
}
