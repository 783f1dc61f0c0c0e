/** A running sandbox: one container of the daemon. */
import { constants } from "node:os";
import type { Duplex } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import type { Exit } from "../../../protocol/processes.ts";
import { describeEnd } from "../container/end.ts";
import { RecentKills } from "../container/recent-kills.ts";
import { messageOf } from "../errors.ts";
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
import { containerSchema, waitSchema } from "./answers.ts";
import type { DockerContext } from "./context.ts";
import { exitOf } from "./end.ts";
import { isNotRunning, openTerminal, runInContainer } from "./exec.ts";
import type { OutsideView } from "./look-outside.ts";

/** How long the last output may take to be read, before the session counts as ended all the same. */
const lastOutputMs = 500;
const aliveEveryMs = 1000;

export interface StartedContainer {
  context: DockerContext;
  spec: SandboxSpec;
  containerId: string;
  terminal: Terminal;
  /** How its processes are looked at. */
  view: { from: "outside"; outside: OutsideView } | { from: "inside"; inside: InsideView };
}

export class DockerSandbox implements Sandbox {
  readonly id: string;
  readonly terminal: Terminal;
  readonly furtherTerminals: readonly Terminal[] = [];
  readonly ended: Promise<SandboxEnd>;
  /** Settles when nothing of it is left, or that was tried in vain. Never rejects. */
  readonly removed: Promise<void>;
  readonly #container: StartedContainer;
  readonly #unwatch = new Set<() => void>();
  /** Of further terminals. */
  readonly #sockets = new Set<Duplex>();
  /** Where its processes can be looked at. */
  readonly seenFrom: "inside" | "outside";
  #isOver = false;
  #onMemoryKill = () => {};
  #sentKill = false;
  readonly #released = new AbortController();
  #killsSeen = 0;
  #removing: Promise<void> | null = null;

  constructor(container: StartedContainer) {
    this.id = container.spec.id;
    this.terminal = container.terminal;
    this.seenFrom = container.view.from;
    this.#container = container;
    this.ended = this.#waitForEnd();
    this.removed = this.ended
      .then(() => this.#remove())
      .catch((error) => {
        container.context.options.log.error(
          { sandbox: this.id, error: messageOf(error) },
          "a container is not removed yet; it is tried again when the daemon answers",
        );
      });
  }

  async openTerminal(size: { cols: number; rows: number }): Promise<Terminal> {
    const { context, containerId, spec } = this.#running();
    const { terminal, socket } = await openTerminal(context.api, containerId, spec.shell, size);
    this.#sockets.add(socket);
    socket.once("close", () => this.#sockets.delete(socket));
    return terminal;
  }

  async run(
    command: string[],
    { timeoutMs }: { timeoutMs: number },
  ): Promise<{ exit: Exit; stdout: string; stderr: string }> {
    const { context, containerId } = this.#running();
    return runInContainer(context.api, containerId, command, timeoutMs);
  }

  async signal(name: string): Promise<void> {
    if (!Object.hasOwn(constants.signals, name)) {
      throw new SandboxError(`There is no signal ${name}: write a name such as SIGTERM.`);
    }
    const { context, containerId } = this.#running();
    if (name === "SIGKILL") this.#sentKill = true;
    await context.api.call("POST", `/containers/${containerId}/kill`, { query: { signal: name } }).catch((error) => {
      if (!isNotRunning(error)) throw error; // It ended meanwhile.
    });
  }

  watch(observer: ProcessObserver): () => void {
    const { view } = this.#running();
    const stop =
      view.from === "outside" ? watchProcesses(view.outside, observer) : watchBy(view.inside.looks(), observer);
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
    this.terminal.close();
    if (this.#container.view.from === "inside") this.#container.view.inside.close();
  }

  async #waitForEnd(): Promise<SandboxEnd> {
    const { context, containerId } = this.#container;
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
    const code = await context.api
      .json(waitSchema, "POST", `/containers/${containerId}/wait`, { timeoutMs: 0, signal: this.#released.signal })
      .then(
        ({ StatusCode }) => StatusCode,
        (error: unknown) => messageOf(error),
      );
    clearInterval(look);
    if (this.#released.signal.aborted) {
      await kills.stop();
      return new Promise(() => {});
    }
    this.#isOver = true;
    for (const stop of this.#unwatch) stop();
    if (this.#container.view.from === "inside") this.#container.view.inside.close();
    const [memoryKill] = await Promise.all([
      kills.stop(),
      Promise.race([closed, delay(lastOutputMs, undefined, { ref: false })]),
    ]);
    if (typeof code === "string") {
      return { reason: "failed", detail: `The container daemon went away, and took the lab with it. ${code}` };
    }
    return describeEnd(exitOf(code, this.#sentKill || memoryKill), memoryKill);
  }

  /** Docker tells of an end only once all output is read, and whoever reads may have paused for ever. */
  async #letGoIfOver(): Promise<void> {
    const { view } = this.#container;
    if (view.from === "inside" || (await view.outside.isAlive())) return;
    await delay(lastOutputMs, undefined, { ref: false });
    this.#hangUp();
  }

  #hangUp(): void {
    this.terminal.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  /** What the cgroup counted, or, when that went with the container before we looked, that there was one at all. */
  async #outOfMemoryKills(): Promise<number> {
    const { context, containerId, view } = this.#container;
    const counted = view.from === "outside" ? await view.outside.outOfMemoryKills() : 0;
    this.#killsSeen = Math.max(this.#killsSeen, counted);
    if (this.#killsSeen > 0 || !this.#isOver) return this.#killsSeen;
    const container = await context.api.find(containerSchema, `/containers/${containerId}/json`);
    return container?.State.OOMKilled ? 1 : 0;
  }

  /** Once; a failure is tried again by the next who asks, and by the driver. */
  #remove(): Promise<void> {
    this.#hangUp(); // Docker waits for output that nobody reads, before it removes a container.
    this.#removing ??= this.#container.context.removals.remove(this.#container.containerId).catch((error) => {
      this.#removing = null;
      throw error;
    });
    return this.#removing;
  }

  #running(): StartedContainer {
    if (this.#isOver) throw new SandboxError("The sandbox has ended: start a new one.");
    return this.#container;
  }
}
