/** What a session showed, one thing after another. Times are milliseconds since the recording began. */
import type { Exit, Process, ProcessEvent, Processes } from "../protocol/processes.ts";

export type Happening = { at_ms: number } & What;

export type What =
  | { kind: "output"; terminal: number; text: string }
  | { kind: "input"; terminal: number; text: string }
  | { kind: "resize"; terminal: number; cols: number; rows: number }
  /** What the learner wanted to find again; may be empty. */
  | { kind: "mark"; label: string }
  | { kind: "processes"; change: ProcessChange }
  | { kind: "event"; event: ProcessEvent }
  | { kind: "task"; task: TaskDone }
  /** The session is over. It is how the recorded program ended, PID 1 in a lab; where nobody knows it, nothing is told. */
  | { kind: "exit"; exit: Exit };

/** What is different from the list before. */
export interface ProcessChange {
  /** By the server's clock, in milliseconds since 1970. */
  at: number;
  pids?: Processes["pids"] | undefined;
  /** `set` is the whole list: whoever is not in it is gone. */
  all?: true | undefined;
  /** Those that are new, or not as they were. */
  set?: Process[] | undefined;
  gone?: number[] | undefined;
  /** From now on processes are looked at from time to time, or not any more. */
  sampled?: boolean | undefined;
  /** Before this, something happened that nobody saw. */
  gap?: true | undefined;
}

export interface TaskDone {
  id: string;
  state: "open" | "done";
  message?: string | undefined;
}

/** What a happening costs in memory, about, in bytes (V8 on 64 bits: an object of a few fields, its strings beside it). */
export function costOf(happening: Happening): number {
  const object = 96;
  switch (happening.kind) {
    case "output":
    case "input":
      return object + textCost(happening.text);
    case "mark":
      return object + textCost(happening.label);
    case "processes":
      return object + 64 + 160 * (happening.change.set?.length ?? 0) + 8 * (happening.change.gone?.length ?? 0);
    case "event":
      return object + 96;
    default:
      return object;
  }
}

/** One byte a character, two as soon as one of them is beyond Latin-1. */
export function textCost(text: string): number {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0xff) return 2 * text.length;
  return text.length;
}
