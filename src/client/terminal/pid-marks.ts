/** PIDs on the screen: they can be pointed at, gone to with keys, and marked. */
import type { IDecoration, IMarker, Terminal } from "@xterm/xterm";
import { pidsOf } from "./pids.ts";

export interface PidMarksHost {
  /** Whether there is such a process now. */
  isPid(pid: number): boolean;
  /** The pointer is at a PID; null: at none any more. */
  pointed(pid: number | null): void;
}

export class PidMarks {
  readonly #terminal: Terminal;
  readonly #host: PidMarksHost;
  #marked: number | null = null;
  #marks: { marker: IMarker; decoration: IDecoration | undefined }[] = [];

  constructor(terminal: Terminal, host: PidMarksHost) {
    this.#terminal = terminal;
    this.#host = host;
    terminal.registerLinkProvider({
      provideLinks: (row, give) => {
        const links = this.#pidsAt(row - 1).map(({ pid, column, length }) => ({
          range: { start: { x: column + 1, y: row }, end: { x: column + length, y: row } },
          text: String(pid),
          activate: () => host.pointed(pid), // For a finger, which cannot hover.
          hover: () => host.pointed(pid),
          leave: () => host.pointed(null),
        }));
        give(links);
      },
    });
  }

  /** The one that is marked. */
  get marked(): number | null {
    return this.#marked;
  }

  /** Marks a PID wherever the screen shows it; null: none. */
  mark(pid: number | null): void {
    if (pid === this.#marked) return;
    this.#marked = pid;
    for (const { marker, decoration } of this.#marks) {
      decoration?.dispose();
      marker.dispose();
    }
    this.#marks = pid === null ? [] : this.#onScreen().flatMap((found) => (found.pid === pid ? this.#put(found) : []));
  }

  /** From one PID on the screen to the next, from above or below. @returns which; null: there is none */
  step(way: 1 | -1): number | null {
    const pids = [...new Set(this.#onScreen().map(({ pid }) => pid))];
    const at = this.#marked === null ? -1 : pids.indexOf(this.#marked);
    const next = at === -1 && way === -1 ? pids.length - 1 : (at + way + pids.length) % Math.max(1, pids.length);
    const pid = pids[next] ?? null;
    this.mark(pid);
    return pid;
  }

  #onScreen() {
    const { viewportY } = this.#terminal.buffer.active;
    return Array.from({ length: this.#terminal.rows }, (_, at) => viewportY + at).flatMap((row) =>
      this.#pidsAt(row).map((found) => ({ ...found, row })),
    );
  }

  #pidsAt(row: number) {
    return pidsOf((at) => this.#text(at), row).filter(({ pid }) => this.#host.isPid(pid));
  }

  /** A character for each cell, whatever the cell holds. */
  #text(row: number): string | undefined {
    const line = this.#terminal.buffer.active.getLine(row);
    if (!line) return undefined;
    const plain = line.translateToString(true);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: this is where ASCII begins
    if (/^[\x00-\x7f]*$/.test(plain)) return plain;
    return Array.from({ length: line.length }, (_, at) => {
      const chars = line.getCell(at)?.getChars() ?? "";
      return chars.length === 1 ? chars : " ";
    }).join("");
  }

  #put({ pid, row, column, length }: { pid: number; row: number; column: number; length: number }) {
    const { baseY, cursorY } = this.#terminal.buffer.active;
    const marker = this.#terminal.registerMarker(row - baseY - cursorY);
    if (!marker) return [];
    const decoration = this.#terminal.registerDecoration({ marker, x: column, width: length, layer: "top" });
    decoration?.onRender((element) => {
      element.classList.add("pid-terminal__pid");
      element.dataset.pid = String(pid);
    });
    return [{ marker, decoration }];
  }
}
