/** labs/<lab>/lab.md: YAML front matter that says what the lab needs, then the learner's text. */
import { z } from "zod";
import { type Init, initSchema } from "../protocol/labs.ts";
import { type Steps, type Task, taskSchema, type WrittenTask } from "./task-file.ts";

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

/** What a wrong way does, it does before its learner gets there. */
function refuseOtherTasks(tasks: WrittenTask[], context: z.RefinementCtx): void {
  for (const [index, { wrong }] of tasks.entries()) {
    const later = tasks.slice(index + 1).map(({ id }) => id);
    const message = `no task after this one has this id; ${later.length > 0 ? `write one of ${later.join(", ")}` : "it is the last one"}`;
    for (const [way, { does }] of wrong.entries())
      for (const [at, id] of does.entries())
        if (!later.includes(id)) context.addIssue({ code: "custom", path: [index, "wrong", way, "does", at], message });
  }
}

/** Each cause has a solution of each task that has them by cause, and no other has. */
function refuseOtherCauses(
  { causes, tasks }: { causes: string[]; tasks: { solutions?: Record<string, unknown> | undefined }[] },
  context: z.RefinementCtx,
): void {
  for (const [index, { solutions }] of tasks.entries()) {
    if (solutions === undefined) continue;
    const named = Object.keys(solutions);
    if (named.length === causes.length && causes.every((cause) => named.includes(cause))) continue;
    const message = causes.length === 0 ? "the lab has no `causes`" : `write one for each of ${causes.join(", ")}`;
    context.addIssue({ code: "custom", path: ["tasks", index, "solutions"], message });
  }
}

/** Each has a terminal, of which a lab has four at most. */
const containersMax = 4;

function refuseSameNames(containers: { name: string }[], context: z.RefinementCtx): void {
  const refuse = (index: number, message: string) =>
    context.addIssue({ code: "custom", path: [index, "name"], message });
  for (const [index, { name }] of containers.entries()) {
    if (name === "main") refuse(index, "the container of `command` has this name; write another one");
    else if (containers.findIndex((other) => other.name === name) < index)
      refuse(index, "another container has this name; write one of its own");
  }
}

/** What a task says of a PID 1 could never be so where the lab does not offer it. */
function refuseOtherInits(lab: { inits: Init[]; tasks: WrittenTask[] }, context: z.RefinementCtx): void {
  const message = `the lab does not offer it; write one of ${lab.inits.join(", ")}, or add it to \`inits\``;
  const look = (init: Init | undefined | null, path: PropertyKey[]) => {
    if (init && !lab.inits.includes(init)) context.addIssue({ code: "custom", path: ["tasks", ...path], message });
  };
  const lookAt = (steps: Steps, path: PropertyKey[]) => {
    for (const [index, step] of steps.entries())
      if (typeof step !== "string") look(step.restart, [...path, index, "restart"]);
  };
  for (const [index, { check, solution = [], solutions = {}, wrong }] of lab.tasks.entries()) {
    look(check.init, [index, "check", "init"]);
    lookAt(solution, [index, "solution"]);
    for (const [cause, steps] of Object.entries(solutions)) lookAt(steps, [index, "solutions", cause]);
    for (const [at, { when, steps }] of wrong.entries()) {
      look(when.init, [index, "wrong", at, "when", "init"]);
      lookAt(steps, [index, "wrong", at, "steps"]);
    }
  }
}

/** Those that reach no further than the container, also where its root is the machine's (Docker without user namespaces). */
const capabilities = [
  ...(["CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FOWNER", "CAP_FSETID", "CAP_KILL", "CAP_NET_BIND_SERVICE"] as const),
  ...(["CAP_SETGID", "CAP_SETPCAP", "CAP_SETUID", "CAP_SYS_BOOT", "CAP_SYS_CHROOT"] as const),
] as const;

export const labFrontMatterSchema = z
  .strictObject({
    title: z.string().min(1),
    summary: z.string().min(1),
    /** Its place among the labs; of the same, the title decides. */
    order: z.int().min(1).default(1000),
    /** The first is the default. */
    inits: z.array(initSchema).min(1),
    command: z.array(z.string().min(1)).min(1),
    /** They join the one whose PID 1 `command` is, which then has no terminal: the first of them has terminal 0. */
    containers: z
      .array(
        z.strictObject({
          name: z.string().regex(/^[a-z][a-z0-9-]{0,14}$/, "write lower-case letters, digits and dashes, such as web"),
          command: z.array(z.string().min(1)).min(1),
        }),
      )
      .max(containersMax)
      .superRefine(refuseSameNames)
      .default([]),
    shell: z.array(z.string().min(1)).min(1).default(["/bin/bash", "-l"]),
    /** One of them is drawn for each sandbox, which finds it in `PID_ONE_CAUSE`. */
    causes: z.array(z.string().regex(/^[a-z][a-z-]{0,39}$/, "write lower-case letters and dashes")).default([]),
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
    tasks: z.array(taskSchema).superRefine(refuseSameIds).superRefine(refuseOtherTasks).default([]),
  })
  .superRefine(refuseOtherCauses)
  .superRefine(refuseOtherInits);

export type LabFrontMatter = z.infer<typeof labFrontMatterSchema>;

export interface Lab extends Omit<LabFrontMatter, "tasks"> {
  tasks: Task[];
  /** The folder's name. */
  id: string;
  /** Absolute path of the folder. */
  dir: string;
  /** The learner's text: Markdown in the course's dialect. */
  text: string;
}
