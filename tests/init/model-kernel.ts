/** A kernel made of objects, with one PID namespace in it, for the policy to run on: here, and in a page. */
import { EAGAIN, ECHILD, ENOENT, ESRCH } from "../../src/init/errors";
import { onExit, onSignal, onTimeout, start } from "../../src/init/init";
import { installKernel, type Kernel } from "../../src/init/kernel";
import { POLL, REAP, WAIT, WAIT_AT_MOST, WATCH } from "../../src/init/next";
import { SIGCHLD } from "../../src/init/signals";
import type { Process, Setup } from "./model-setup.ts";

/** Those that the policy does not know (errno(3)). */
const EBADF = 9;
const ENOTTY = 25;
const EOPNOTSUPP = 95;

export class ModelKernel implements Kernel {
  readonly processes = new Map<number, Process>();
  /** Signals that wait for the init, and how often each was put there. */
  readonly pending: number[] = [];
  readonly accepted = new Map<number, number>();
  readonly forwarded = new Map<number, number>();
  /** Every change that was asked of the kernel, in order, as `name(values)`. */
  readonly calls: string[] = [];
  readonly output = { 1: "", 2: "" } as Record<number, string>;
  /** Errors to give: by name of the function. */
  readonly failures: Partial<Record<keyof Kernel, number>> = {};
  readonly terminal = { session: -ENOTTY, foreground: -ENOTTY };
  /** Files by path: what executing one gives (0: it runs), and its first byte. */
  readonly files = new Map<string, { result: number; firstByte?: number }>();
  /** A descriptor that takes no byte now. */
  full = false;
  /** One descriptor that takes none. */
  fullDescriptor = -1;
  /** Milliseconds. */
  clock = 1000;
  /** Whether descriptors know writes that do not block. */
  knowsWriteNow = true;
  subreaper = false;
  blocked = false;
  next = WAIT;
  /** Linux 6.15: the status of a process that is watched outlives it. */
  keepsStatus = false;
  /** How often the init slept and was woken. */
  wakeUps = 0;

  /** When the policy gave `next`. */
  private asked = 0;
  private text = "";
  private ignoresChildren = false;
  private watched: Process | undefined;
  private lastPid: number;
  private readonly setup: Setup;
  private readonly args: string[];
  private readonly env: string[];

  constructor(setup: Setup = {}) {
    this.setup = setup;
    this.args = ["pid-one", ...(setup.args ?? ["command"])];
    this.env = Object.entries(setup.env ?? {}).map(([name, value]) => `${name}=${value}`);
    this.lastPid = setup.pid ?? 1;
  }

  /** Starts the policy on this kernel; the command, if it runs, is the process after ours. */
  boot(): this {
    installKernel(this);
    this.answer(start());
    return this;
  }

  /** The exit code, once the init has ended. */
  get exitCode(): number | undefined {
    return this.next >= 0 ? this.next : undefined;
  }

  /** Does what the policy asked for last; false if it has ended or would now sleep. */
  step(): boolean {
    if (this.next >= 0) return false;
    if (this.next === REAP) {
      const [pid, status] = this.wait4();
      this.answer(onExit(pid, status));
      return true;
    }
    const signal = this.takeLowest();
    const isAwake = this.next === POLL || (this.next === WATCH && this.isReaped(this.watched));
    if (signal === undefined && !isAwake) return false;
    if (![WAIT, POLL, WATCH].includes(this.next) && this.next >= WAIT_AT_MOST)
      throw new Error(`the policy answered ${this.next}`);
    if (this.next !== POLL) this.wakeUps++;
    this.answer(onSignal(signal ?? -EAGAIN));
    return true;
  }

  private answer(next: number): void {
    this.next = next;
    this.asked = this.clock;
  }

  /** Steps until the init sleeps or has ended. */
  settle(): this {
    while (this.step());
    return this;
  }

  /** Time passes, and the init does what falls due. */
  advance(milliseconds: number): this {
    const end = this.clock + milliseconds;
    for (this.settle(); this.next < WAIT_AT_MOST; this.settle()) {
      const due = this.asked + WAIT_AT_MOST - this.next;
      if (due > end) break;
      this.clock = due;
      this.answer(onTimeout());
    }
    this.clock = end;
    return this;
  }

  /** A process makes a child, in the same group; the command leads a new one. Its process ID. */
  spawn(parent: number): number {
    const pid = ++this.lastPid;
    this.processes.set(pid, { pid, parent, group: this.processes.get(parent)?.group ?? pid, status: undefined });
    return pid;
  }

  /** A process ends, with a status as wait(2) gives it; its children become ours. */
  end(pid: number, status: number): void {
    const ended = this.processes.get(pid);
    if (!ended) throw new Error(`there is no process ${pid}`);
    ended.status = status;
    for (const process of this.processes.values()) {
      if (process.parent !== pid) continue;
      process.parent = 1;
      if (process.status !== undefined) this.becomeZombie(process);
    }
    if (ended.parent === 1) this.becomeZombie(ended);
  }

  private becomeZombie(process: Process): void {
    if (this.ignoresChildren) this.processes.delete(process.pid);
    else this.send(SIGCHLD);
  }

  private isReaped(process: Process | undefined): boolean {
    return process !== undefined && this.processes.get(process.pid) !== process;
  }

  /** A signal comes to the init. As in Linux one of 1 to 31 is not queued twice. */
  send(signal: number): void {
    if (signal < 32 && this.pending.includes(signal)) return;
    this.pending.push(signal);
    this.accepted.set(signal, (this.accepted.get(signal) ?? 0) + 1);
  }

  zombiesOfInit(): number[] {
    return [...this.processes.values()].filter((p) => p.parent === 1 && p.status !== undefined).map((p) => p.pid);
  }

