/** The program of src/observer/: one for all sandboxes of a server, started when the first is watched. */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { messageOf } from "../errors.ts";
import type { Log } from "../log.ts";
import { type ObserverLine, parseObserverLine } from "./observer-line.ts";

/** One who wants to know of a sandbox. */
export interface ObserverClient {
  /** A descriptor of the sandbox's /proc, open as long as it is watched. */
  procFd: number;
  see(line: ObserverLine): void;
  /** All that was known at once is told. */
  pause(): void;
  /** There is no observer, for now or for good: look for yourself until `see` is called again. */
  down(): void;
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** A busy machine starts a program slowly, which is no fault: it is waited for, while processes are looked at. */
const lateMs = 5000;
const restartMsMin = 1000;
const restartMsMax = 60_000;
/** Its exit code where it can never work (src/observer/fail.c). */
const neverHere = 3;

export class Observer {
  readonly #binary: string;
  readonly #args: string[];
  readonly #log: Log;
  readonly #clients = new Map<number, ObserverClient>();
  #lastId = 0;
  #child: Child | null = null;
  /** It runs, and has not said in time that it is ready. */
  #late = false;
  #never = false;
  #closed = false;
  #restartMs = restartMsMin;
  #restart: NodeJS.Timeout | undefined;

  constructor(binary: string, log: Log, args: string[] = []) {
    this.#binary = binary;
    this.#args = args;
    this.#log = log;
  }

  /** @returns ends it */
  watch(client: ObserverClient): () => void {
    const id = ++this.#lastId;
    this.#clients.set(id, client);
    if (this.#child) {
      this.#tell(`watch ${id} ${client.procFd}`);
      if (this.#late) client.down();
    } else if (this.#never || this.#closed || this.#restart) client.down();
    else this.#start();
    return () => {
      if (this.#clients.delete(id)) this.#tell(`unwatch ${id}`);
    };
  }

  /** The process; null: it does not run. */
  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#restart);
    const child = this.#child;
    if (child === null) return;
    const gone = once(child, "exit");
    child.stdin.end();
    await gone;
  }

  #start(): void {
    const child = spawn(this.#binary, this.#args, {
      stdio: ["pipe", "pipe", "pipe"],
      env: {},
      // A session of its own: Ctrl-C at the server's terminal is for the server, which then ends it in order.
      detached: true,
    });
    this.#child = child;
    let errors = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      if (errors.length < 8192) errors += text;
    });
    child.stdin.on("error", () => {}); // It is gone: its end says more.
    const late = setTimeout(() => {
      this.#late = true;
      this.#log.warn({ lateMs }, "the observer is slow to start: processes are looked at until it is ready");
      this.#allDown();
    }, lateMs);
    const inTime = () => {
      clearTimeout(late);
      this.#late = false;
    };
    const bornAt = performance.now();
    const gone = (code: number | null, why: string) => {
      inTime();
      this.#gone(child, code, why, bornAt);
    };
    this.#listen(child, inTime);
    child.once("error", (error) => gone(neverHere, error.message));
    child.once("exit", (code) => gone(code, errors.trim()));
    for (const [id, { procFd }] of this.#clients) this.#tell(`watch ${id} ${procFd}`);
  }

  #listen(child: Child, ready: () => void): void {
    let touched = new Set<ObserverClient>();
    const see = (text: string) => {
      if (child !== this.#child) return;
      if (text === "ready") return ready();
      const line = parseObserverLine(text);
      const client = this.#clients.get(line.id);
      if (!client) return; // Nobody wants to know any more.
      client.see(line);
      if (touched.size === 0) setImmediate(pause);
      touched.add(client);
    };
    const pause = () => {
      const clients = touched;
      touched = new Set();
      for (const client of clients) client.pause();
    };
    const lines = createInterface({ input: child.stdout });
    lines.on("error", () => {}); // Of its input, whose end says more.
    lines.on("line", (text) => {
      try {
        see(text);
      } catch (error) {
        this.#log.error({ error: messageOf(error) }, "the observer said something strange, and is ended");
        child.kill("SIGKILL");
      }
    });
  }

  #gone(child: Child, code: number | null, errors: string, bornAt: number): void {
    if (this.#child !== child) return;
    this.#child = null;
    if (this.#closed) return;
    this.#never = code === neverHere;
    if (this.#never) {
      this.#log.info({ reason: errors }, "processes are looked at, as the kernel cannot be listened to");
    } else {
      if (performance.now() - bornAt > restartMsMax) this.#restartMs = restartMsMin;
      this.#log.warn({ code, errors, restartMs: this.#restartMs }, "the observer ended, and is started again");
      this.#restart = setTimeout(() => {
        this.#restart = undefined;
        if (this.#clients.size > 0) this.#start();
      }, this.#restartMs);
      this.#restart.unref();
      this.#restartMs = Math.min(this.#restartMs * 2, restartMsMax);
    }
    this.#allDown();
  }

  #allDown(): void {
    for (const client of [...this.#clients.values()]) client.down();
  }

  #tell(line: string): void {
    if (this.#child?.stdin.writable) this.#child.stdin.write(`${line}\n`);
  }
}
