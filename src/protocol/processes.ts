/** What the server says about the processes of a sandbox. PIDs are those seen inside the container. */
import { z } from "zod";

/** PIDs on Linux go up to 2^22 (proc(5), pid_max). 0 as a parent means "outside of the namespace". */
const pid = z.int().min(0).max(4_194_304);

/** A user or a group. */
const id = z.int().min(0).max(0xffff_ffff);

/** How a process ended: a code of 0 to 255, or the signal's name ("SIGKILL"). */
export const exitSchema = z.union([z.object({ code: z.int().min(0).max(255) }), z.object({ signal: z.string() })]);
export type Exit = z.infer<typeof exitSchema>;

/** The kernel's letter for a state, as in the third field of /proc/PID/stat. D and I are shown as D. */
export const processStateSchema = z.enum(["R", "S", "D", "T", "Z", "X"]);
export type ProcessState = z.infer<typeof processStateSchema>;

export const processSchema = z.object({
  pid,
  ppid: pid,
  state: processStateSchema,
  /** The name that the kernel keeps (comm, at most 15 bytes). */
  command: z.string(),
  /** Which container of the sandbox it runs in; a sandbox of one container calls it "main". */
  container: z.string(),
  /** Known for zombies. */
  exit: exitSchema.optional(),
  /** Process group and session; 0: one outside of the namespace. These and the following: where they are known. */
  pgid: pid.optional(),
  sid: pid.optional(),
  /** The effective user, as the container numbers users. */
  uid: id.optional(),
  /** Milliseconds since 1970; to 10 ms where nobody saw it. */
  startedAt: z.number().optional(),
  /** It has adopted an orphan without being PID 1. Whether another one would, nobody can ask. */
  subreaper: z.literal(true).optional(),
});
export type Process = z.infer<typeof processSchema>;

export const pidsSchema = z.object({
  /** What counts against the limit: zombies and threads too. */
  current: z.int().min(0),
  /** null: no limit is in force. */
  max: z.int().min(0).nullable(),
});

/** All processes of the sandbox at one moment, sorted by PID. `at` is in milliseconds since 1970. */
export const processesSchema = z.object({
  at: z.number(),
  pids: pidsSchema,
  list: z.array(processSchema),
  /** They are looked at from time to time: what was shorter than that is not among the events. */
  sampled: z.literal(true).optional(),
  /** Before this, something happened that nobody saw: events are missing. The list is whole. */
  gap: z.literal(true).optional(),
});
export type Processes = z.infer<typeof processesSchema>;

/**
 * Why the kernel gave an orphan to whom it did. `subreaper`: the nearest of its ancestors that lived and had made itself
 * one (prctl(2), PR_SET_CHILD_SUBREAPER). `init`: PID 1 of its namespace, as there was no such ancestor.
 */
export const adoptionReasonSchema = z.enum(["init", "subreaper"]);
export type AdoptionReason = z.infer<typeof adoptionReasonSchema>;

const eventBase = { at: z.number(), pid };

/** One thing that happened to one process. `at` is in milliseconds since 1970. */
export const processEventSchema = z.discriminatedUnion("kind", [
  z.object({ ...eventBase, kind: z.literal("forked"), ppid: pid }),
  z.object({ ...eventBase, kind: z.literal("executed"), command: z.string() }),
  z.object({ ...eventBase, kind: z.literal("exited"), exit: exitSchema.optional() }),
  /** The parent (`from`, where it was seen) died and the kernel gave the process to `to`. `guessed`: see `reaped`. */
  z.object({
    ...{ ...eventBase, kind: z.literal("orphaned"), from: pid.optional(), to: pid },
    ...{ why: adoptionReasonSchema.optional(), guessed: z.literal(true).optional() },
  }),
  z.object({ ...eventBase, kind: z.literal("zombie"), ppid: pid, exit: exitSchema.optional() }),
  /**
   * `orphan`: it had been orphaned before, so `by` is its adopter. `ignored`: `by` ignores SIGCHLD, so it did not wait,
   * and the kernel took the process at once. `guessed`: two looks suggest it, nobody saw it.
   */
  z.object({
    ...{ ...eventBase, kind: z.literal("reaped"), by: pid, orphan: z.boolean() },
    ...{ ignored: z.literal(true).optional(), guessed: z.literal(true).optional() },
  }),
  /** setsid(2): it leads a new session and a process group, whose number is its own PID. */
  z.object({ ...eventBase, kind: z.literal("session") }),
  /** It has another user or group: the real one, and the effective one, which is asked for rights. As the container numbers them. */
  z.object({ ...eventBase, kind: z.literal("uid"), real: id, effective: id }),
  z.object({ ...eventBase, kind: z.literal("gid"), real: id, effective: id }),
  /**
   * Without `from` and `kernel` nobody knows who sent it. `kernel`: the kernel did, as for Ctrl+C, a fault, or a timer.
   * `ignored`: it had no effect, as the process ignores it, is PID 1 and has no handler for it, or is ending anyway.
   */
  z.object({
    ...{ ...eventBase, kind: z.literal("signalled"), signal: z.string(), from: pid.optional() },
    ...{ kernel: z.literal(true).optional(), ignored: z.literal(true).optional() },
  }),
]);
export type ProcessEvent = z.infer<typeof processEventSchema>;

/** What is known of a process that is not with the parent that it was born to. */
export interface Adoption {
  /** Who that was; null if nobody saw it. */
  from: number | null;
  to: number;
  why: AdoptionReason | null;
  guessed: boolean;
}

/** @param before what was known of an adoption until now */
export function adoptionOf(
  { from, to, why, guessed }: Extract<ProcessEvent, { kind: "orphaned" }>,
  before: Adoption | undefined,
): Adoption {
  return { from: from ?? before?.from ?? null, to, why: why ?? null, guessed: guessed ?? false };
}
