/** How long keys take to come back as characters on the terminal. */
import { setTimeout as sleep } from "node:timers/promises";
import { time } from "./statistics.ts";

export interface Typewriter {
  /** All that the terminal has said since this was emptied. */
  text: string;
  send(text: string): void;
  says(pattern: RegExp): Promise<void>;
}

/**
 * Types at a shell's prompt. Each key is waited for, so none can be lost unnoticed.
 * @param pauseMs between two keys
 * @returns milliseconds for each key
 */
export async function echoes(terminal: Typewriter, keys: number, pauseMs = 0): Promise<number[]> {
  const taken: number[] = [];
  for (let key = 0; key < keys; key++) {
    if (pauseMs > 0) await sleep(pauseMs);
    terminal.text = "";
    taken.push(
      await time(async () => {
        terminal.send("x");
        await terminal.says(/x/);
      }),
    );
    if (key % 40 !== 39) continue;
    terminal.text = "";
    terminal.send("\u0015"); // Ctrl-U: a line that wraps would be drawn anew.
    await terminal.says(/[\s\S]/);
  }
  return taken;
}
