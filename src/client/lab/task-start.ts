/** Where a task begins: in a new sandbox, after the tasks before it. For the page, and for the machine that tries all labs. */
import type { TaskInfo } from "../../protocol/labs.ts";

export interface TaskStart<Task> {
  /** PID 1 of the new sandbox; "": the lab's first. */
  init: string;
  /** What has to be done in it first. Of a solution only what comes after its last restart. */
  before: Task[];
}

/** @throws Error when there is no such task */
export function startOf<Task extends Pick<TaskInfo, "id" | "solution" | "ends">>(
  tasks: readonly Task[],
  id: string,
): TaskStart<Task> {
  let start: TaskStart<Task> = { init: "", before: [] };
  for (const task of tasks) {
    if (task.id === id) return start;
    const { solution } = task;
    const restart = solution?.findLastIndex(({ kind }) => kind === "restart") ?? -1;
    if (solution && restart >= 0) {
      const rest = { ...task, solution: solution.slice(restart + 1) };
      start = { init: solution[restart]?.text || start.init, before: [rest] };
    } else start.before.push(task);
    if (task.ends) start.before = [];
  }
  throw new Error(`the lab has no task ${id}`);
}
