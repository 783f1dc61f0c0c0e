/** The tasks in a lab's front matter: what to reach, how it is seen to be reached, and help on the way. docs/labs.md explains them. */
import { z } from "zod";
import { initSchema } from "../protocol/labs.ts";
import { buttonMark, buttons } from "../words/buttons.ts";
import { isStepKind, type Step, type StepKind } from "./dialect/step.ts";
import { nearest } from "./nearest.ts";

/** As `ps -o comm` shows it. */
const name = z.string().min(1).max(15);
/** A process: its PID, or its name. */
const someone = z.union([z.int().min(1).max(4_194_304), name]);
const oneOf = ["event", "pids", "command", "ending"] as const;
/** Which keys go with `event` alone. */
const ofEvent = ["name", "parent", "from", "to", "by", "orphan", "for_ms"] as const;

/** Something that can be so in a sandbox: an event of its processes, their number, what a command says, or how it ends. */
export const conditionSchema = z
  .strictObject({
    /** Only with this PID 1. */
    init: initSchema.optional(),

    event: z.enum(["forked", "executed", "exited", "orphaned", "zombie", "reaped"]).optional(),
    name: name.optional(),
    /** That it was born to, whoever has adopted it since. */
    parent: name.optional(),
    /** `orphaned`: whose child it was until now. */
    from: someone.optional(),
    /** `orphaned`: the adopter. */
    to: someone.optional(),
    /** `reaped`: who reaped it. */
    by: someone.optional(),
    /** `reaped`: whether it had been orphaned before. */
    orphan: z.boolean().optional(),
    /**
     * `zombie`: only when it is still a zombie so long after. Every child is a zombie for a moment between its exit and
     * its parent's wait; a task about zombies means those that stay.
     */
    for_ms: z.int().min(0).max(60_000).optional(),

    /** As many processes, threads and zombies as its limit allows. */
    pids: z.literal("full").optional(),

    /** For bash, in the sandbox, as root. What it prints while it is not so is told to the learner. */
    command: z.string().min(1).optional(),
    /** Of the command. */
    status: z.int().min(0).max(255).optional(),

    /** PID 1 has ended: with this code, as an engine tells it (128 + number for a signal), so long after a stop was asked for. */
    ending: z
      .strictObject({
        code: z.int().min(0).max(255).optional(),
        /** Whether a stop was asked for. */
        stopped: z.boolean().optional(),
        seconds_min: z.number().min(0).max(60).optional(),
        seconds_max: z.number().min(0).max(60).optional(),
      })
      .optional(),
  })
  .superRefine((condition, context) => {
    const refuse = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
    if (oneOf.filter((key) => condition[key] !== undefined).length !== 1)
      refuse([], `write one of ${oneOf.join(", ")} in it`);
    for (const key of ofEvent)
      if (condition[key] !== undefined && !condition.event) refuse([key], "it goes with `event`");
    if (condition.status !== undefined && !condition.command) refuse(["status"], "it goes with `command`");
  });
export type Condition = z.infer<typeof conditionSchema>;

/** What a step may be that is no command: those kinds that a page can do as well. */
const stepKeys = {
  ...{ key: z.string(), keys: z.string(), wait: z.string(), longwait: z.string(), check: z.string() },
  ...{ restart: initSchema.nullable(), stop: z.literal("").nullable() },
} satisfies Partial<Record<StepKind, z.ZodType<string | null>>>;

const stepSchema = z.union([
  z.string().min(1),
  z
    .looseObject(stepKeys)
    .partial()
    .refine(
      (step) => {
        const keys = Object.keys(step);
        return keys.length === 1 && keys.every((key) => key in stepKeys);
      },
      `write a command, or one of ${Object.keys(stepKeys).join(", ")}`,
    ),
]);
const stepsSchema = z.array(stepSchema).min(1);
export type Steps = z.infer<typeof stepsSchema>;

/** @param cause what was drawn for the sandbox */
export function solutionOf({ solution, solutions }: Task, cause = ""): readonly Step[] {
  return solutions[cause] ?? solution;
}

