/** A scripted sandbox, to show what a real one cannot show on demand: losses, refusals, every end. */

import { Listeners } from "../../../src/client/sandbox/listeners.ts";
import {
  type QueueListener,
  type Sandbox,
  type SandboxDriver,
  type SandboxEnd,
  SandboxError,
  type SandboxListener,
  type SandboxRequest,
} from "../../../src/client/sandbox/sandbox.ts";
import type { Process, ProcessEvent, Processes } from "../../../src/protocol/processes.ts";

export interface Refusal {
  title: string;
  detail: string;
  retryAfterSeconds?: number;
}

/** Starts fakes, and refuses as often as it is told to. */
export class FakeDriver implements SandboxDriver {
  readonly refusals: Refusal[] = [];
  readonly started: FakeSandbox[] = [];
  terminals = [{ id: 0, title: "Terminal" }];
  lifeTime_ms = 30 * 60_000;

  /** Places in the queue to be told of, the last until the test says `turn`. */
  readonly places: { place: number; waitSeconds: number }[] = [];
  turn = () => {};

  async start(request: SandboxRequest, queue: QueueListener): Promise<Sandbox | null> {
    if (this.places.length > 0) {
      const isLeft = new Promise<boolean>((resolve) => {
        queue.signal.addEventListener("abort", () => resolve(true));
        this.turn = () => resolve(false);
      });
      for (const place of this.places.splice(0)) queue.place(place);
      if (await isLeft) return null;
    }
    const refusal = this.refusals.shift();
    if (refusal) throw new SandboxError(refusal.title, refusal.detail, refusal);
    const sandbox = new FakeSandbox(request, this.terminals, Date.now() + this.lifeTime_ms);
    this.started.push(sandbox);
    return sandbox;
  }

  async resume(): Promise<Sandbox | "elsewhere" | null> {
    return null;
  }

  get last(): FakeSandbox {
    const last = this.started.at(-1);
    if (!last) throw new Error("nothing was started");
    return last;
  }
}

/** With the mark that bash is given for who wants to know when it waits for a command. */
const prompt = "\x1b]133;D;0\x07root@lab:~# ";

/** Echoes what is typed; everything else happens when the test says so. */
export class FakeSandbox implements Sandbox {
  readonly init;
  readonly terminals;
  readonly tasks = [];
  readonly idleSeconds = 600;
  /** All that was typed into it. */
  typed = "";
  sizes: string[] = [];
  taken = 0;
  extended = 0;
  stops = 0;
  #expiresAt: number;
  readonly #listeners = new Listeners();

  constructor({ init }: SandboxRequest, terminals: { id: number; title: string }[], expiresAt: number) {
    this.init = init;
    this.terminals = terminals;
    this.#expiresAt = expiresAt;
  }

  subscribe(listener: Partial<SandboxListener>, signal: AbortSignal): void {
    this.#listeners.add(listener, signal);
  }

  connect(): void {
    this.tell((on) => on.connection?.({ is: "open" }));
    this.tell((on) => on.hello?.({ replay: this.typed !== "" }));
    this.tell((on) => on.expires?.(this.#expiresAt));
    this.print(prompt);
  }

  write(terminal: number, bytes: Uint8Array): void {
    this.typed += new TextDecoder().decode(bytes);
    const line = `\r\n${prompt}`;
    this.print(new TextDecoder().decode(bytes).replaceAll("\r", line).replaceAll("\x03", line), terminal);
  }

  resize(terminal: number, cols: number, rows: number): void {
    this.sizes.push(`${terminal}:${cols}x${rows}`);
  }

  stop(): void {
    this.stops += 1;
  }

  /** Of tasks whose solution depends on the sandbox. */
  async solutionOf(task: string) {
    return [{ kind: "bash", text: `solve-${task}` }];
  }

  async extend(): Promise<void> {
    this.extended += 1;
    this.#expiresAt += 10 * 60_000;
    this.tell((on) => on.expires?.(this.#expiresAt));
  }

  async end(): Promise<void> {
    this.over({ reason: "deleted", detail: "" });
  }

  async endForNext(): Promise<string | null> {
    await this.end();
    return null;
  }

  leave(): void {}

  tell(how: (listener: Partial<SandboxListener>) => void): void {
    this.#listeners.tell(how);
  }

  print(text: string, terminal = 0): void {
    const bytes = new TextEncoder().encode(text);
    this.tell((on) =>
      on.output?.(terminal, bytes, () => {
        this.taken += bytes.length;
      }),
    );
  }

  over(end: SandboxEnd): void {
    this.tell((on) => on.ended?.(end));
  }

  /** @param seen how: sampled, with a gap */
  processes(list: Process[], max: number | null = 64, seen: Pick<Processes, "sampled" | "gap"> = {}): void {
    this.tell((on) => on.processes?.({ at: Date.now(), pids: { current: list.length, max }, list, ...seen }));
  }

  event(event: ProcessEvent): void {
    this.tell((on) => on.event?.(event));
  }
}
