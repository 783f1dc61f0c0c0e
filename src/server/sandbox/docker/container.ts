/** A running sandbox: a container of the daemon, or several that have joined one. */
import { constants } from "node:os";
import type { Duplex } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import type { Exit } from "../../../protocol/processes.ts";
import { describeEnd } from "../container/end.ts";
import { RecentKills } from "../container/recent-kills.ts";
import { messageOf } from "../errors.ts";
import { withLastWords } from "../last-words.ts";
import type { InsideView } from "../processes/look-inside.ts";
import { watchBy, watchProcesses } from "../processes/watch.ts";
import {
  type ProcessObserver,
  type Sandbox,
  type SandboxEnd,
  SandboxError,
  type SandboxSpec,
  type Terminal,
} from "../sandbox.ts";
import { containerSchema } from "./answers.ts";
import type { DockerContext } from "./context.ts";
import { describeCode, exitOf, killed, waitForExit } from "./end.ts";
import { isNotRunning, openTerminal, runInContainer } from "./exec.ts";
import type { OutsideView } from "./look-outside.ts";

/** How long the last output may take to be read, before the session counts as ended all the same. */
const lastOutputMs = 500;
const aliveEveryMs = 1000;
/** When PID 1 ends, the other containers are killed just before its own end, and told of in any order. */
const endsTogetherMs = 3000;

export interface StartedContainer {
  name: string;
  containerId: string;
  terminal: Terminal;
}

export interface StartedSandbox {
  context: DockerContext;
  spec: SandboxSpec;
  /** Its first process is PID 1. */
  main: StartedContainer;
  /** Those that joined it. */
  further: readonly StartedContainer[];
  /** How its processes are looked at. */
  view: { from: "outside"; outside: OutsideView } | { from: "inside"; inside: InsideView };
}

interface Running extends StartedContainer {
  /** The exit code, or why that is not told. */
  ended: Promise<number | string>;
}

export class DockerSandbox implements Sandbox {
  readonly id: string;
  readonly terminal: Terminal;
  readonly furtherTerminals: readonly Terminal[];
  readonly ended: Promise<SandboxEnd>;
  /** Settles when nothing of it is left, or that was tried in vain. Never rejects. */
  readonly removed: Promise<void>;
  readonly #started: StartedSandbox;
  readonly #main: Running;
  readonly #further: readonly Running[];
  /** Has terminal 0, and what is run later. */
  readonly #first: Running;
  readonly #unwatch = new Set<() => void>();
  /** Of further terminals. */
  readonly #sockets = new Set<Duplex>();
  /** Where its processes can be looked at. */
  readonly seenFrom: "inside" | "outside";
  #isOver = false;
  #onMemoryKill = () => {};
  #sentKill = false;
  readonly #released = new AbortController();
  #removing: Promise<void> | null = null;

