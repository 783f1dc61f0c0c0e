/**
 * asciicast v3 (https://docs.asciinema.org/manual/asciicast/v3/): a line with a header, then a line for each happening:
 * `[seconds since the one before, code, text]`. Players leave out the codes that they do not know, so any of them plays
 * the first terminal.
 *
 * | code | text |
 * |---|---|
 * | `o` `i` `r` | output, input and size ("80x24") of the first terminal |
 * | `O` `I` `R` | the same of another, after its number and a blank: "1 text" |
 * | `m` | a mark of the learner, with its label |
 * | `x` | the end, with the exit status: 128 and the number of a signal, as shells tell it |
 * | `X` | before such an `x`: the signal's name |
 * | `p` | JSON: what is different in the list of processes, `{at, pids?, all?, set?, gone?, sampled?, gap?}` |
 * | `e` | JSON: one thing that happened to a process, as in the protocol's `event` |
 * | `t` | JSON: a task of the lab, `{id, state, message?}` |
 */
import { z } from "zod";
import { taskNameSchema, terminalInfoSchema } from "../protocol/labs.ts";
import { pidsSchema, processEventSchema, processSchema } from "../protocol/processes.ts";

/** A file may have so many characters, lines, and hours. */
export const castLimits = { characters: 32 * 1024 * 1024, line: 2 * 1024 * 1024, lines: 500_000, hours: 24 } as const;

const cells = z.int().min(1).max(1000);

export const headerSchema = z.object({
  version: z.literal(3),
  term: z.object({ cols: cells, rows: cells }),
  /** Seconds since 1970. */
  timestamp: z.number().min(0).max(8.64e12).optional(),
  title: z.string().max(1000).optional(),
  /** What other players leave out. */
  pid_one: z
    .object({
      lab: z.string().max(64).nullable(),
      init: z.string().max(64).nullable(),
      terminals: z.array(terminalInfoSchema).min(1).max(16),
      tasks: z.array(taskNameSchema).max(100),
      lab_digest: z.string().max(64).optional(),
    })
    .optional(),
});
export type Header = z.infer<typeof headerSchema>;

export const eventSchema = z.tuple([
  z
    .number()
    .min(0)
    .max(castLimits.hours * 3600),
  z.string().length(1),
  z.string(),
]);

export const sizeSchema = z
  .string()
  .regex(/^\d{1,4}x\d{1,4}$/)
  .transform((text) => text.split("x").map(Number))
  .pipe(z.tuple([cells, cells]));

/** As exits are told of everywhere: "SIGKILL", "SIGRTMIN+3". */
export const signalSchema = z.string().regex(/^SIG[A-Z][A-Z0-9]{0,9}(?:\+\d{1,2})?$/, "a signal is such as SIGKILL");

/** Whole milliseconds are enough for the clock of a picture. */
const at = z.number().min(0).max(8.64e15);

export const changeSchema = z.object({
  at,
  pids: pidsSchema.optional(),
  all: z.literal(true).optional(),
  set: z.array(processSchema).max(40_000).optional(),
  gone: z.array(processSchema.shape.pid).max(40_000).optional(),
  sampled: z.boolean().optional(),
  gap: z.literal(true).optional(),
});
export const processHappenedSchema = processEventSchema.and(z.object({ at }));
export const taskDoneSchema = z.object({
  id: z.string(),
  state: z.enum(["open", "done"]),
  message: z.string().optional(),
});
