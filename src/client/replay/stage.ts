/** Terminals and process tree of a recording: both always show the same moment. */
import "../process-tree/element.ts";
import "../terminal/element.ts";
import type { ProcessEvent } from "../../protocol/processes.ts";
import { applyChange, nobody } from "../../recording/process-changes.ts";
import { happeningsBetween, processesAt, type Recording } from "../../recording/recording.ts";
import { h } from "../dom.ts";
import type { Moment } from "../process-tree/element.ts";
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

  /** @param recording it may grow */
  constructor(recording: () => Recording) {
    this.#recording = recording;
    const { about } = recording();
    this.tree.initName = about.initName;
    this.#screens = about.terminals.map(({ id, title }, index) => {
      const label = about.terminals.length > 1 ? `Recording of ${title}` : "Recording of the terminal";
      const terminal = h("pid-terminal", { label, "data-terminal": id, "read-only": true });
      terminal.enabled = false;
      terminal.fixedSize = about.size;
      if (index > 0) this.terminals.append(h("p", { class: "pid-replay__title" }, title));
      this.terminals.append(terminal);
      return new ScreenReplay(recording, terminal, id);
    });
  }

  /** Resolves when it is to be seen. */
  async show(at_ms: number): Promise<void> {
    const step_ms = at_ms - this.#at_ms;
    if (this.#at_ms >= 0 && step_ms >= 0 && step_ms <= stepByStep_ms_max) this.#follow(at_ms);
    else this.#jump(at_ms);
    this.#at_ms = at_ms;
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
    this.tree.restore(moment);
  }
}

function momentAt(recording: Recording, at_ms: number): Moment {
  const events: ProcessEvent[] = [];
  for (const happening of happeningsBetween(recording, at_ms - eventsFrom_ms, at_ms)) {
    if (happening.kind === "event") events.push(happening.event);
  }
  const { processes, adopted } = processesAt(recording, at_ms) ?? { processes: nobody, adopted: new Map() };
  return { processes, adopted, events: events.slice(-eventsShown) };
}
