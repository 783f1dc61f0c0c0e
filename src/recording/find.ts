/** Finds moments in a recording: a PID, a word of an event, a command, a mark, a line of the terminal. */
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
 * All moments that match, in order. A whole number is taken for a PID and finds what happened to it and its children;
 * anything else is looked for in the words, whatever its case. Terminal output is searched a message at a time.
 *
 * @param max so many are enough
 */
export function find(recording: Recording, wanted: string, telling: Telling, max = 1_000): Found[] {
  const text = wanted.trim().toLowerCase();
  if (text === "") return [];
  const pid = /^\d+$/.test(text) ? Number(text) : null;
  const found: Found[] = [];
  for (const { happenings } of recording.segments) {
    for (const happening of happenings) {
      const isMatch = pid === null ? telling(happening).toLowerCase().includes(text) : isAbout(happening, pid);
      if (isMatch) found.push({ at_ms: happening.at_ms, pid: pid ?? pidOf(happening) });
      if (found.length >= max) return found;
    }
  }
  return found;
}

function isAbout(happening: Happening, pid: number): boolean {
  return happening.kind === "event" && (happening.event.pid === pid || isParent(happening.event, pid));
}

function isParent(event: Extract<Happening, { kind: "event" }>["event"], pid: number): boolean {
  return (event.kind === "forked" && event.ppid === pid) || (event.kind === "orphaned" && event.to === pid);
}

function pidOf(happening: Happening): number | null {
  return happening.kind === "event" ? happening.event.pid : null;
}
