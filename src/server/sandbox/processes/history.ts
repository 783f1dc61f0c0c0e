/** Turns looks at /proc into what happened in between. Pure: no clock, no files. */
import type { Process, ProcessEvent } from "../../../protocol/processes.ts";
import type { ContainerOf } from "./container-names.ts";
import { isNotYet } from "./not-yet.ts";
import type { ProcStat } from "./proc-stat.ts";
import { type Kin, wasAdopted } from "./was-adopted.ts";

interface Known extends ProcStat {
  orphan: boolean;
  /** It was seen to adopt. */
  subreaper: boolean;
  container: string;
}

export interface Look {
  list: Process[];
  events: ProcessEvent[];
  changed: boolean;
}

/** What a reader of /proc remembers of its last look. A process is its PID and start time, so a PID used again is another one. */
export class ProcessHistory {
  #known = new Map<number, Known>();
  #first = true;
  readonly #containerOf: ContainerOf;

  /** @param containerOf asked once of each process */
  constructor(containerOf: ContainerOf = () => "main") {
    this.#containerOf = containerOf;
  }

  /**
   * @param seen sorted by PID
   * @param at milliseconds since 1970
   */
  look(seen: ProcStat[], at: number): Look {
    const before = this.#known;
    this.#known = new Map(seen.map((process) => [process.pid, this.#remember(process, before)]));
    // What came before the first look is no story; who is an orphan is to be known all the same when it is reaped.
    if (this.#first) for (const now of this.#known.values()) now.orphan = this.#adoptedBeforeSeen(now);
    const events = this.#first ? [] : [...this.#gone(before, at), ...this.#cameOrChanged(before, at)];
    const changed = this.#first || events.length > 0 || this.#othersChanged(before);
    this.#first = false;
    const list = [...this.#known.values()].filter(({ ppid, comm }) => !isNotYet({ ppid, name: comm })).map(describe);
    return { list, events, changed };
  }

  *#gone(before: Map<number, Known>, at: number): Generator<ProcessEvent> {
    for (const was of before.values()) {
      if (this.#goesOn(was)) continue;
      const { pid, ppid } = was;
      if (was.state !== "Z") yield { at, pid, kind: "exited" };
      // A parent that left it a zombie and has ended as well most likely never waited: it went to PID 1 in between.
      const parent = before.get(ppid);
      const adopted = was.state === "Z" && ppid !== 1 && parent !== undefined && !this.#lives(parent);
      if (adopted) yield { at, pid, kind: "orphaned", from: ppid, to: 1, guessed: true };
      const guessed = adopted && { guessed: true as const };
      yield { at, pid, kind: "reaped", by: adopted ? 1 : ppid, orphan: was.orphan || adopted, ...guessed };
    }
  }

  *#cameOrChanged(before: Map<number, Known>, at: number): Generator<ProcessEvent> {
    for (const now of this.#known.values()) {
      const was = before.get(now.pid);
      const continued = was?.startTime === now.startTime ? was : undefined;
      if (continued) yield* this.#changes(continued, now, at);
      else yield* this.#born(now, at);
      if (now.state === "Z" && continued?.state !== "Z") {
        const exit = now.exit && { exit: now.exit };
        yield { at, pid: now.pid, kind: "exited", ...exit };
        yield { at, pid: now.pid, kind: "zombie", ppid: now.ppid, ...exit };
      }
    }
  }

  /** Who is a zombie itself waits for nobody. */
  #lives(was: Known): boolean {
    return this.#goesOn(was) && this.#known.get(was.pid)?.state !== "Z";
  }

  #goesOn(was: Known): boolean {
    return this.#known.get(was.pid)?.startTime === was.startTime;
  }

  *#born(now: Known, at: number): Generator<ProcessEvent> {
    const { pid, ppid } = now;
    yield { at, pid, kind: "forked", ppid };
    const parent = this.#known.get(ppid);
    if (parent && now.state !== "Z" && runsOther(parent, now)) yield { at, pid, kind: "executed", command: now.comm };
    if (this.#adoptedBeforeSeen(now)) {
      now.orphan = true;
      yield { at, pid, kind: "orphaned", to: ppid, guessed: true };
    }
    // It was born into the session of its parent.
    if (now.session === pid) yield { at, pid, kind: "session" };
  }

  *#changes(was: Known, now: Known, at: number): Generator<ProcessEvent> {
    const { pid, ppid } = now;
    if (was.ppid !== ppid) {
      now.orphan = true;
      // Of several adoptions between two looks this is the last, and the reason is its own.
      const adopter = this.#known.get(ppid);
      if (adopter && ppid !== 1) adopter.subreaper = true;
      yield { at, pid, kind: "orphaned", from: was.ppid, to: ppid, why: ppid === 1 ? "init" : "subreaper" };
    }
    if (runsOther(was, now)) yield { at, pid, kind: "executed", command: now.comm };
    if (was.session !== now.session && now.session === pid) yield { at, pid, kind: "session" };
  }

  /** Its parent may have died before the first look at it. */
  #adoptedBeforeSeen(now: Known): boolean {
    return wasAdopted(kin(now), (pid) => {
      const known = this.#known.get(pid);
      return known && kin(known);
    });
  }

  #remember(now: ProcStat, before: Map<number, Known>): Known {
    const was = before.get(now.pid);
    if (was?.startTime === now.startTime)
      return { ...now, orphan: was.orphan, subreaper: was.subreaper, container: was.container };
    const container = this.#containerOf(now.pid) ?? before.get(now.ppid)?.container ?? "main";
    return { ...now, orphan: false, subreaper: false, container };
  }

  /** What no event tells of. */
  #othersChanged(before: Map<number, Known>): boolean {
    for (const now of this.#known.values()) {
      const was = before.get(now.pid);
      if (was?.state !== now.state || was.pgrp !== now.pgrp) return true;
    }
    return false;
  }
}

function kin({ pid, ppid, pgrp }: Known): Kin {
  return { pid, ppid, group: pgrp };
}

/** It has run exec: under another name, or with its arguments elsewhere. */
function runsOther(before: ProcStat, now: ProcStat): boolean {
  const moved = before.argumentsAt !== 0 && now.argumentsAt !== 0 && before.argumentsAt !== now.argumentsAt;
  return moved || before.comm !== now.comm;
}

function describe({ pid, ppid, state, comm, container, exit, pgrp, session, subreaper }: Known): Process {
  return {
    ...{ pid, ppid, state, command: comm, container, ...(exit && { exit }) },
    ...{ pgid: pgrp, sid: session, ...(subreaper && { subreaper }) },
  };
}
