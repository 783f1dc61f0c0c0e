/** Text frames of the WebSocket protocol `pid-one.v1`: JSON objects with a `type`. */
import { z } from "zod";
import { terminalInfoSchema } from "./labs.ts";
import { exitSchema, processEventSchema, processesSchema } from "./processes.ts";

/** The sub-protocol that the server picks. */
export const subprotocol = "pid-one.v1";
/** The page offers its token as a second sub-protocol, `token.TOKEN`. */
export const tokenPrefix = "token.";

const terminal = z.int().min(0).max(255);

export const toServerSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("resize"),
    terminal,
    cols: z.int().min(1).max(1000),
    rows: z.int().min(1).max(1000),
  }),
  /** Flow control: so many more bytes of this terminal were taken in since the last ack. */
  z.strictObject({
    type: z.literal("ack"),
    terminal,
    bytes: z
      .int()
      .min(1)
      .max(1 << 30),
  }),
  z.strictObject({ type: z.literal("ping"), id: z.int() }),
  /** As an engine stops a container: SIGTERM to PID 1 from outside, SIGKILL ten seconds later. */
  z.strictObject({ type: z.literal("stop") }),
]);
export type ToServer = z.infer<typeof toServerSchema>;

export const endReasonSchema = z.enum([
  "expired",
  "idle",
  "deleted",
  "exited",
  "out-of-memory",
  "server-stopping",
  "failed",
]);
export type EndReason = z.infer<typeof endReasonSchema>;

export const noticeKindSchema = z.enum(["memory-kill"]);
export type NoticeKind = z.infer<typeof noticeKindSchema>;

export const toPageSchema = z.union([
  z.discriminatedUnion("type", [
    z.object({
      type: z.literal("hello"),
      session: z.string(),
      terminals: z.array(terminalInfoSchema),
      expiresAt: z.iso.datetime(),
    }),
    z.object({ type: z.literal("processes"), ...processesSchema.shape }),
    /** `message`, of one that is open: what is still missing, or went another way than it should. */
    z.object({
      type: z.literal("task"),
      id: z.string(),
      state: z.enum(["open", "done"]),
      message: z.string().optional(),
    }),
    /** Something that the learner should know. `memory-kill`: the kernel killed a process, as the lab's memory was used up. */
    z.object({ type: z.literal("notice"), kind: noticeKindSchema }),
    z.object({ type: z.literal("pong"), id: z.int() }),
    /** `exit`: of PID 1, if its end was the lab's. */
    z.object({ type: z.literal("ended"), reason: endReasonSchema, detail: z.string(), exit: exitSchema.optional() }),
  ]),
  processEventSchema.and(z.object({ type: z.literal("event") })),
]);
export type ToPage = z.infer<typeof toPageSchema>;
