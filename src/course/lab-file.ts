/** labs/<lab>/lab.md: YAML front matter that says what the lab needs, then the learner's text. */
import { z } from "zod";
import { initSchema } from "../protocol/labs.ts";

const pid = z.int().min(1).max(4_194_304);

/** A task is done at the first process event that has all of these properties. */
export const taskConditionSchema = z.strictObject({
  event: z.enum(["forked", "executed", "exited", "orphaned", "zombie", "reaped"]),
  /** The session's PID 1 choice. */
  init: initSchema.optional(),
  /** `orphaned`: the adopter. */
  to: pid.optional(),
  /** `reaped`: who reaped it. */
  by: pid.optional(),
  /** `reaped`: whether it had been orphaned before. */
  orphan: z.boolean().optional(),
  /**
   * `zombie`: only when it is still a zombie so long after. Every child is a zombie for a moment between its exit and
   * its parent's wait; a task about zombies means those that stay.
   */
  for_ms: z.int().min(0).max(60_000).optional(),
});
export type TaskCondition = z.infer<typeof taskConditionSchema>;

const taskSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, "write lower-case letters, digits and dashes, such as make-a-zombie"),
  text: z.string().min(1),
  done: taskConditionSchema,
});

function refuseSameIds(tasks: { id: string }[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  for (const [index, { id }] of tasks.entries()) {
    if (seen.has(id)) {
      context.addIssue({
        code: "custom",
        path: [index, "id"],
        message: "another task has this id; write one of its own",
      });
    }
    seen.add(id);
  }
}

/** Those that reach no further than the container, also where its root is the machine's (Docker without user namespaces). */
const capabilities = [
  ...(["CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FOWNER", "CAP_FSETID", "CAP_KILL", "CAP_NET_BIND_SERVICE"] as const),
  ...(["CAP_SETGID", "CAP_SETPCAP", "CAP_SETUID", "CAP_SYS_BOOT", "CAP_SYS_CHROOT"] as const),
] as const;

export const labFrontMatterSchema = z.strictObject({
  title: z.string().min(1),
  summary: z.string().min(1),
  /** The first is the default. */
  inits: z.array(initSchema).min(1),
  command: z.array(z.string().min(1)).min(1),
  shell: z.array(z.string().min(1)).min(1).default(["/bin/bash", "-l"]),
  terminals: z.int().min(1).max(4).default(1),
  /** Linux capabilities inside the container's own user namespace. */
  capabilities: z.array(z.enum(capabilities)).default([]),
  limits: z
    .strictObject({
      pids: z.int().min(8).max(4096).default(64),
      memory_mib: z.int().min(16).max(4096).default(128),
      cpus: z.number().min(0.05).max(8).default(0.5),
      tmpfs_mib: z.int().min(1).max(1024).default(16),
    })
    .prefault({}),
  tasks: z.array(taskSchema).superRefine(refuseSameIds).default([]),
});

export type LabFrontMatter = z.infer<typeof labFrontMatterSchema>;

export interface Lab extends LabFrontMatter {
  /** The folder's name. */
  id: string;
  /** Absolute path of the folder. */
  dir: string;
  /** The learner's text: Markdown in the course's dialect. */
  text: string;
}
