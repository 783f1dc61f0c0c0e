/**
 * Tries a lab's tasks: each is open in a new sandbox, done after its solution and not by a way of an earlier task, and answers
 * the wrong ways that it knows.
 */
import { setTimeout as delay } from "node:timers/promises";
import { startOf } from "../../client/lab/task-start.ts";
import type { Step } from "../../course/dialect/step.ts";
import type { Lab } from "../../course/lab-file.ts";
import { solutionOf, type Task } from "../../course/task-file.ts";
import type { Init } from "../../protocol/labs.ts";
import type { Learner } from "./learner.ts";
import { type Failure, runStep, Seats, type Table } from "./run.ts";

/** In a sandbox of its own. @throws what starting a sandbox throws */
export async function runSolution(lab: Lab, task: Task, table: Table): Promise<Failure | undefined> {
  await using seats = new Seats(table);
  const { learner, hands } = await seats.at(lab);
  await hands.screen.until(() => hands.screen.isAtPrompt, table.seconds, "a prompt");
  if (learner.isDone(task.id) || (await holds(learner, task)))
    return failure(task, `task "${task.id}" is done before anything is`, hands.screen.text());
  const found = await reach(task, solutionOf(task, table.cause), {
    ...{ lab, seats, table },
    is: (learner) => learner.isDone(task.id),
    what: `the end of task "${task.id}", whose solution was done,`,
  });
  return found ?? (await doneEarly(lab, task, seats, "the solution"));
}

/** In a sandbox of its own. @throws what starting a sandbox throws */
export async function runWrongWay(
  lab: Lab,
  task: Task,
  { say, steps, does }: Task["wrong"][number],
  table: Table,
): Promise<Failure | undefined> {
  await using seats = new Seats(table);
  const found = await reach(task, steps, {
    ...{ lab, seats, table },
    is: (learner) => learner.tasks.get(task.id)?.message === say && does.every((id) => learner.isDone(id)),
    what: `the answer "${say}" of task "${task.id}"${does.map((id) => `, or the end of task "${id}"`).join("")}`,
  });
  const { learner, hands } = await seats.at(lab);
  if (found === undefined && learner.isDone(task.id))
    return failure(task, `task "${task.id}" is done in a way that is called wrong`, hands.screen.text());
  return found ?? (await doneEarly(lab, task, seats, "a wrong way", does));
}

/** A task that a way of an earlier one does says nothing: its learner has it before having read it. */
async function doneEarly(
  lab: Lab,
  task: Task,
  seats: Seats,
  way: string,
  stated: readonly string[] = [],
): Promise<Failure | undefined> {
  const { learner, hands } = await seats.at(lab);
  const later = lab.tasks.slice(lab.tasks.indexOf(task) + 1).filter(({ id }) => !stated.includes(id));
  const lasting = later.flatMap(({ check: { for_ms, init } }) => (init && init !== learner.init ? [] : (for_ms ?? 0)));
  await delay(Math.max(0, ...lasting));
  for (const early of later) {
    if (!learner.isDone(early.id) && !(await holds(learner, early))) continue;
    return failure(early, `task "${early.id}" is done by ${way} of task "${task.id}" already`, hands.screen.text());
  }
  return undefined;
}

/** Tasks that a learner does in one sandbox, one after the other: each solution works where the last has left it. */
export interface Row {
  init: Init | undefined;
  tasks: { task: Task; steps: readonly Step[] }[];
}

/** As the page goes to where a task begins. Only rows of two and more, and none that another goes on with. */
export function rowsOf(lab: Lab, cause: string | undefined): Row[] {
  const tasks = lab.tasks.map((task) => ({
    ...{ id: task.id, task, solution: [...solutionOf(task, cause)] },
    ends: task.check.ending !== undefined,
  }));
  const rows = tasks.flatMap((own) => {
    const { init, before } = startOf(tasks, own.id);
    return own.solution.some(({ kind }) => kind === "restart") ? [] : [{ init, tasks: [...before, own] }];
  });
  const goesOn = (row: (typeof rows)[number]) =>
    rows.some(
      ({ tasks: { [row.tasks.length - 1]: same, [row.tasks.length]: next } }) =>
        next && same?.id === row.tasks.at(-1)?.id,
    );
  return rows
    .filter((row) => row.tasks.length > 1 && !goesOn(row))
    .map(({ init, tasks }) => ({
      init: lab.inits.find((one) => one === init),
      tasks: tasks.map(({ task, solution }) => ({ task, steps: solution })),
    }));
}

/** In one sandbox. @throws what starting a sandbox throws */
export async function runRow(lab: Lab, { init, tasks }: Row, table: Table): Promise<Failure | undefined> {
  await using seats = new Seats(table);
  const { hands } = await seats.at(lab, init);
  await hands.screen.until(() => hands.screen.isAtPrompt, table.seconds, "a prompt");
  for (const { task, steps } of tasks) {
    const found = await reach(task, steps, {
      ...{ lab, seats, table },
      is: (learner) => learner.isDone(task.id),
      what: `the end of task "${task.id}", whose solution was done after those before it,`,
    });
    if (found !== undefined) return found;
  }
  return undefined;
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

/** Whether a command says so already, which the session asks only when something happens. */
async function holds({ sandbox, init, isOver }: Learner, { check }: Task): Promise<boolean> {
  if (isOver || check.command === undefined || (check.init !== undefined && check.init !== init)) return false;
  const { exit } = await sandbox.run(["/bin/bash", "-c", check.command], { timeoutMs: 10_000 });
  return "code" in exit && exit.code === (check.status ?? 0);
}

function failure({ id, place }: Task, reason: string, screen: string): Failure {
  return { step: { kind: "check", text: `task ${id}`, place, isHidden: true }, reason, screen };
}
