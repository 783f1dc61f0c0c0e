/** Writes down what a session shows while it shows it. */
import type { Exit, ProcessEvent, Processes } from "../protocol/processes.ts";
import type { TaskDone, What } from "./happenings.ts";
import { changeBetween } from "./process-changes.ts";
import type { Recording, RecordingAbout } from "./recording.ts";
import { type Screen, Track } from "./track.ts";

/** Of the 20 MB that a recording may take; what is not counted exactly has the rest. */
const recorderCostMax = 15 * 1024 * 1024;
/** Repeated output within this time is one happening. */
const together_ms = 15;

export interface RecorderOptions {
  about: RecordingAbout;
  /** Milliseconds since the beginning. */
  clock_ms: () => number;
  /** What the terminals show, with all that was recorded of them and nothing else. */
  screens?: () => readonly Screen[] | null;
  costMax?: number;
}

export class Recorder {
  /** Off unless somebody asks for it: what is typed may be a password. */
  recordsInput = false;
  readonly #about: RecordingAbout;
  readonly #clock_ms: () => number;
  readonly #track: Track;
  readonly #decoders = new Map<number, TextDecoder>();
  readonly #names = new Map<string, string>();
  #over_ms: number | null = null;

  constructor({ about, clock_ms, screens, costMax = recorderCostMax }: RecorderOptions) {
    this.#about = about;
    this.#clock_ms = clock_ms;
    this.#track = new Track(costMax, screens);
  }

  /** What was recorded up to now. It grows while the session goes on. */
  get recording(): Recording {
    return { about: this.#about, segments: this.#track.segments, end_ms: Math.max(this.#track.end_ms, this.now_ms) };
  }

  get now_ms(): number {
    return this.#over_ms ?? Math.max(0, Math.round(this.#clock_ms()));
  }

  /** The session is over, and its time stands still. */
  finish(): void {
    this.#over_ms = this.now_ms;
  }

  /** About how much memory it takes, in bytes. */
  get cost(): number {
    return this.#track.cost;
  }

  /** To be called when the bytes are on the screen. */
  output(terminal: number, bytes: Uint8Array): void {
    // A character may be cut in two by the end of a message.
    const decoder = this.#decoders.get(terminal) ?? new TextDecoder();
    this.#decoders.set(terminal, decoder);
    const text = decoder.decode(bytes, { stream: true });
    if (text === "") return;
    const last = this.#track.segments.at(-1)?.happenings.at(-1);
    const isMore = last?.kind === "output" && last.terminal === terminal && this.now_ms - last.at_ms < together_ms;
    if (isMore && last.text.length < 4096) this.#track.lengthen(last, text);
    else this.#add({ kind: "output", terminal, text });
  }

  input(terminal: number, bytes: Uint8Array): void {
    if (this.recordsInput) this.#add({ kind: "input", terminal, text: new TextDecoder().decode(bytes) });
  }

  resize(terminal: number, cols: number, rows: number): void {
    this.#add({ kind: "resize", terminal, cols, rows });
  }

  /** The terminals are empty again, and get their last bytes anew. */
  restart(): void {
    this.#decoders.clear();
    for (const { id } of this.#about.terminals) this.#add({ kind: "output", terminal: id, text: "\x1bc" });
  }

  processes(processes: Processes): void {
    const change = changeBetween(this.#track.processes, processes);
    if (!change) return;
    for (const process of change.set ?? []) process.command = this.#interned(process.command);
    this.#add({ kind: "processes", change });
  }

  event(event: ProcessEvent): void {
    this.#add({ kind: "event", event });
  }

  task(task: TaskDone): void {
    this.#add({ kind: "task", task });
  }

  mark(label: string): void {
    this.#add({ kind: "mark", label });
  }

  exit(exit: Exit): void {
    this.#add({ kind: "exit", exit });
  }

  #add(happening: What): void {
    this.#track.add({ at_ms: this.now_ms, ...happening });
  }

  /** A thousand processes of one name share one string. */
  #interned(name: string): string {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    if (this.#names.size < 1_000) this.#names.set(name, name);
    return name;
  }
}