  constructor(started: StartedSandbox) {
    const { context, spec, main, further, view } = started;
    this.id = spec.id;
    this.#started = started;
    const running = (one: StartedContainer): Running => ({
      ...one,
      ended: waitForExit(context.api, one.containerId, this.#released.signal),
    });
    this.#main = running(main);
    this.#further = further.map(running);
    this.#first = this.#further[0] ?? this.#main;
    this.terminal = this.#first.terminal;
    this.furtherTerminals = this.#further.slice(1).map((one) => withLastWords(one.terminal, this.#lastWordsOf(one)));
    // What nobody sees must not fill up, or who writes it waits for ever.
    if (this.#first !== this.#main) main.terminal.onData(() => {});
    this.seenFrom = view.from;
    this.ended = this.#waitForEnd();
    this.removed = this.ended
      .then(() => this.#remove())
      .catch((error) => {
        context.options.log.error(
          { sandbox: this.id, error: messageOf(error) },
          "a container is not removed yet; it is tried again when the daemon answers",
        );
      });
  }

  async openTerminal(size: { cols: number; rows: number }): Promise<Terminal> {
    const { context, spec } = this.#running();
    const { terminal, socket } = await openTerminal(context.api, this.#first.containerId, spec.shell, size);
    this.#sockets.add(socket);
    socket.once("close", () => this.#sockets.delete(socket));
    return terminal;
  }

  async run(
    command: string[],
    { timeoutMs }: { timeoutMs: number },
  ): Promise<{ exit: Exit; stdout: string; stderr: string }> {
    const { context } = this.#running();
    return runInContainer(context.api, this.#first.containerId, command, timeoutMs);
  }

  async signal(name: string): Promise<void> {
    if (!Object.hasOwn(constants.signals, name)) {
      throw new SandboxError(`There is no signal ${name}: write a name such as SIGTERM.`);
    }
    const { context, main } = this.#running();
    if (name === "SIGKILL") this.#sentKill = true;
    await context.api
      .call("POST", `/containers/${main.containerId}/kill`, { query: { signal: name } })
      .catch((error) => {
        if (!isNotRunning(error)) throw error; // It ended meanwhile.
      });
  }

  watch(observer: ProcessObserver): () => void {
    const { view } = this.#running();
    const stop =
      view.from === "outside"
        ? watchProcesses(view.outside, observer)
        : watchBy(view.inside.looks(), observer, view.inside.containerOf);
    this.#unwatch.add(stop);
    return () => {
      this.#unwatch.delete(stop);
      stop();
    };
  }

  onMemoryKill(listener: () => void): void {
    this.#onMemoryKill = listener;
  }

  async stop(): Promise<void> {
    if (!this.#isOver) this.#sentKill = true;
    await this.#remove();
  }

  /** Lets go of it: it runs on, and nobody here learns of its end. */
  release(): void {
    this.#released.abort();
    for (const stop of this.#unwatch) stop();
    const { view } = this.#started;
    for (const { terminal } of this.#containers) terminal.close();
    if (view.from === "inside") view.inside.close();
  }

  async #waitForEnd(): Promise<SandboxEnd> {
    const { view } = this.#started;
    const kills = new RecentKills(
      () => this.#outOfMemoryKills(),
      () => this.#onMemoryKill(),
    );
    const { promise: closed, resolve: close } = Promise.withResolvers<void>();
    this.terminal.onClosed(() => {
      close();
      // PID 1 has just ended, most likely. The cgroup is there for a moment yet, and Podman does not tell what it knows.
      void this.#outOfMemoryKills().catch(() => {});
    });
    const look = setInterval(() => void this.#letGoIfOver(), aliveEveryMs).unref();
    const { code, whose } = await this.#howItEnds();
    clearInterval(look);
    if (this.#released.signal.aborted) {
      await kills.stop();
      return new Promise(() => {});
    }
    this.#isOver = true;
    for (const stop of this.#unwatch) stop();
    if (view.from === "inside") view.inside.close();
    const [memoryKill] = await Promise.all([
      kills.stop(),
      Promise.race([closed, delay(lastOutputMs, undefined, { ref: false })]),
    ]);
    if (typeof code === "string") {
      return { reason: "failed", detail: `The container daemon went away, and took the lab with it. ${code}` };
    }
    return describeEnd(exitOf(code, this.#sentKill || memoryKill), memoryKill, whose);
  }

  /**
   * As PID 1 did, or terminal 0's command if that ended alone: a lab is over when its shell is, and what is left goes with its
   * containers. (With one container they are the same.)
   */
  async #howItEnds(): Promise<{ code: number | string; whose?: string }> {
    const first = this.#first;
    const firstAlone = first.ended.then(async (code) => {
      // Whom the kernel ended with PID 1, it killed.
      if (code === killed || typeof code === "string") await delay(endsTogetherMs, undefined, { ref: false });
      return { code, whose: `the command of the container ${first.name}` };
    });
    const main = this.#main.ended.then((code) => ({ code }));
    return first === this.#main ? main : Promise.race([main, firstAlone]);
  }

  async #lastWordsOf({ name, ended }: Running): Promise<string> {
    const code = await ended;
    // It goes on, and another server will tell of its end.
    if (this.#released.signal.aborted) return new Promise(() => {});
    const how = typeof code === "string" ? "is gone, and nobody saw how" : describeCode(code);
    return `\r\n[The container ${name} has ended: it ${how}.]\r\n`;
  }

  /** Docker tells of an end only once all output is read, and whoever reads may have paused for ever. */
  async #letGoIfOver(): Promise<void> {
    const { view } = this.#started;
    if (view.from === "inside" || (await view.outside.isAlive())) return;
    await delay(lastOutputMs, undefined, { ref: false });
    this.#hangUp();
  }

  #hangUp(): void {
    for (const { terminal } of this.#containers) terminal.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  /** What the cgroup counted, or, when that went with the container before we looked, that there was one at all. */
  async #outOfMemoryKills(): Promise<number> {
    const { context, view } = this.#started;
    const counted = view.from === "outside" ? view.outside.outOfMemoryKills() : 0;
    if (counted > 0 || !this.#isOver) return counted;
    const containers = await Promise.all(
      this.#containers.map(({ containerId }) => context.api.find(containerSchema, `/containers/${containerId}/json`)),
    );
    return containers.some((container) => container?.State.OOMKilled) ? 1 : 0;
  }

  /** Once; a failure is tried again by the next who asks, and by the driver. */
  #remove(): Promise<void> {
    this.#hangUp(); // Docker waits for output that nobody reads, before it removes a container.
    const ids = this.#containers.map(({ containerId }) => containerId);
    this.#removing ??= this.#started.context.removals.removeAll(ids).catch((error) => {
      this.#removing = null;
      throw error;
    });
    return this.#removing;
  }

  /** The main one first. */
  get #containers(): readonly Running[] {
    return [this.#main, ...this.#further];
  }

  #running(): StartedSandbox {
    if (this.#isOver) throw new SandboxError("The sandbox has ended: start a new one.");
    return this.#started;
  }
}
