/** A running sandbox: a container, or several that have joined it. */
import { readdir } from "node:fs/promises";
import { constants } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import type { Exit } from "../../../protocol/processes.ts";
import { describeEnd, howItEnded } from "../container/end.ts";
import { RecentKills } from "../container/recent-kills.ts";
import { messageOf } from "../errors.ts";
import { withLastWords } from "../last-words.ts";
import { namesByMounts } from "../processes/container-names.ts";
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
import type { OciPart } from "./parts.ts";
import { removeSandbox } from "./remove.ts";
import { runInContainer } from "./run.ts";

/** How long the last output may take to be read, before the session counts as ended all the same. */
const lastOutputMs = 500;
/** PID 1 is gone within a moment of SIGKILL, unless the kernel itself is stuck. */
const killTimeoutMs = 5000;
/** When PID 1 ends, the other containers' ends are told just before its own. */
const endsTogetherMs = 500;

export interface StartedContainer {
  part: OciPart;
  bundle: Bundle;
  console: Console;
  /** Of its first process. */
  hostPid: number;
}

export interface StartedSandbox {
  context: OciContext;
  spec: SandboxSpec;
  slot: number | null;
  /** Its first process is PID 1. */
  main: StartedContainer;
  /** Those that joined it. */
  further: readonly StartedContainer[];
}

export class OciSandbox implements Sandbox {
  readonly id: string;
  readonly terminal: Terminal;
  readonly furtherTerminals: readonly Terminal[];
  readonly ended: Promise<SandboxEnd>;
  readonly #started: StartedSandbox;
  /** Has terminal 0, and what is run later. */
  readonly #first: StartedContainer;
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

