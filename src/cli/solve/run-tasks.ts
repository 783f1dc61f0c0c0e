/** Tries a lab's tasks: each is open in a new sandbox, done after its solution, and answers the wrong ways that it knows. */
import type { Step } from "../../course/dialect/step.ts";
import type { Lab } from "../../course/lab-file.ts";
import type { Task } from "../../course/task-file.ts";
import type { Learner } from "./learner.ts";
import { type Failure, runStep, Seats, type Table } from "./run.ts";

/** In a sandbox of its own. @throws what starting a sandbox throws */
export async function runSolution(lab: Lab, task: Task, table: Table): Promise<Failure | undefined> {
  await using seats = new Seats(table);
  const { learner, hands } = await seats.at(lab);
  await hands.screen.until(() => hands.screen.isAtPrompt, table.seconds, "a prompt");
  if (isDone(learner, task) || (await holds(learner, task)))
    return failure(task, `task "${task.id}" is done before anything is`, hands.screen.text());
  return await reach(task, solutionOf(task, table), {
    ...{ lab, seats, table },
    is: (learner) => isDone(learner, task),
    what: `the end of task "${task.id}", whose solution was done,`,
  });
}

export function solutionOf({ solution, solutions }: Task, { cause = "" }: Table): readonly Step[] {
  return solutions[cause] ?? solution;
}

/** In a sandbox of its own. @throws what starting a sandbox throws */
export async function runWrongWay(
  lab: Lab,
  task: Task,
  { say, steps }: Task["wrong"][number],
  table: Table,
): Promise<Failure | undefined> {
  await using seats = new Seats(table);
  const found = await reach(task, steps, {
    ...{ lab, seats, table },
    is: ({ tasks }) => tasks.get(task.id)?.message === say,
    what: `the answer "${say}" of task "${task.id}"`,
  });
  const { learner, hands } = await seats.at(lab);
  if (found === undefined && isDone(learner, task))
    return failure(task, `task "${task.id}" is done in a way that is called wrong`, hands.screen.text());
  return found;
}

interface Goal {
  lab: Lab;
  seats: Seats;
  table: Table;
  is: (learner: Learner) => boolean;
  /** In words for whoever misses it. */
  what: string;
}

async function reach(
  task: Task,
  steps: readonly Step[],
  { lab, seats, table, is, what }: Goal,
): Promise<Failure | undefined> {
  for (const [index, step] of steps.entries()) {
    const found = await runStep({ ...step, lab: lab.id }, steps[index + 1], seats, table);
    if (found === undefined) continue;
    // A step may end the lab, and be right in that.
    return is((await seats.at(lab)).learner) ? undefined : found;
  }
  const { learner, hands } = await seats.at(lab);
  try {
    await hands.screen.until(() => is(learner), table.seconds, what);
    return undefined;
  } catch (error) {
    return failure(task, error instanceof Error ? error.message : String(error), hands.screen.text());
  }
}

function isDone({ tasks }: Learner, { id }: Task): boolean {
  return tasks.get(id)?.state === "done";
}

/** Whether a command says so already, which the session asks only when something happens. */
async function holds({ sandbox, init }: Learner, { check }: Task): Promise<boolean> {
  if (check.command === undefined || (check.init !== undefined && check.init !== init)) return false;
  const { exit } = await sandbox.run(["/bin/bash", "-c", check.command], { timeoutMs: 10_000 });
  return "code" in exit && exit.code === (check.status ?? 0);
}

function failure({ id, place }: Task, reason: string, screen: string): Failure {
  return { step: { kind: "check", text: `task ${id}`, place, isHidden: true }, reason, screen };
}
