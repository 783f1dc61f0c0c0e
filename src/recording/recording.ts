/** A recording: what it is of, and its segments. */
import type { TaskName, TerminalInfo } from "../protocol/labs.ts";
import { type Adoption, adoptionOf, type Processes } from "../protocol/processes.ts";
import type { Happening } from "./happenings.ts";
import { applyChange } from "./process-changes.ts";
import { noteAdoptions, type Segment } from "./track.ts";

export interface RecordingAbout {
  title: string;
  /** When it began, in milliseconds since 1970. */
  began: number;
  /** Of the first terminal at the beginning. */
  size: { cols: number; rows: number };
  terminals: readonly TerminalInfo[];
  /** What runs as PID 1; null when it is the lab's own command, or nobody knows. */
  initName: string | null;
  lab: string | null;
  tasks: readonly TaskName[];
  /** Of the lab as it was, for a recording that stands beside it: `labDigest`. */
  labDigest?: string | undefined;
}

export interface Recording {
  about: RecordingAbout;
  segments: readonly Segment[];
  end_ms: number;
}

/** Where it begins: later than 0 when its oldest part had to be dropped. */
export function beginning(recording: Recording): number {
  return recording.segments[0]?.start_ms ?? 0;
}

/** The last segment that begins at or before this moment; 0 before the first. */
export function segmentAt(segments: readonly Segment[], at_ms: number): number {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((segments[middle]?.start_ms ?? 0) <= at_ms) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Everything that happened after `from_ms` and up to `to_ms`, in order. */
export function* happeningsBetween(recording: Recording, from_ms: number, to_ms: number): Generator<Happening> {
  for (let at = segmentAt(recording.segments, from_ms); at < recording.segments.length; at += 1) {
    const segment = recording.segments[at];
    if (!segment || segment.start_ms > to_ms) return;
    // From the end backwards it would be faster for one long segment, but segments are short.
    for (const happening of segment.happenings) {
      if (happening.at_ms > to_ms) return;
      if (happening.at_ms > from_ms) yield happening;
    }
  }
}

/** Everything from the beginning of a segment on, up to `to_ms`. */
export function* happeningsFrom(recording: Recording, segment: number, to_ms: number): Generator<Happening> {
  for (const { happenings } of recording.segments.slice(segment)) {
    for (const happening of happenings) {
      if (happening.at_ms > to_ms) return;
      yield happening;
    }
  }
}

export interface ProcessMoment {
  processes: Processes;
  adopted: ReadonlyMap<number, Adoption>;
}

/** The processes of one moment. */
export function processesAt(recording: Recording, at_ms: number): ProcessMoment | null {
  const segment = recording.segments[segmentAt(recording.segments, at_ms)];
  if (!segment) return null;
  let { processes } = segment;
  const adopted = new Map(segment.adopted);
  for (const happening of segment.happenings) {
    if (happening.at_ms > at_ms) break;
    if (happening.kind === "processes") {
      const before = processes;
      processes = applyChange(before, happening.change);
      noteAdoptions(adopted, before, processes);
    } else if (happening.kind === "event" && happening.event.kind === "orphaned") {
      const { pid } = happening.event;
      adopted.set(pid, adoptionOf(happening.event, adopted.get(pid)));
    }
  }
  return { processes, adopted };
}
