/** Does tasks before the learner's eyes: types a solution key by key, and waits where a person would. */
import type { Solution, TaskInfo } from "../../protocol/labs.ts";
import { keysOf } from "../commands/keys.ts";
import type { TaskStart } from "./task-start.ts";

/** What it needs of a lab. Each resolves to false when the lab is over, or nothing comes of it in time. */
export interface SolvableLab {
  type(keys: string): Promise<boolean>;
  /** The shell waits for a command. */
  prompt(): Promise<boolean>;
  /** The terminal shows a text. */
  shows(text: string): Promise<boolean>;
  /** @param init "": as before */
  restart(init: string): Promise<boolean>;
  stop(): void;
  /** null: nobody can tell. */
  solutionOf(task: TaskInfo): Promise<Solution | null>;
  /** The task is done in this sandbox. */
  done(task: string): Promise<boolean>;
}

const key_ms = 25;
/** Ends what runs in the foreground, or wipes out what is half typed. */
const interrupt = "\x03";

/** Hears of each task that is done on the way, and how many there are. */
export type BeginListener = (task: TaskInfo, number: number, of: number) => void;

/**
 * Goes to where a task begins: in a new sandbox, does the tasks before it without a pause for each key.
 * @returns whether it came to that
 */
export async function begin(
  { init, before }: TaskStart<TaskInfo>,
  lab: SolvableLab,
  tell: BeginListener,
): Promise<boolean> {
  if (!((await lab.restart(init)) && (await lab.prompt()))) return false;
  for (const [index, task] of before.entries()) {
    tell(task, index + 1, before.length);
    if (!((await solve(task, lab, true)) && (await lab.done(task.id)))) return false;
  }
  return await lab.prompt();
}

/** @param hurries without a pause for each key, for who wants no motion. @returns whether all of it was done */
export async function solve(task: TaskInfo, lab: SolvableLab, hurries: boolean): Promise<boolean> {
  const steps = await lab.solutionOf(task);
  if (!steps) return false;
  if (steps[0]?.kind !== "restart" && !((await lab.type(interrupt)) && (await lab.prompt()))) return false;
  for (const [index, { kind, text }] of steps.entries()) {
    const next = steps[index + 1]?.kind;
    const isWaitedFor = next === "wait" || next === "longwait";
    if (!(await step(kind, text, lab, hurries, isWaitedFor))) return false;
  }
  return true;
}

async function step(
  kind: string,
  text: string,
  lab: SolvableLab,
  hurries: boolean,
  isWaitedFor: boolean,
): Promise<boolean> {
  switch (kind) {
    case "bash":
    case "hide":
      for (const line of text.split("\n")) if (!(await type(`${line.trim()}\r`, lab, hurries))) return false;
      return isWaitedFor || (await lab.prompt());
    case "key":
    case "keys":
      return await type(keysOf(text), lab, kind === "key" || hurries);
    case "wait":
    case "longwait":
      return await lab.shows(text);
    case "restart":
      return (await lab.restart(text)) && (await lab.prompt());
    case "stop":
      lab.stop();
      return true;
    default:
      return true; // For a machine that checks the lab.
  }
}

async function type(keys: string, lab: SolvableLab, hurries: boolean): Promise<boolean> {
  if (hurries) return await lab.type(keys);
  for (const key of keys) {
    if (!(await lab.type(key))) return false;
    await new Promise((resolve) => setTimeout(resolve, key_ms));
  }
  return true;
}
