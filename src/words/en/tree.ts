/** Processes and what happens to them, and the terminal beside them. */
import { clock, count, number } from "./locale.ts";

const parent = (pid: number): string => (pid === 0 ? "a process outside" : `PID ${pid}`);
const span = (span_ms: number): string => {
  const seconds = Math.max(0, span_ms) / 1_000;
  if (seconds < 60) return `${number(seconds, { maximumFractionDigits: seconds < 10 ? 1 : 0 })} s`;
  return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
};

const seems = (isGuessed: boolean): string => (isGuessed ? ", it seems" : "");
/** Why the kernel gave an orphan to whom it did. */
const reasons = {
  init: "no ancestor that lives is a subreaper",
  subreaper: "the nearest ancestor that is a subreaper",
};
const because = (reason: keyof typeof reasons | null | undefined): string => (reason ? `: ${reasons[reason]}` : "");
const outside = (id: number): string => (id === 0 ? "one outside" : String(id));
const ids = (effective: number, real: number): string =>
  real === effective ? String(effective) : `${effective} (its real one is ${real})`;

export const tree = {
  name: "Process tree",
  heading: "Processes",
  views: { name: "View", tree: "Tree", table: "Table", timeline: "Timeline" },
  empty: "No process yet.",
  noPid: "There is no PID on the screen.",
  point: "Point at a process, or move to it with the arrow keys, to read more.",
  /** The lab's own command, in the first box. */
  ownCommand: "PID 1:",
  /** Of a fold of processes that are not alike. */
  various: "various",
  fold: (members: number, state: string, parent: number) =>
    `${count(members, "process", "processes")}, ${state}, children of ${parent}`,
  foldDetails: (name: string, words: string) => `${name}: ${words}. Click or press Enter to see each.`,
  states: {
    R: "running",
    S: "sleeping",
    D: "waiting in the kernel",
    T: "stopped",
    Z: "zombie",
    X: "dead",
  },
  exitedWith: (code: number) => `exited with code ${code}`,
  endedBy: (signal: string) => `ended by ${signal}`,
  adoptedBy: (parent: number, isGuessed: boolean) => `orphan adopted by ${parent}${seems(isGuessed)}`,
  inContainer: (container: string) => `in the container ${container}`,
  childOf: (parent: number) => `child of ${parent}`,
  parentWas: (parent: number) => `its parent was ${parent}`,
  /** Of one process, beside its PID and command. */
  details: {
    about: (who: string, words: string) => `${who}: ${words}`,
    started: (at: number) => `Started at ${clock(at)}`,
    zombieSince: (at: number) => `A zombie since ${clock(at)}`,
    adopted: (by: number, why: string) => `PID ${by} adopted it: ${why}`,
    /** @param what of `marks` */
    at: (what: string, at: number) => `It ${what} at ${clock(at)}`,
    heir: (pid: number) =>
      `If it ended, PID ${pid} would adopt its children: ${pid === 1 ? "no ancestor is known to be a subreaper" : reasons.subreaper}`,
    subreaper: "It is a subreaper: it adopts orphans among its descendants",
    session: (id: number) => `session ${outside(id)}`,
    group: (id: number) => `process group ${outside(id)}`,
    user: (id: number) => `user ${id}`,
    pid1: "If it ended, the kernel would kill all others",
  },
  /** Without the time; `who` is such as "43 sleep". */
  events: {
    // Not "was started by": whoever looks from time to time may see it only after it was adopted.
    forked: (who: string, by: number) => `${who} appeared, child of ${parent(by)}`,
    executed: (pid: number, command: string) => `${pid} now runs ${command}`,
    exited: (who: string, how: string | null) => `${who} ${how ?? "exited"}`,
    zombie: (who: string, how: string | null) => `${who} became a zombie${how === null ? "" : ` (${how})`}`,
    reaped: (who: string, by: number, isGuessed: boolean) => `${who} was reaped by ${parent(by)}${seems(isGuessed)}`,
    ignored: (who: string, by: number) => `${who} was reaped by the kernel, as ${parent(by)} ignores SIGCHLD`,
    gap: "more happened here than could be seen",
  },
  /** What happens to a process on its way. Before them stands who it is, or nothing. */
  marks: {
    signalled: (signal: string, from: number | "kernel" | undefined) =>
      `got ${signal}${from === undefined ? "" : ` from ${from === "kernel" ? "the kernel" : parent(from)}`}`,
    ignored: (pid: number): string =>
      pid === 1 ? ", without effect: PID 1 gets only what it has a handler for" : ", without effect",
    orphaned: (to: number, why: keyof typeof reasons | undefined, isGuessed: boolean) =>
      `was orphaned, adopted by ${parent(to)}${seems(isGuessed)}${because(why)}`,
    session: (pid: number) => `leads a session of its own, ${pid}`,
    uid: (effective: number, real: number) => `runs as user ${ids(effective, real)}`,
    gid: (effective: number, real: number) => `runs as group ${ids(effective, real)}`,
    toPid: (pid: number) => `to PID ${pid}`,
    sessionShort: "session",
  },
  reasons,
  /** Of more than a few at once. `by` is who did it, if it was one. */
  many: {
    orphaned: (events: number, by: number | null, why: keyof typeof reasons | null) =>
      `${events} processes were orphaned${by === null ? "" : `, adopted by PID ${by}${because(why)}`}`,
    zombies: (events: number) => `${events} processes became zombies`,
    reaped: (events: number, by: number | null) =>
      `${events} processes were reaped${by === null ? "" : ` by PID ${by}`}`,
  },
  log: { name: "Events", summary: "Events " },
  clock,
  /** A life from birth to reaping, in parts. */
  life: {
    fromBefore: "from before the first look",
    from: (at: number) => `from ${clock(at)}`,
    more: (marks: number) => `${marks} things more`,
    zombieSince: (at: number) => `a zombie since ${clock(at)}`,
    zombieFor: (span_ms: number) => `a zombie for ${span(span_ms)}`,
    goesOn: "it goes on",
    goneAfter: (span_ms: number) => `gone after ${span(span_ms)}`,
    reapedBy: (pid: number) => `reaped by ${parent(pid)}`,
  },
  /** "2.5 s", "1 min 3 s". */
  span,
  gauge: {
    name: "Processes that count against the limit",
    pids: (current: number, max: number | null) => (max === null ? `${current} PIDs` : `${current} of ${max} PIDs`),
    value: (current: number, max: number) => `${current} of ${max}`,
  },
  sampled:
    "sampled: here the server looks at the processes up to 20 times a second, and what is shorter than that is not seen.",
  table: {
    caption: "Processes of the sandbox",
    pid: "PID",
    parent: "Parent",
    was: (parent: number, before: number) => `${parent} (was ${before})`,
    command: "Command",
    state: "State",
    exit: "Exit",
    container: "Container",
  },
  timeline: {
    shown: "Time shown",
    spans: { 10: "last 10 s", 60: "last minute", 600: "last 10 minutes", all: "all of it" },
    lives: "Lives of processes",
    older: (processes: number) => `${count(processes, "older process is", "older processes are")} not shown.`,
    now: "now",
    /** "−2.5 s" */
    ago: (seconds: number) => `−${number(seconds, { maximumFractionDigits: seconds < 10 ? 1 : 0 })} s`,
  },
};

export const terminal = {
  name: "Terminal",
  screenReader: "Screen reader mode",
  hint: {
    keys: "All keys go to the shell. ",
    leaves: " leaves and comes back",
    searches: " searches, ",
    pids: " finds PIDs",
  },
  search: {
    name: "Search the terminal",
    placeholder: "Search",
    previous: "Previous",
    next: "Next",
    close: "Close",
  },
};
