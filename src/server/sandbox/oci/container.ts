/** A running sandbox: one container. */
import { readdir } from "node:fs/promises";
import { constants } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import type { Exit } from "../../../protocol/processes.ts";
import { describeEnd } from "../container/end.ts";
import { RecentKills } from "../container/recent-kills.ts";
import { messageOf } from "../errors.ts";
import { InsideView } from "../processes/look-inside.ts";
import { observeProcesses } from "../processes/observe.ts";
import { SharedWatch } from "../processes/shared-watch.ts";
import { type WatchSource, watchBy, watchProcesses } from "../processes/watch.ts";
import {
  type ProcessObserver,
  type Sandbox,
  type SandboxEnd,
  SandboxError,
  type SandboxSpec,
  type Terminal,
} from "../sandbox.ts";
import { type Bundle, writeProcess } from "./bundle.ts";
import { type Console, openConsole, startedInTime } from "./console.ts";
import type { OciContext } from "./context.ts";
import { openHelper, withoutExits } from "./helper.ts";
import { removeSandbox } from "./remove.ts";
import { runInContainer } from "./run.ts";

/** How long the last output may take to be read, before the session counts as ended all the same. */
const lastOutputMs = 500;
/** PID 1 is gone within a moment of SIGKILL, unless the kernel itself is stuck. */
const killTimeoutMs = 5000;

export interface StartedContainer {
  context: OciContext;
  spec: SandboxSpec;
  bundle: Bundle;
  slot: number | null;
  console: Console;
  initHostPid: number;
}

export class OciSandbox implements Sandbox {
  readonly id: string;
  readonly terminal: Terminal;
  readonly ended: Promise<SandboxEnd>;
  readonly #container: StartedContainer;
  readonly #consoles = new Set<Console>();
  /** null: its processes are seen from outside. */
  readonly #inside: InsideView | null;
  /** The kernel is asked once for all who watch. */
  readonly #watch = new SharedWatch((observer) => this.#watchFromOutside(observer));
  #counter = 0;
  /** Settles when nothing of it is left, or that was tried in vain. Never rejects. */
  readonly removed: Promise<void>;
  #isOver = false;
  #onMemoryKill = () => {};
  #removing: Promise<void> | null = null;

  constructor(container: StartedContainer) {
    this.id = container.spec.id;
    this.terminal = container.console.terminal;
    this.#container = container;
    this.#consoles.add(container.console);
    const { bundle, context, spec } = container;
    this.#inside = context.runtime.hasOwnKernel
      ? new InsideView(() => openHelper(context.runtime, bundle, spec.id), spec.limits.pids)
      : null;
    this.ended = this.#waitForEnd();
    this.removed = this.ended
      .then(() => this.#remove())
      .catch((error) => {
        container.context.options.log.error(
          { sandbox: this.id, error: messageOf(error) },
          "a sandbox was not removed whole",
        );
      });
  }

  async openTerminal(size: { cols: number; rows: number }): Promise<Terminal> {
    const { context, spec, bundle } = this.#running();
    const name = `terminal-${++this.#counter}`;
    const processFile = await writeProcess(bundle, name, spec.shell, size);
    const opened = openConsole({
      binary: context.options.consoleBinary,
      cwd: bundle.path,
      binds: [],
      size,
      socket: `${name}.sock`,
      pidFile: `${name}.pid`,
      command: context.runtime.execTerminal(this.id, processFile, `${name}.sock`, `${name}.pid`),
    });
    this.#consoles.add(opened);
    void opened.gone.then(() => this.#consoles.delete(opened));
    await startedInTime(opened);
    return opened.terminal;
  }

  async run(
    command: string[],
    options: { timeoutMs: number },
  ): Promise<{ exit: Exit; stdout: string; stderr: string }> {
    const { context, bundle } = this.#running();
    const name = `run-${++this.#counter}`;
    const processFile = await writeProcess(bundle, name, command, null);
    return runInContainer({
      command: context.runtime.exec(this.id, processFile, `${name}.pid`),
      bundlePath: bundle.path,
      files: { process: processFile, pid: `${name}.pid` },
      timeoutMs: options.timeoutMs,
      kill: (pid) => context.runtime.killProcess(this.id, pid),
    });
  }

  async signal(name: string): Promise<void> {
    const number = Object.entries(constants.signals).find(([signal]) => signal === name)?.[1];
    if (number === undefined) throw new SandboxError(`There is no signal ${name}: write a name such as SIGTERM.`);
    const { console: main, context } = this.#running();
    // What the console would signal is the machine's process, which here is the kernel.
    if (context.runtime.hasOwnKernel && name !== "SIGKILL") await context.runtime.signal(this.id, name);
    else main.signal(number);
  }

  watch(observer: ProcessObserver): () => void {
    this.#running();
    return this.#inside ? watchBy(withoutExits(this.#inside.looks()), observer) : this.#watch.join(observer);
  }

  onMemoryKill(listener: () => void): void {
    this.#onMemoryKill = listener;
  }

  async stop(): Promise<void> {
    if (!this.#isOver) this.#container.console.signal(constants.signals.SIGKILL);
    await Promise.race([this.#container.console.ended, delay(killTimeoutMs, undefined, { ref: false })]);
    await this.#remove();
  }

  #watchFromOutside(observer: ProcessObserver): () => void {
    const { context, initHostPid, spec, bundle } = this.#container;
    const { cgroups } = context;
    const { limitsBy } = bundle;
    const source: WatchSource = {
      initHostPid,
      pidsUsage: async () =>
        cgroups !== null && limitsBy.kind === "cgroup"
          ? cgroups.pids(limitsBy.path)
          : { current: await countProcesses(initHostPid), max: spec.limits.pids },
    };
    return context.observer ? observeProcesses(source, context.observer, observer) : watchProcesses(source, observer);
  }

  async #waitForEnd(): Promise<SandboxEnd> {
    const { context, bundle, console: main } = this.#container;
    const { limitsBy } = bundle;
    const kills = new RecentKills(
      async () => (limitsBy.kind === "cgroup" ? (context.cgroups?.outOfMemoryKills(limitsBy.path) ?? 0) : 0),
      () => this.#onMemoryKill(),
    );
    const exit = await main.ended;
    this.#isOver = true;
    this.#inside?.close();
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    this.terminal.onClosed(resolve);
    const [memoryKill] = await Promise.all([
      kills.stop(),
      Promise.race([closed, delay(lastOutputMs, undefined, { ref: false })]),
    ]);
    return describeEnd(exit, memoryKill);
  }

  /** Once; a failure is tried again by the next who asks. */
  #remove(): Promise<void> {
    this.#removing ??= this.#removeAll().catch((error) => {
      this.#removing = null;
      throw error;
    });
    return this.#removing;
  }

  async #removeAll(): Promise<void> {
    const { context, slot } = this.#container;
    const consoles = [...this.#consoles];
    for (const one of consoles) one.kill();
    await Promise.all(consoles.map((one) => one.gone));
    await removeSandbox(context, this.id, slot);
  }

  #running(): StartedContainer {
    if (this.#isOver) throw new SandboxError("The sandbox has ended: start a new one.");
    return this.#container;
  }
}

/** Of the whole PID namespace, threads left out: as near as one comes without a cgroup. */
async function countProcesses(initHostPid: number): Promise<number> {
  const names = await readdir(`/proc/${initHostPid}/root/proc`);
  return names.filter((name) => /^\d+$/.test(name)).length;
}