  alive(): number[] {
    return [...this.processes.values()].filter((p) => p.status === undefined).map((p) => p.pid);
  }

  private wait4(): [pid: number, status: number] {
    const [zombie] = this.zombiesOfInit();
    if (zombie !== undefined) {
      const status = this.processes.get(zombie)?.status ?? 0;
      this.processes.delete(zombie);
      return [zombie, status];
    }
    return [[...this.processes.values()].some((p) => p.parent === 1) ? 0 : -ECHILD, 0];
  }

  /** Whether kill(2) would find a process: that one, or one of the group -pid. A zombie is found too. */
  private exists(pid: number): boolean {
    if (pid === -1) return this.processes.size > 0;
    return pid > 0 ? this.processes.has(pid) : [...this.processes.values()].some(({ group }) => group === -pid);
  }

  private takeLowest(): number | undefined {
    const signal = this.pending.length > 0 ? Math.min(...this.pending) : undefined;
    if (signal !== undefined) this.pending.splice(this.pending.indexOf(signal), 1);
    return signal;
  }

  private call(name: keyof Kernel, ...values: (number | boolean | string)[]): number {
    this.calls.push(`${name}(${values.join(", ")})`);
    return this.failures[name] ?? 0;
  }

  argByte = (index: number, at: number) => byteOf(this.args[index], at);
  envByte = (index: number, at: number) => byteOf(this.env[index], at);
  versionByte = (at: number) => byteOf("1.2.3", at);

  clear = () => {
    this.text = "";
  };
  put = (byte: number) => {
    if (this.text.length === 4095) return false;
    this.text += String.fromCharCode(byte);
    return true;
  };
  writeNow = (fd: number) => (this.knowsWriteNow ? (this.isFull(fd) ? -EAGAIN : this.take(fd)) : -EOPNOTSUPP);
  write = (fd: number) => {
    if (this.isFull(fd)) throw new Error("PID 1 would block here");
    return this.take(fd);
  };
  writable = (fd: number) => (this.isFull(fd) ? 0 : 1);
  private isFull = (fd: number) => this.full || this.fullDescriptor === fd;
  private take(fd: number): number {
    const failure = this.failures.write;
    if (failure !== undefined) return failure;
    if (this.output[fd] === undefined) return -EBADF;
    this.output[fd] += this.text;
    return this.text.length;
  }

  open = () => (this.files.has(this.text) ? (this.failures.open ?? 3) : -ENOENT);
  readByte = () => this.files.get(this.text)?.firstByte ?? -1;
  openMode = (fd: number) => (fd === 0 ? 0 : this.output[fd] === undefined ? -EBADF : 1);
  close = (fd: number) => (this.output[fd] === undefined ? 0 : this.call("close", fd));
  milliseconds = () => this.clock | 0;

  ownPid = () => this.setup.pid ?? 1;
  ownGroup = () => this.setup.pid ?? 1;
  newSession = () => this.call("newSession");
  newGroup = () => this.call("newGroup");
  becomeSubreaper = () => this.call("becomeSubreaper");
  isSubreaper = () => (this.subreaper ? 1 : 0);
  signalAtParentsEnd = (signal: number) => this.call("signalAtParentsEnd", signal);

  terminalSession = () => this.terminal.session;
  foregroundGroup = () => this.terminal.foreground;
  setForegroundGroup = (group: number) => {
    this.terminal.foreground = group;
    return this.call("setForegroundGroup", group);
  };
  leaveTerminal = () => this.call("leaveTerminal");
  takeTerminal = () => this.call("takeTerminal");

  blockSignals = (all: boolean) => {
    this.blocked = all;
    return this.call("blockSignals", all);
  };
  setAction = (signal: number, ignore: boolean) => {
    if (signal === SIGCHLD) this.ignoresChildren = ignore;
    return this.call("setAction", signal, ignore);
  };
  discard = (signal: number) => this.call("discard", signal);
  kill = (pid: number, signal: number) => {
    const result = this.call("kill", pid, signal);
    if (result === 0 && pid !== this.ownPid() && !this.exists(pid)) return -ESRCH;
    if (result === 0 && pid !== this.ownPid()) this.forwarded.set(signal, (this.forwarded.get(signal) ?? 0) + 1);
    return result;
  };

  fork = () => {
    this.call("fork");
    return this.setup.forkResult ?? this.spawn(1);
  };
  forkNothing = () => {
    const failure = this.call("forkNothing");
    if (failure !== 0) return failure;
    const pid = this.spawn(1);
    this.end(pid, 0);
    return pid;
  };
  awaitEnd = (pid: number) => {
    this.processes.delete(pid);
    return pid;
  };
  watchProcess = (pid: number) => {
    this.watched = this.processes.get(pid);
    return this.failures.watchProcess ?? 3;
  };
  watchSignals = () => this.failures.watchSignals ?? 4;
  exitStatus = () => {
    if (!this.keepsStatus || !this.isReaped(this.watched)) return -EAGAIN;
    return this.failures.exitStatus ?? this.watched?.status ?? -EAGAIN;
  };
  exec = (first: number) => {
    this.call("exec", this.text, ...this.args.slice(first));
    return this.files.get(this.text)?.result ?? -ENOENT;
  };
  execByShell = (first: number) => this.call("execByShell", this.text, ...this.args.slice(first + 1));
}

function byteOf(text: string | undefined, at: number): number {
  return text === undefined ? -1 : (new TextEncoder().encode(text)[at] ?? 0);
}

/** Statuses as wait(2) gives them. */
export const exited = (code: number) => code << 8;
export const killed = (signal: number, core = false) => signal | (core ? 0x80 : 0);