/** A lab that draws one cause of several has a solution for each; only it can tell whether all are there. */
function wantSolution({ solution, solutions }: { solution?: unknown; solutions?: unknown }, context: z.RefinementCtx) {
  if (solution === undefined && solutions === undefined)
    context.addIssue({ code: "custom", path: ["solution"], message: "write one" });
  if (solution !== undefined && solutions !== undefined)
    context.addIssue({
      code: "custom",
      path: ["solutions"],
      message: "there is a `solution` already; write one of both",
    });
}

/** For a learner: what stands in backticks is shown as code, and `.button[restart]` as the button's name on the page. */
const shortText = z
  .string()
  .min(1)
  .superRefine((text, context) => {
    for (const [mark, button = ""] of text.matchAll(buttonMark)) {
      if (buttons.includes(button)) continue;
      const near = nearest(button, buttons);
      const message = `pages have no ${mark}; write ${near === "" ? `one of ${buttons.join(", ")}` : `.button[${near}]`}`;
      context.addIssue({ code: "custom", message });
    }
  });

export const taskSchema = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,39}$/, "write lower-case letters, digits and dashes, such as make-a-zombie"),
    /** One sentence. */
    goal: shortText,
    check: conditionSchema,
    /** From a nudge to nearly the answer; a learner asks for one after the other. */
    hints: z.array(shortText).default([]),
    /** Shown when it is done. */
    explanation: shortText.optional(),
    /** Reaches the goal in a new sandbox. */
    solution: stepsSchema.optional(),
    /** The same by cause, in a lab that has `causes`. */
    solutions: z.record(z.string(), stepsSchema).optional(),
    /** What learners do instead, and what is then said. `does`: later tasks that are done by it all the same. */
    wrong: z
      .array(
        z.strictObject({
          ...{ when: conditionSchema, say: shortText, steps: stepsSchema },
          does: z.array(z.string()).default([]),
        }),
      )
      .default([]),
  })
  .superRefine(wantSolution);
/** As its author wrote it. */
export type WrittenTask = z.infer<typeof taskSchema>;

export interface Task extends Omit<WrittenTask, "solution" | "solutions" | "wrong"> {
  /** Of its id. */
  place: Step["place"];
  /** Empty, if it depends on the cause. */
  solution: Step[];
  solutions: Record<string, Step[]>;
  wrong: { when: Condition; say: string; steps: Step[]; does: string[] }[];
}

/** @param placeOf gives the place of what stands at a path below the task */
export function readTask(
  { solution = [], solutions = {}, wrong, ...task }: WrittenTask,
  placeOf: (path: readonly PropertyKey[]) => Step["place"],
): Task {
  return {
    ...task,
    place: placeOf(["id"]),
    solution: stepsAt(solution, ["solution"], placeOf),
    solutions: Object.fromEntries(
      Object.entries(solutions).map(([cause, steps]) => [cause, stepsAt(steps, ["solutions", cause], placeOf)]),
    ),
    wrong: wrong.map(({ steps, ...way }, index) => ({
      ...{ ...way, steps: stepsAt(steps, ["wrong", index, "steps"], placeOf) },
    })),
  };
}

function stepsAt(
  steps: z.infer<typeof stepsSchema>,
  path: readonly PropertyKey[],
  placeOf: (path: readonly PropertyKey[]) => Step["place"],
): Step[] {
  return steps.map((step, index) => {
    const [kind, text] = typeof step === "string" ? (["bash", step] as const) : onlyKeyOf(step);
    return { kind, text: (text ?? "").trim(), place: placeOf([...path, index]), isHidden: false };
  });
}

/** What the schema let through has one key. */
function onlyKeyOf(step: object): [StepKind, string | null] {
  const [[kind, text] = []] = Object.entries(step);
  return [kind !== undefined && isStepKind(kind) ? kind : "bash", typeof text === "string" ? text : null];
}
