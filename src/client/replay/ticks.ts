/** What is worth a tick on the line of time: marks, tasks that were done, processes that became zombies. */
import { beginning, type Recording } from "../../recording/recording.ts";
import { words } from "../../words/page.ts";
import { plainText } from "../lab/rich-text.ts";

export interface Tick {
  at_ms: number;
  kind: "mark" | "task" | "zombie";
  title: string;
}

/** A line has room for so many places. */
const places = 120;

/** One tick for each place and kind. */
export function ticksOf(recording: Recording): Tick[] {
  const start_ms = beginning(recording);
  const place_ms = Math.max(1, (recording.end_ms - start_ms) / places);
  const taken = new Set<string>();
  const ticks: Tick[] = [];
  const add = (tick: Tick): void => {
    const place = `${tick.kind} ${Math.floor((tick.at_ms - start_ms) / place_ms)}`;
    if (taken.has(place)) return;
    taken.add(place);
    ticks.push(tick);
  };
  for (const { happenings } of recording.segments) {
    for (const happening of happenings) {
      const { at_ms, kind } = happening;
      if (kind === "mark") add({ at_ms, kind, title: happening.label === "" ? words.replay.mark : happening.label });
      if (kind === "task" && happening.task.state === "done")
        add({ at_ms, kind, title: taskText(recording, happening.task.id) });
      if (kind === "event" && happening.event.kind === "zombie")
        add({ at_ms, kind: "zombie", title: words.replay.becameZombie(happening.event.pid) });
    }
  }
  return ticks;
}

function taskText({ about }: Recording, id: string): string {
  return words.lab.tasks.isDone(plainText(about.tasks.find((task) => task.id === id)?.goal ?? id));
}
