/** What a running lab shows, told to the page around it: the event `pid-lab-sight`, bubbling. */
import type { ProcessEvent, Processes } from "../../protocol/processes.ts";

export type LabSight = Pick<Processes, "list"> | ProcessEvent;

export function tellSight(root: HTMLElement, sight: LabSight): void {
  root.dispatchEvent(new CustomEvent("pid-lab-sight", { bubbles: true, detail: sight }));
}

declare global {
  interface GlobalEventHandlersEventMap {
    "pid-lab-sight": CustomEvent<LabSight>;
  }
}
