/** Terminals and process tree of a recording: both always show the same moment. */
import "../process-tree/element.ts";
import "../terminal/element.ts";
import { momentAt } from "../../recording/moment.ts";
import { applyChange, nobody } from "../../recording/process-changes.ts";
import { happeningsBetween, type Recording } from "../../recording/recording.ts";
import { words } from "../../words/page.ts";
import { h } from "../dom.ts";
import { linkPids } from "../pid-links.ts";
import { ScreenReplay } from "./screen-replay.ts";

/** Further than this nothing is told and moved step by step. */
const stepByStep_ms_max = 5_000;

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
