/** Does a task's solution before the learner's eyes: types it key by key, and waits where a person would. */
import type { TaskInfo } from "../../protocol/labs.ts";
import { keysOf } from "../commands/keys.ts";

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
}

const key_ms = 25;
/** Ends what runs in the foreground, or wipes out what is half typed. */
const interrupt = "\x03";

/** @param hurries without a pause for each key, for who wants no motion. @returns whether all of it was done */
export async function solve(steps: TaskInfo["solution"], lab: SolvableLab, hurries: boolean): Promise<boolean> {
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
