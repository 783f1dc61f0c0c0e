/** What the server tells of its labs (`GET /api/labs`), and what a lab can choose from. */
import { z } from "zod";

/** Which program is PID 1 of the lab's container. `none`: the lab's own command; `broken`: an init that the lab brings. */
export const initSchema = z.enum(["none", "pid-one", "tini", "dumb-init", "catatonit", "broken"]);
export type Init = z.infer<typeof initSchema>;

export const terminalInfoSchema = z.object({ id: z.int().min(0).max(255), title: z.string() });
export type TerminalInfo = z.infer<typeof terminalInfoSchema>;

/** Texts have code between backticks. */
export const taskNameSchema = z.object({ id: z.string(), goal: z.string() });
export type TaskName = z.infer<typeof taskNameSchema>;

/** Steps: a command, keys, a text that is waited for, and so on. */
export const solutionSchema = z.array(z.object({ kind: z.string(), text: z.string() }));
export type Solution = z.infer<typeof solutionSchema>;

export const taskInfoSchema = taskNameSchema.extend({
  /** From a nudge to nearly the answer. */
  hints: z.array(z.string()),
  /** For who has done it. */
  explanation: z.string().optional(),
  /** Reaches the goal in a new sandbox. Not there: it depends on what was drawn for the sandbox, whose session tells it. */
  solution: solutionSchema.optional(),
  /** It is done when the sandbox ends. */
  ends: z.boolean().optional(),
});
export type TaskInfo = z.infer<typeof taskInfoSchema>;

export const labSummarySchema = z.object({
  id: z.string(),
  title: z.string(),
  summary: z.string(),
  terminals: z.array(terminalInfoSchema),
  /** The first is the one that a session gets when it names none. */
  inits: z.array(initSchema).min(1),
  tasks: z.array(taskInfoSchema),
});
export type LabSummary = z.infer<typeof labSummarySchema>;
