/** All that is to be seen of one moment of a recording. To go there is to go through a part of one segment, not of all. */
import type { Adoption, ProcessEvent, Processes } from "../protocol/processes.ts";
import { Lives } from "./lives.ts";
import { nobody } from "./process-changes.ts";
import { processesAt, type Recording, segmentAt } from "./recording.ts";
import { followLives } from "./track.ts";

const eventsShown = 100;
/** So far back the last events are looked for. */
const eventsFrom_ms = 120_000;

/** Something happened before this that nobody saw: some events are missing. */
export interface Gap {
  at: number;
  kind: "gap";
}

export interface Moment {
  processes: Processes;
  /** Of each process that is not with the parent that it was born to. */
  adopted: ReadonlyMap<number, Adoption>;
  /** The last that happened before it. */
  events: readonly (ProcessEvent | Gap)[];
  /** All lives up to it. */
  lives: Lives;
}

export function momentAt(recording: Recording, at_ms: number): Moment {
  const { processes, adopted } = processesAt(recording, at_ms) ?? { processes: nobody, adopted: new Map() };
  return { processes, adopted, events: lastEvents(recording, at_ms), lives: livesUpTo(recording, at_ms) };
}

/** From the moment backwards: of a flood no more than what is shown is looked at. */
function lastEvents({ segments }: Recording, at_ms: number): Moment["events"] {
  const events: (ProcessEvent | Gap)[] = [];
  for (const { happenings } of segments.slice(0, segmentAt(segments, at_ms) + 1).reverse()) {
    for (let index = happenings.length - 1; index >= 0; index -= 1) {
      const happening = happenings[index];
      if (!happening || happening.at_ms > at_ms) continue;
      if (happening.at_ms < at_ms - eventsFrom_ms || events.length >= eventsShown) return events.reverse();
      if (happening.kind === "event") events.push(happening.event);
      if (happening.kind === "processes" && happening.change.gap) events.push({ at: happening.change.at, kind: "gap" });
    }
  }
  return events.reverse();
}

function livesUpTo({ segments }: Recording, at_ms: number): Lives {
  const segment = segments[segmentAt(segments, at_ms)];
  if (!segment) return new Lives();
  const lives = segment.lives.copy();
  // Those of a thinned segment are older than its beginning: the list makes up for what they miss.
  if (segment.isThin && segment.processes !== nobody) lives.update(segment.processes);
  for (const happening of segment.happenings) {
    if (happening.at_ms > at_ms) break;
    followLives(lives, happening);
  }
  return lives;
}
