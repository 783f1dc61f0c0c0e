/** Bodies of the HTTP calls on sessions. */
import { z } from "zod";
import { initSchema, solutionSchema, taskInfoSchema, terminalInfoSchema } from "./labs.ts";

export const createSessionSchema = z.strictObject({
  lab: z.string().min(1).max(64),
  init: initSchema.optional(),
  /** When the server is full: true, to wait for a place; or the ticket of one who waits already. */
  queue: z.union([z.literal(true), z.string().min(1).max(64)]).optional(),
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

/** GET /api/sessions/:id. */
export const sessionStatusSchema = z.object({
  expiresAt: z.iso.datetime(),
  /** A page has it open: another that opens it takes it over. */
  isOpen: z.boolean(),
});
export type SessionStatus = z.infer<typeof sessionStatusSchema>;

/** GET /api/sessions/:id/tasks/:task/solution: what solves the task in this sandbox. */
export const taskSolutionSchema = z.object({ solution: solutionSchema });
export type TaskSolution = z.infer<typeof taskSolutionSchema>;

const placeSchema = z.object({
  /** 1 is next. */
  place: z.int().positive(),
  /** A guess. */
  waitSeconds: z.int().positive(),
  /** Ask again after so long; who does not ask for 90 seconds loses the place. */
  pollSeconds: z.int().positive(),
});

/** 202 to POST /api/sessions: all labs are in use, and the visitor waits. */
export const queuedSchema = placeSchema.extend({
  /** Names the place in the queue: bearer of GET and DELETE /api/queue, and `queue` of the next POST. */
  ticket: z.string(),
});
export type Queued = z.infer<typeof queuedSchema>;

/** GET /api/queue. */
export const queuePlaceSchema = placeSchema.extend({
  /** A lab is free: POST now. */
  isTurn: z.boolean(),
});
export type QueuePlace = z.infer<typeof queuePlaceSchema>;

/** DELETE /api/sessions/:id: with keepPlace, another lab is to start in its place, and nobody who waits goes first. */
export const endSessionQuerySchema = z.strictObject({ keepPlace: z.stringbool().default(false) });

/** 200 to DELETE with keepPlace: `queue` of the next POST. */
export const placeKeptSchema = z.object({ ticket: z.string() });
export type PlaceKept = z.infer<typeof placeKeptSchema>;

export const sessionExtendedSchema = z.object({ expiresAt: z.iso.datetime() });

/** RFC 9457. `detail` says what to do next. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
});
export type Problem = z.infer<typeof problemSchema>;
