/**
 * The border between the lab server and whatever runs a lab. A driver (oci, docker; later kubernetes)
 * implements `SandboxDriver`; nothing above this file knows which one it is.
 */
import type { Init } from "../../protocol/labs.ts";
import type { Exit, ProcessEvent, Processes } from "../../protocol/processes.ts";

/** What a lab asks of its sandbox. Parsed from labs/<lab>/lab.md. */
export interface SandboxSpec {
  /** Unique among all live sandboxes: [a-z0-9-], at most 40 characters. */
  id: string;
  /** The lab's folder; its bin/ appears in the container as /lab/bin, read-only and first on PATH. */
  labDir: string;
  init: Init;
  /** What the lab runs; PID 1 when `init` is `none`, else the init's child. */
  command: string[];
  /**
   * They join the container whose PID 1 `command` is: its PID, IPC and network namespaces and its user ids are theirs, while
   * each has its own files, host name and output. Then the first of them has terminal 0, and runs commands and shells.
   */
  containers: readonly SandboxContainer[];
  /** What a further terminal runs. */
  shell: string[];
  env: Record<string, string>;
  hostname: string;
  /** Linux capabilities in the container's own user namespace, such as "CAP_KILL". Often none. */
  capabilities: string[];
  limits: SandboxLimits;
  /** Size of terminal 0 when it starts. */
  cols: number;
  rows: number;
}

export interface SandboxContainer {
  /** [a-z0-9-], at most 15 characters; no other of the sandbox has it. */
  name: string;
  command: string[];
}

/** Of all containers of a sandbox together. */
export interface SandboxLimits {
  /** Tasks (processes, threads and zombies) at once. */
  pids: number;
  memory_bytes: number;
  /** 1 is one core. */
  cpus: number;
  /** Size of the writable tmpfs in the home folder and of /tmp, each; with several containers they share it evenly. */
  tmpfs_bytes: number;
}

export interface SandboxDriver {
  /** "oci", "docker" */
  readonly name: string;
  /** Finds out by starting a real container whether, and with what, sandboxes can run. Never throws. */
  probe(): Promise<Probe>;
  /** Asked for by /readyz. @returns null when a sandbox could start now, else why not and what to do. Never throws. */
  ready(): Promise<string | null>;
  /** @returns why it cannot run sandboxes of several containers, for a person; null if it can. Never throws. */
  whyNotSeveral(): Promise<string | null>;
  /** @throws SandboxError when the container does not start. Nothing is left behind then. */
  start(spec: SandboxSpec): Promise<Sandbox>;
  /** For sandboxes that can outlive the server; null: they end with it. */
  readonly outliving: Outliving | null;
  /** Removes what servers that are gone left behind; says what it removed, one line each. */
  removeLeftovers(): Promise<string[]>;
  /** Stops all that this driver started. */
  close(): Promise<void>;
}

export interface Outliving {
  /**
   * Takes over sandboxes that a server which is gone started, as far as they still run. Call it before `removeLeftovers`.
   * @param ids of sandboxes
   */
  adopt(ids: readonly string[]): Promise<Map<string, Sandbox>>;
  /** Lets go of sandboxes: they run on after `close`. */
  release(ids: readonly string[]): void;
}

export type Probe =
  /** `detail`: one line for the log and /readyz, such as "runc 1.1.5, root, cgroup v1". `missing`: what works less well, in plain words. */
  | { ok: true; detail: string; missing: string[] }
  /** `reason`: what is missing and what to do, for a person. */
  | { ok: false; reason: string };

export interface Sandbox {
  readonly id: string;
  /** Terminal 0: the lab's own. */
  readonly terminal: Terminal;
  /** Those of the second container's command, and so on; their last line says how it ended. */
  readonly furtherTerminals: readonly Terminal[];
  /** Settles once, when PID 1 is gone, for whatever reason; with several containers also when terminal 0's command is. Never rejects. */
  readonly ended: Promise<SandboxEnd>;
  /** Opens a further terminal with `shell`. @throws SandboxError */
  openTerminal(size: { cols: number; rows: number }): Promise<Terminal>;
  /** Runs a command without a terminal. Each output is cut at 1 MiB. @throws SandboxError on timeout or when it cannot run. */
  run(command: string[], options: { timeoutMs: number }): Promise<{ exit: Exit; stdout: string; stderr: string }>;
  /** Sends a signal ("SIGTERM") to PID 1 from outside of its namespace. */
  signal(name: string): Promise<void>;
  /** Reports processes at each change and every event in order, until the returned function is called. The first report is immediate. */
  watch(observer: ProcessObserver): () => void;
  /** The kernel killed one of its processes, as its memory was used up, and PID 1 lives on. One listener. */
  onMemoryKill(listener: () => void): void;
  /** Kills everything in it and removes all of it; safe to call twice. */
  stop(): Promise<void>;
}

export interface ProcessObserver {
  processes(snapshot: Processes): void;
  event(event: ProcessEvent): void;
}

export interface SandboxEnd {
  reason: "exited" | "out-of-memory" | "failed";
  exit?: Exit;
  /** One sentence for a person. */
  detail: string;
}

/** One end of a PTY. Bytes are never lost: what comes before `onData` is set is kept. */
export interface Terminal {
  onData(listener: (bytes: Uint8Array) => void): void;
  /** All slave ends are closed. */
  onClosed(listener: () => void): void;
  /** Bytes accepted but not yet taken by the kernel's side; the caller stops sending when it is high. */
  readonly inputQueuedBytes: number;
  write(bytes: Uint8Array): void;
  resize(size: { cols: number; rows: number }): void;
  /** Stops reading, so that the program inside blocks on its output. */
  pause(): void;
  resume(): void;
  close(): void;
}

/** Something that an operator or a visitor can act on; `message` says what to do. */
export class SandboxError extends Error {
  override name = "SandboxError";
}
