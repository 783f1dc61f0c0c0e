/** Terminals and process tree of a recording: both always show the same moment. */
import "../process-tree/element.ts";
import "../terminal/element.ts";
import { applyChange, nobody } from "../../recording/process-changes.ts";
import { happeningsBetween, processesAt, type Recording } from "../../recording/recording.ts";
import { words } from "../../words/page.ts";
import { h } from "../dom.ts";
import { linkPids } from "../pid-links.ts";
import type { Moment } from "../process-tree/element.ts";
import { Lives } from "../process-tree/lives.ts";
import { ScreenReplay } from "./screen-replay.ts";

/** Further than this nothing is told and moved step by step. */
const stepByStep_ms_max = 5_000;
const eventsShown = 100;
/** So far back the last events are looked for. */
const eventsFrom_ms = 120_000;

export class Stage {
  readonly terminals = h("div", { class: "pid-lab__terminals" });
  readonly tree = h("process-tree");
  readonly #recording: () => Recording;
  readonly #screens: ScreenReplay[];
  #processes = nobody;
  #at_ms = -1;
  #clockAhead_ms = 0;

  /** @param recording it may grow */
  constructor(recording: () => Recording) {
    this.#recording = recording;
    const { about } = recording();
    this.tree.initName = about.initName;
    this.tree.clock = () => this.#clockAhead_ms + this.#at_ms;
    this.#screens = about.terminals.map(({ id, title }, index) => {
      const label = words.replay.terminal(about.terminals.length > 1 ? title : null);
      const terminal = h("pid-terminal", { label, "data-terminal": id, "read-only": true });
      terminal.enabled = false;
      terminal.fixedSize = about.size;
      if (index > 0) this.terminals.append(h("p", { class: "pid-replay__title" }, title));
      this.terminals.append(terminal);
      linkPids([terminal], this.tree);
      return new ScreenReplay(recording, terminal, id);
    });
  }

  /** Resolves when it is to be seen. */
  async show(at_ms: number): Promise<void> {
    const step_ms = at_ms - this.#at_ms;
    if (this.#at_ms >= 0 && step_ms >= 0 && step_ms <= stepByStep_ms_max) this.#follow(at_ms);
    else this.#jump(at_ms);
    this.#at_ms = at_ms;
    this.tree.tick();
    await Promise.all(this.#screens.map((screen) => screen.show(at_ms)));
  }

  /** Shows which process is meant. */
  point(pid: number | null): void {
    this.tree.point(pid);
  }

  #follow(at_ms: number): void {
    for (const happening of happeningsBetween(this.#recording(), this.#at_ms, at_ms)) {
      if (happening.kind === "event") this.tree.event(happening.event);
      if (happening.kind !== "processes") continue;
      this.#processes = applyChange(this.#processes, happening.change);
      this.tree.update(this.#processes);
    }
  }

  #jump(at_ms: number): void {
    const moment = momentAt(this.#recording(), at_ms);
    this.#processes = moment.processes;
    this.#clockAhead_ms = serverClock(this.#recording());
    this.tree.restore(moment);
  }
}

function momentAt(recording: Recording, at_ms: number): Moment {
  const events: Moment["events"][number][] = [];
  for (const happening of happeningsBetween(recording, at_ms - eventsFrom_ms, at_ms)) {
    if (happening.kind === "event") events.push(happening.event);
    if (happening.kind === "processes" && happening.change.gap) events.push({ at: happening.change.at, kind: "gap" });
  }
  const { processes, adopted } = processesAt(recording, at_ms) ?? { processes: nobody, adopted: new Map() };
  return { processes, adopted, events: events.slice(-eventsShown), lives: livesUpTo(recording, at_ms) };
}

function livesUpTo({ segments }: Recording, at_ms: number): Lives {
  const lives = new Lives();
  for (const [index, { start_ms, processes, happenings }] of segments.entries()) {
    if (start_ms > at_ms) break;
    // What a thinned segment does not tell is made up for by the list that the next one begins with.
    if (processes !== nobody && (index === 0 || segments[index - 1]?.isThin)) lives.update(processes);
    for (const happening of happenings) {
      if (happening.at_ms > at_ms) break;
      if (happening.kind === "event") lives.event(happening.event);
      if (happening.kind !== "processes") continue;
      const { at, all, set = [], gone = [] } = happening.change;
      if (all) lives.update({ at, list: set });
      else lives.change({ at, set, gone });
    }
  }
  return lives;
}

/** What the server's clock had when the recording began, in milliseconds since 1970: what came fastest tells it best. */
function serverClock({ segments }: Recording): number {
  for (const { happenings } of segments) {
    const clocks = happenings.flatMap((happening) => {
      if (happening.kind === "event") return [happening.event.at - happening.at_ms];
      return happening.kind === "processes" ? [happening.change.at - happening.at_ms] : [];
    });
    if (clocks.length > 0) return clocks.reduce((a, b) => Math.max(a, b));
  }
  return 0;
}
