/** In the list of labs: how many tasks of each are done in this browser. */

import { words } from "../../words/page.ts";
import { setText } from "../dom.ts";
import { doneTasks } from "./progress.ts";

/** In each element with `data-lab` and, with blanks between them, the ids of its tasks as `data-tasks`. */
export function showDoneTasks(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLElement>("[data-lab][data-tasks]")) {
    const done = doneTasks(element.dataset.lab ?? "");
    // Those that the lab has now: one that was done may have left it since.
    const tasks = (element.dataset.tasks ?? "").split(" ");
    setText(element, words.lab.tasks.inList(tasks.filter((id) => done.has(id)).length, tasks.length));
  }
}