  constructor(started: StartedSandbox) {
    const { context, spec, main, further } = started;
    this.id = spec.id;
    this.#started = started;
    this.#first = further[0] ?? main;
    this.terminal = this.#first.console.terminal;
    this.furtherTerminals = further.slice(1).map(({ console, part }) => {
      const words = console.ended.then(
        (exit) => `\r\n[The container ${part.name} has ended: it ${howItEnded(exit)}.]\r\n`,
      );
      return withLastWords(console.terminal, words);
    });
    // What nobody sees must not fill up, or who writes it waits for ever.
    if (this.#first !== main) main.console.terminal.onData(() => {});
    for (const { console } of [main, ...further]) this.#consoles.add(console);
    for (const container of further) void this.#cleanUpAfter(container);
    this.#inside = context.runtime.hasOwnKernel
      ? new InsideView(() => openHelper(context.runtime, main.bundle, spec.id), spec.limits.pids)
      : null;
    this.ended = this.#waitForEnd();
    this.removed = this.ended
      .then(() => this.#remove())
      .catch((error) => {
        context.options.log.error({ sandbox: this.id, error: messageOf(error) }, "a sandbox was not removed whole");
      });
  }

  async openTerminal(size: { cols: number; rows: number }): Promise<Terminal> {
    const { context, spec } = this.#running();
    const { bundle, part } = this.#first;
    const name = `terminal-${++this.#counter}`;
    const processFile = await writeProcess(bundle, name, spec.shell, size);
    const opened = openConsole({
      binary: context.options.consoleBinary,
      cwd: bundle.path,
      binds: [],
      size,
      socket: `${name}.sock`,
      pidFile: `${name}.pid`,
      command: context.runtime.execTerminal(part.runtimeId, processFile, `${name}.sock`, `${name}.pid`),
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
    const { context } = this.#running();
    const { bundle, part } = this.#first;
    const name = `run-${++this.#counter}`;
    const processFile = await writeProcess(bundle, name, command, null);
    return runInContainer({
      command: context.runtime.exec(part.runtimeId, processFile, `${name}.pid`),
      bundlePath: bundle.path,
      files: { process: processFile, pid: `${name}.pid` },
      timeoutMs: options.timeoutMs,
      kill: (pid) => context.runtime.killProcess(part.runtimeId, pid),
    });
  }

  async signal(name: string): Promise<void> {
    const number = Object.entries(constants.signals).find(([signal]) => signal === name)?.[1];
    if (number === undefined) throw new SandboxError(`There is no signal ${name}: write a name such as SIGTERM.`);
    const { main, context } = this.#running();
    // What the console would signal is the machine's process, which here is the kernel.
    if (context.runtime.hasOwnKernel && name !== "SIGKILL") await context.runtime.signal(this.id, name);
    else main.console.signal(number);
  }

  watch(observer: ProcessObserver): () => void {
    this.#running();
    return this.#inside ? watchBy(withoutExits(this.#inside.looks()), observer) : this.#watch.join(observer);
  }

  onMemoryKill(listener: () => void): void {
    this.#onMemoryKill = listener;
  }

  async stop(): Promise<void> {
    const { console } = this.#started.main;
    if (!this.#isOver) console.signal(constants.signals.SIGKILL);
    await Promise.race([console.ended, delay(killTimeoutMs, undefined, { ref: false })]);
    await this.#remove();
  }

  #watchFromOutside(observer: ProcessObserver): () => void {
    const { context, main, further, spec } = this.#started;
    const { cgroups, server } = context;
    const initHostPid = main.hostPid;
    const source: WatchSource = {
      initHostPid,
      pidsUsage: async () =>
        cgroups !== null
          ? cgroups.pids(cgroups.pathOf(server.id, spec.id))
          : { current: await countProcesses(initHostPid), max: spec.limits.pids },
      containers: namesByMounts(further.map(({ part, hostPid }) => ({ name: part.name, hostPid }))),
    };
    return context.observer ? observeProcesses(source, context.observer, observer) : watchProcesses(source, observer);
  }

  async #waitForEnd(): Promise<SandboxEnd> {
    const { cgroups, server } = this.#started.context;
    const kills = new RecentKills(
      async () => cgroups?.outOfMemoryKills(cgroups.pathOf(server.id, this.id)) ?? 0,
      () => this.#onMemoryKill(),
    );
    const { exit, whose } = await this.#howItEnds();
    this.#isOver = true;
    this.#inside?.close();
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    this.terminal.onClosed(resolve);
    const [memoryKill] = await Promise.all([
      kills.stop(),
      Promise.race([closed, delay(lastOutputMs, undefined, { ref: false })]),
    ]);
    return describeEnd(exit, memoryKill, whose);
  }

  /**
   * As PID 1 did, or terminal 0's command if that ended alone: a lab is over when its shell is. (With one container they are
   * the same.)
   */
  async #howItEnds(): Promise<{ exit: Exit | null; whose?: string }> {
    const { main } = this.#started;
    const first = this.#first.console.ended;
    const exit = await Promise.race([
      main.console.ended,
      first.then(() => delay(endsTogetherMs, "first alone" as const, { ref: false })),
    ]);
    if (exit !== "first alone") return { exit };
    main.console.signal(constants.signals.SIGKILL);
    await main.console.ended;
    return { exit: await first, whose: `the command of the container ${this.#first.part.name}` };
  }

  /** Where the kernel does not, as no PID 1 of it has ended, what is left in a container ends with its command. */
  async #cleanUpAfter({ console, part }: StartedContainer): Promise<void> {
    const { cgroups, options, server } = this.#started.context;
    await console.ended;
    await cgroups?.kill(cgroups.pathOf(server.id, part.cgroup)).catch((error) => {
      options.log.error({ sandbox: part.runtimeId, error: messageOf(error) }, "what a container left does not end");
    });
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
    const { context, slot } = this.#started;
    const consoles = [...this.#consoles];
    for (const one of consoles) one.kill();
    await Promise.all(consoles.map((one) => one.gone));
    await removeSandbox(context, this.id, slot);
  }

  #running(): StartedSandbox {
    if (this.#isOver) throw new SandboxError("The sandbox has ended: start a new one.");
    return this.#started;
  }
}

/** Of the whole PID namespace, threads left out: as near as one comes without a cgroup. */
async function countProcesses(initHostPid: number): Promise<number> {
  const names = await readdir(`/proc/${initHostPid}/root/proc`);
  return names.filter((name) => /^\d+$/.test(name)).length;
}
