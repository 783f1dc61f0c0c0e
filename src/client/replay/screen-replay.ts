/** One terminal that shows any moment of a recording. */
import type { Happening } from "../../recording/happenings.ts";
import { happeningsBetween, happeningsFrom, type Recording, segmentAt } from "../../recording/recording.ts";
import type { PidTerminal, TerminalSize } from "../terminal/element.ts";

/** What a replay needs of a terminal. */
type Shown = Pick<PidTerminal, "fixedSize" | "write">;

interface Played {
  screen: string;
  happenings: Iterable<Happening>;
}

export class ScreenReplay {
  readonly #recording: () => Recording;
  readonly #terminal: Shown;
  readonly #id: number;
  /** What it shows; null when that is not known. */
  #at_ms: number | null = null;
  #wanted_ms: number | null = null;
  #working: Promise<void> | null = null;

  constructor(recording: () => Recording, terminal: Shown, id: number) {
    this.#recording = recording;
    this.#terminal = terminal;
    this.#id = id;
  }

  /** Resolves when this moment, or one that was asked for later, is on the screen. */
  async show(at_ms: number): Promise<void> {
    this.#wanted_ms = at_ms;
    this.#working ??= this.#work().finally(() => {
      this.#working = null;
    });
    await this.#working;
  }

  async #work(): Promise<void> {
    while (this.#wanted_ms !== null) {
      const to_ms = this.#wanted_ms;
      this.#wanted_ms = null;
      await this.#play(this.#start(to_ms));
      this.#at_ms = to_ms;
    }
  }

  /** What is to be played, after what is shown already or after the nearest screen that was kept, which is a part of it. */
  #start(to_ms: number): Played {
    const recording = this.#recording();
    const { about, segments } = recording;
    const kept = segments.slice(0, segmentAt(segments, to_ms) + 1).findLastIndex(({ screens }) => screens !== null);
    const segment = segments[kept];
    const from_ms = this.#at_ms;
    if (from_ms !== null && from_ms <= to_ms && from_ms >= (segment?.start_ms ?? 0)) {
      return { screen: "", happenings: happeningsBetween(recording, from_ms, to_ms) };
    }
    const screen = segment?.screens?.find(({ terminal }) => terminal === this.#id);
    this.#at_ms = null;
    this.#resize(screen ?? about.size);
    return { screen: `\x1bc${screen?.text ?? ""}`, happenings: happeningsFrom(recording, Math.max(0, kept), to_ms) };
  }

  /** In as few pieces as there are sizes: after each the page may be painted, with a terminal that is half there. */
  async #play({ screen, happenings }: Played): Promise<void> {
    let text = screen;
    for (const happening of happenings) {
      if (!("terminal" in happening) || happening.terminal !== this.#id) continue;
      if (happening.kind === "output") text += happening.text;
      if (happening.kind !== "resize") continue;
      await this.#write(text);
      text = "";
      this.#resize(happening);
    }
    await this.#write(text);
  }

  #resize({ cols, rows }: TerminalSize): void {
    const { fixedSize } = this.#terminal;
    if (fixedSize?.cols !== cols || fixedSize.rows !== rows) this.#terminal.fixedSize = { cols, rows };
  }

  async #write(text: string): Promise<void> {
    if (text !== "") await new Promise<void>((drawn) => this.#terminal.write(text, drawn));
  }
}
