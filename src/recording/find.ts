/** Finds moments in a recording: a PID, a word of an event, a command, a mark, a line of the terminal. */
import type { ProcessEvent } from "../protocol/processes.ts";
import type { Happening } from "./happenings.ts";
import type { Recording } from "./recording.ts";

export interface Found {
  at_ms: number;
  /** Which process it is about, if it is about one. */
  pid: number | null;
}

/** How a happening is told, to be searched. */
export type Telling = (happening: Happening) => string;

/**
 * All moments that match, in order. A whole number is taken for a PID and finds the first list that it is in, and
 * what happened to it, to its children, by its signals and by its waiting; anything else is looked for in the words, whatever its case. Terminal output is searched a message at a time.
 *
 * @param max so many are enough
 */
export function find(recording: Recording, wanted: string, telling: Telling, max = 1_000): Found[] {
  const text = wanted.trim().toLowerCase();
  if (text === "") return [];
  const pid = /^\d+$/.test(text) ? Number(text) : null;
  const found: Found[] = [];
  for (const { happenings } of recording.segments) {
    let isKnown = false;
    for (const happening of happenings) {
      const isMatch: boolean =
        pid === null
          ? telling(happening).toLowerCase().includes(text)
          : isAbout(happening, pid) || (!isKnown && isListed(happening, pid));
      isKnown ||= isMatch;
      if (isMatch) found.push({ at_ms: happening.at_ms, pid: pid ?? pidOf(happening) });
      if (found.length >= max) return found;
    }
  }
  return found;
}

function isAbout(happening: Happening, pid: number): boolean {
  return happening.kind === "event" && (happening.event.pid === pid || hasPart(happening.event, pid));
}

function hasPart(event: ProcessEvent, pid: number): boolean {
  switch (event.kind) {
    case "forked":
      return event.ppid === pid;
    case "orphaned":
      return event.to === pid;
    case "signalled":
      return event.from === pid;
    case "reaped":
      return event.by === pid;
    default:
      return false;
  }
}

function isListed(happening: Happening, pid: number): boolean {
  return happening.kind === "processes" && (happening.change.set ?? []).some((process) => process.pid === pid);
}

function pidOf(happening: Happening): number | null {
  return happening.kind === "event" ? happening.event.pid : null;
}
