/** Turns what the observer tells of one sandbox into the list of its processes and their events. Pure: no clock, no files. */
import type { Exit, Process, ProcessEvent } from "../../../protocol/processes.ts";
import type { ContainerOf } from "./container-names.ts";
import { isNotYet } from "./not-yet.ts";
import type { ObserverLine } from "./observer-line.ts";
import { stateOf } from "./proc-stat.ts";
import { decodeWaitStatus, signalName } from "./wait-status.ts";
import { wasAdopted } from "./was-adopted.ts";

interface Known extends Process {
  orphan: boolean;
  /** How it ended, though nobody may have noticed yet that it is a zombie. */
  ended?: Exit;
}

export class ProcessPicture {
  #known = new Map<number, Known>();
  /** Of the picture before this one. */
  #before = new Map<number, Known>();
  /** Since the last `take`. */
  #gap = false;
  readonly #containerOf: ContainerOf;

  /** @param containerOf asked once of each process that has no parent here */
  constructor(containerOf: ContainerOf = () => "main") {
    this.#containerOf = containerOf;
  }

  /** Sorted by PID, without what is still the runtime's. `gap`: since the last time something happened that nobody saw. */
  take(): { list: Process[]; gap: boolean } {
    const list = [...this.#known.values()]
      .filter(({ ppid, command }) => !isNotYet({ ppid, name: command }))
      .sort((a, b) => a.pid - b.pid);
    const gap = this.#gap;
    this.#gap = false;
    return { list: list.map(({ orphan: _, ended: __, ...process }) => process), gap };
  }

  /** @returns what happened, if it was something */
  see(line: ObserverLine): ProcessEvent | null {
    switch (line.kind) {
      case "list":
        this.#before = this.#known;
        this.#known = new Map();
        return null;
      case "listed":
        this.#before.clear();
        this.#findOrphans();
        return null;
      case "lost":
      case "miss":
        this.#gap = true;
        return null;
      case "is":
        this.#is(line);
        return null;
      case "fork":
        return this.#forked(line);
      case "exec":
      case "name":
        return this.#renamed(line);
      case "exit":
        return this.#exited(line);
      case "zombie":
        return this.#stayed(line);
      case "orphan":
        return this.#orphaned(line);
      case "sid":
        return this.#ledSession(line);
      case "uid":
      case "gid":
        return this.#changedId(line);
      case "signal":
        return signalled(line);
      case "reap":
        return this.#reaped(line);
      default:
        return null;
    }
  }

  #is({ pid, ppid, state, status, name, pgid, sid, uid, startedAt }: ObserverLine & { kind: "is" }): void {
    const exit = state === "Z" ? { exit: decodeWaitStatus(status) } : {};
    const was = this.#known.get(pid) ?? this.#before.get(pid);
    const subreaper = was?.subreaper && { subreaper: was.subreaper };
    const container = this.#containerOf(pid) ?? was?.container ?? "main";
    this.#known.set(pid, {
      ...{ pid, ppid, state: stateOf(state), command: name, container },
      ...{ ...exit, pgid, sid, uid, startedAt, ...subreaper },
      // Nobody saw when it was adopted, as it was if it has another parent than before, and its number is not another's by now.
      orphan: was !== undefined && (was.ppid === ppid ? was.orphan : startedWith(was, startedAt)),
    });
  }

  /** What nobody told of while the observer was away is known by the list. */
  #findOrphans(): void {
    const kin = (pid: number) => {
      const known = this.#known.get(pid);
      return known?.pgid === undefined ? undefined : { pid, ppid: known.ppid, group: known.pgid };
    };
    for (const [pid, known] of this.#known) {
      const own = kin(pid);
      if (own && wasAdopted(own, kin)) known.orphan = true;
    }
  }

  #forked({ at, pid, ppid }: ObserverLine & { kind: "fork" | "zombie" }): ProcessEvent {
    const parent = this.#known.get(ppid);
    const { command = "", pgid, sid, uid } = parent ?? {};
    const container = parent?.container ?? this.#containerOf(pid) ?? "main";
    const inherited = { ...(pgid !== undefined && { pgid }), ...(sid !== undefined && { sid }) };
    this.#known.set(pid, {
      ...{ pid, ppid, state: "R", command, container, startedAt: at, orphan: false },
      ...{ ...inherited, ...(uid !== undefined && { uid }) },
    });
    return { at, pid, kind: "forked", ppid };
  }

  #renamed({ kind, at, pid, name }: ObserverLine & { kind: "exec" | "name" }): ProcessEvent | null {
    const known = this.#known.get(pid);
    if (known) known.command = name;
    return kind === "exec" ? { at, pid, kind: "executed", command: name } : null;
  }

  #exited({ at, pid, status }: ObserverLine & { kind: "exit" }): ProcessEvent {
    const known = this.#known.get(pid);
    const exit = decodeWaitStatus(status);
    if (known) known.ended = exit;
    return { at, pid, kind: "exited", exit };
  }

  /** Almost every process is a zombie for a moment: in the list it is one from when that is worth an event. */
  #stayed({ at, pid, ppid }: ObserverLine & { kind: "fork" | "zombie" }): ProcessEvent {
    const known = this.#known.get(pid);
    const exit = known?.ended && { exit: known.ended };
    if (known) Object.assign(known, { state: "Z", ...exit });
    return { at, pid, kind: "zombie", ppid, ...exit };
  }

  #orphaned({ at, pid, from, to, why }: ObserverLine & { kind: "orphan" }): ProcessEvent {
    const known = this.#known.get(pid);
    if (known) Object.assign(known, { ppid: to, orphan: true });
    const adopter = this.#known.get(to);
    if (adopter && why === "subreaper") adopter.subreaper = true;
    return { at, pid, kind: "orphaned", from, to, why };
  }

  #ledSession({ at, pid }: ObserverLine & { kind: "sid" }): ProcessEvent {
    const known = this.#known.get(pid);
    if (known) Object.assign(known, { sid: pid, pgid: pid });
    return { at, pid, kind: "session" };
  }

  #changedId({ kind, at, pid, real, effective }: ObserverLine & { kind: "uid" | "gid" }): ProcessEvent {
    const known = this.#known.get(pid);
    if (known && kind === "uid") known.uid = effective;
    return { at, pid, kind, real, effective };
  }

  #reaped({ at, pid, by, how }: ObserverLine & { kind: "reap" }): ProcessEvent {
    const orphan = this.#known.get(pid)?.orphan ?? false;
    this.#known.delete(pid);
    return { at, pid, kind: "reaped", by, orphan, ...(how === "kernel" && { ignored: true as const }) };
  }
}

/** A list knows it to a hundredth of a second. */
function startedWith(was: Known, startedAt: number): boolean {
  return Math.abs((was.startedAt ?? 0) - startedAt) <= 20;
}

function signalled({ at, pid, number, from, ignored }: ObserverLine & { kind: "signal" }): ProcessEvent {
  const sender = from === "kernel" ? { kernel: true as const } : from === "unknown" ? {} : { from };
  return { at, pid, kind: "signalled", signal: signalName(number), ...sender, ...(ignored && { ignored }) };
}
