/**
 * Looks at a container's processes through a helper in it, where its /proc cannot be reached from outside: the daemon is on
 * another machine, we are in a container, or the container has a kernel of its own. The helper leaves itself out. It runs as the visitor does, who can deceive it
 * about their own processes, or end it; then another one is started.
 */
import type { ContainerNames, ContainerOf } from "./container-names.ts";
import { type ProcStat, parseProcStat } from "./proc-stat.ts";
import type { Looks } from "./watch.ts";

/** To be run in the container, with its input and output joined to `HelperStreams`. */
export const helperCommand = () => ["/usr/bin/perl", "-e", program];

export interface HelperStreams {
  write(text: string): void;
  onOutput(listener: (bytes: Uint8Array) => void): void;
  onClosed(listener: () => void): void;
  close(): void;
}

/**
 * A line to its input is answered with the stat of each process, a line, and its mount namespace, as far as it can be told;
 * each ended by a zero byte, and one more zero byte.
 */
const program = `
  $0 = "pid-one-watch";
  $| = 1;
  while (<STDIN>) {
    opendir my $proc, "/proc" or exit 1;
    for (sort { $a <=> $b } grep { /^\\d+$/ && $_ != $$ } readdir $proc) {
      open my $file, "<", "/proc/$_/stat" or next;
      local $/;
      print <$file> // "", readlink("/proc/$_/ns/mnt") // "", "\\0";
    }
    print "\\0";
  }`;

const answerMsMax = 5000;
/** Processes are limited, and a stat is some 300 bytes long. */
const answerCharactersMax = 4 * 1024 * 1024;

/** Lives as long as its container, so that whoever begins to watch sees at once what is there. */
export class InsideView {
  readonly #start: () => Promise<HelperStreams>;
  readonly #pidsMax: number;
  readonly #names: ContainerNames;
  /** Of the last look, by PID. */
  #mounts = new Map<number, string>();
  #helper: Promise<Helper> | null = null;
  /** The look that is under way: the helper answers one after the other. */
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  /**
   * @param start runs `helperCommand` in the container
   * @param names empty, where there is one
   */
  constructor(start: () => Promise<HelperStreams>, pidsMax: number, names: ContainerNames = new Map()) {
    this.#start = start;
    this.#pidsMax = pidsMax;
    this.#names = names;
  }

  /** In the last look. */
  readonly containerOf: ContainerOf = (pid) => {
    if (this.#names.size === 0) return "main";
    return this.#names.get(this.#mounts.get(pid) ?? "") ?? null;
  };

  /** Resolves when the helper is there, or was tried to be started in vain: a look tries again. */
  async prepare(): Promise<void> {
    await this.#started().catch(() => {});
  }

  looks(): Looks {
    return { look: () => this.#look(), close: () => {} };
  }

  close(): void {
    this.#closed = true;
    this.#forget();
  }

  #look(): ReturnType<Looks["look"]> {
    const look = this.#last.then(async () => {
      if (this.#closed) return null;
      try {
        const texts = await (await this.#started()).ask();
        this.#mounts.clear();
        const seen = texts.map((text) => this.#read(text)).filter((stat) => stat !== null);
        return { seen, pids: { current: seen.length, max: this.#pidsMax } };
      } catch (error) {
        this.#forget();
        throw error;
      }
    });
    this.#last = look.catch(() => {});
    return look;
  }

  #read(text: string): ProcStat | null {
    // The kernel writes a line break in a name as \\n.
    const [line = "", mounts = ""] = text.split("\n");
    const stat = parseProcStat(line);
    if (stat) this.#mounts.set(stat.pid, mounts);
    return stat;
  }

  #started(): Promise<Helper> {
    this.#helper ??= this.#start().then(askable);
    return this.#helper;
  }

  #forget(): void {
    void this.#helper?.then(
      ({ close }) => close(),
      () => {}, // It never started.
    );
    this.#helper = null;
  }
}

interface Helper {
  close(): void;
  ask(): Promise<string[]>;
}

function askable(streams: HelperStreams): Helper {
  let answer = "";
  let changed = () => {};
  let closed = false;
  const decoder = new TextDecoder();
  streams.onOutput((bytes) => {
    if (answer.length < answerCharactersMax) answer += decoder.decode(bytes, { stream: true });
    changed();
  });
  streams.onClosed(() => {
    closed = true;
    changed();
  });

  const ask = () =>
    new Promise<string[]>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error("the helper does not answer")), answerMsMax);
      changed = () => {
        const whole = answer.endsWith("\0\0") || answer === "\0";
        if (!whole && !closed && answer.length < answerCharactersMax) return;
        clearTimeout(timer);
        changed = () => {};
        if (whole) resolve(answer.slice(0, -2).split("\0"));
        else reject(new Error("the helper has ended"));
        answer = "";
      };
      streams.write("\n");
      changed();
    });
  return { ask, close: () => streams.close() };
}
