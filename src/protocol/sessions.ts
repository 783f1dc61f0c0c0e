/** Bodies of the HTTP calls on sessions. */
import { z } from "zod";
import { initSchema, taskInfoSchema, terminalInfoSchema } from "./labs.ts";

export const createSessionSchema = z.strictObject({
  lab: z.string().min(1).max(64),
  init: initSchema.optional(),
});
export type CreateSession = z.infer<typeof createSessionSchema>;

export const sessionCreatedSchema = z.object({
  id: z.string(),
  /** Bearer of all that can be done with the session. Never stands in a URL. */
  token: z.string(),
  /** Path of the WebSocket, relative to the lab server. */
  socket: z.string(),
  terminals: z.array(terminalInfoSchema),
  tasks: z.array(taskInfoSchema),
  expiresAt: z.iso.datetime(),
  idleSeconds: z.int().positive(),
});
export type SessionCreated = z.infer<typeof sessionCreatedSchema>;

export const sessionExtendedSchema = z.object({ expiresAt: z.iso.datetime() });

/** RFC 9457. `detail` says what to do next. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
});
export type Problem = z.infer<typeof problemSchema>;
