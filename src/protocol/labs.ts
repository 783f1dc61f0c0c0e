/** What the server tells of its labs (`GET /api/labs`), and what a lab can choose from. */
import { z } from "zod";

/** Which program is PID 1 of the lab's container. `none`: the lab's own command. */
export const initSchema = z.enum(["none", "pid-one", "tini"]);
export type Init = z.infer<typeof initSchema>;

export const terminalInfoSchema = z.object({ id: z.int().min(0).max(255), title: z.string() });
export type TerminalInfo = z.infer<typeof terminalInfoSchema>;

export const taskInfoSchema = z.object({ id: z.string(), text: z.string() });
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
