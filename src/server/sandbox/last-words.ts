/** A terminal that has something to say when all that its program wrote is read. */
import type { Terminal } from "./sandbox.ts";

/** @param words settles when the terminal closes, or before */
export function withLastWords(terminal: Terminal, words: Promise<string>): Terminal {
  return {
    onData: (listener) => {
      terminal.onData(listener);
      terminal.onClosed(() => void words.then((text) => listener(Buffer.from(text))));
    },
    onClosed: (listener) => terminal.onClosed(() => void words.then(listener)),
    get inputQueuedBytes() {
      return terminal.inputQueuedBytes;
    },
    write: (bytes) => terminal.write(bytes),
    resize: (size) => terminal.resize(size),
    pause: () => terminal.pause(),
    resume: () => terminal.resume(),
    close: () => terminal.close(),
  };
}
