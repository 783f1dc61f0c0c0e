/** An observer of the test's own, and what it tells of one namespace. */
import { Observer } from "../../src/server/sandbox/processes/observer.ts";
import type { ObserverLine } from "../../src/server/sandbox/processes/observer-line.ts";
import { artifacts } from "../server/sandbox/oci/artifacts.ts";

/** What it logs is an error here. `await using` ends it. */
export function observerForTest(args: string[] = [], warnings: string[] = []) {
  const keep = (details: object, message: string) => warnings.push(`${message} ${JSON.stringify(details)}`);
  const observer = new Observer(artifacts().observerBinary, { info: keep, warn: keep, error: keep }, args);
  return { observer, warnings, [Symbol.asyncDispose]: () => observer.close() };
}

export class Told {
  readonly lines: ObserverLine[] = [];
  /** How many were told to be missing. */
  missing = 0;
  /** How often it was said that there is no observer. */
  downs = 0;
  /** Counted as they come: of tens of thousands of lines each has somebody ask again. */
  readonly #counts = new Map<ObserverLine["kind"], number>();
  readonly #stop: () => void;
  #changed = () => {};

  /** Watches until `stop`. */
  constructor(observer: Observer, procFd: number) {
    this.#stop = observer.watch({
      procFd,
      see: (line) => {
        this.lines.push(line);
        this.#counts.set(line.kind, this.count(line.kind) + 1);
        if (line.kind === "miss") this.missing += line.count;
        this.#changed();
      },
      pause: () => {},
      down: () => {
        this.downs += 1;
        this.#changed();
      },
    });
  }

  stop(): void {
    this.#stop();
  }

  /** Resolves when that is so. */
  until(isSo: (told: Told) => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#changed = () => {
        if (isSo(this)) resolve();
      };
      this.#changed();
    });
  }

  /** Resolves when the picture stands. */
  listed(): Promise<void> {
    return this.until((told) => told.count("listed") > 0);
  }

  count(kind: ObserverLine["kind"]): number {
    return this.#counts.get(kind) ?? 0;
  }
}

/** As the test program says it. Names that were set without exec, and states, it does not tell. */
export function inWords(line: ObserverLine): string | null {
  switch (line.kind) {
    case "fork":
    case "zombie":
      return `${line.kind} ${line.pid} ${line.ppid}`;
    case "exec":
      return `exec ${line.pid} ${line.name}`;
    case "exit":
      return `exit ${line.pid} ${line.status}`;
    case "orphan":
      return `orphan ${line.pid} ${line.from} ${line.to} ${line.why}`;
    case "sid":
      return `sid ${line.pid}`;
    case "uid":
    case "gid":
      return `${line.kind} ${line.pid} ${line.real} ${line.effective}`;
    case "reap":
      return `reap ${line.pid} ${line.by} ${line.how}`;
    default:
      return null;
  }
}

/** The same of signals, which are told where the kernel can be asked for them. */
export function signalInWords(line: ObserverLine): string | null {
  if (line.kind !== "signal") return null;
  return `signal ${line.pid} ${line.number} ${line.from} ${line.ignored ? "ignored" : "taken"}`;
}

/** What is told of each process, in order. Of two processes at the same time nobody knows the order. */
export function byProcess(words: readonly string[]): Record<string, string[]> {
  return Object.groupBy(words, (line) => line.split(" ")[1] ?? "") as Record<string, string[]>;
}

/** Those that were told before what they came of, or after what ended it: a parent lives while it has a child or reaps one. */
export function toldOutOfTurn(words: readonly string[]): string[] {
  const told = new Set<string>();
  const isOutOfTurn = ([kind, pid, first, second]: string[]) => {
    const has = (word: string, of: string | undefined) => told.has(`${word} ${of}`);
    const lives = (of: string | undefined) => of === "0" || of === "1" || (has("fork", of) && !has("exit", of));
    if (kind === "fork") return !lives(first);
    if (kind === "orphan") return !has("exit", first) || has("reap", first) || !lives(second);
    if (kind === "reap") return !has("exit", pid) || !lives(first);
    return !lives(pid);
  };
  return words.filter((line) => {
    const parts = line.split(" ");
    const is = isOutOfTurn(parts);
    told.add(parts.slice(0, 2).join(" "));
    return is;
  });
}
