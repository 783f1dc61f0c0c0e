/** The solutions of a lab's tasks, done one after another, each in a new sandbox, at a pace that can be followed, as one recording. */
import { setTimeout as delay } from "node:timers/promises";
import { labDigest } from "../../course/lab-digest.ts";
import type { Lab } from "../../course/lab-file.ts";
import { toSummary } from "../../course/labs.ts";
import { solutionOf } from "../../course/task-file.ts";
import { nobody } from "../../recording/process-changes.ts";
import { Recorder } from "../../recording/recorder.ts";
import type { Recording } from "../../recording/recording.ts";
import type { SandboxDriver } from "../../server/sandbox/sandbox.ts";
import { withButtonNames } from "../../words/buttons.ts";
import { lab as words } from "../../words/en/lab.ts";
import type { Witness } from "../solve/learner.ts";
import { type Failure, runStep, Seats, type Table } from "../solve/run.ts";

/** So long somebody who watches looks at what is there before the next is typed. */
const look_ms = 1_000;
/** What a step may take. */
const seconds = 60;
const size = { cols: 80, rows: 24 };

/**
 * @param cause what is wrong in a lab that else draws it: chance has no say in a file that is compared with the lab
 * @throws what starting a sandbox throws
 */
export async function recordSolutions(
  lab: Lab,
  driver: SandboxDriver,
  cause: string | undefined,
): Promise<{ recording: Recording; failure: Failure | undefined }> {
  const recorder = newRecorder(lab, await labDigest(lab));
  const table = {
    ...{
      driver,
      seconds,
      ...(cause !== undefined && { cause }),
      labs: new Map([[lab.id, lab]]),
      witness: witnessOf(recorder),
    },
    tell: (line: string) => void process.stderr.write(`${line}\n`),
  };
  const failure = await solveAll(lab, recorder, table);
  recorder.exit({ code: 0 });
  recorder.finish();
  return { recording: recorder.recording, failure };
}

async function solveAll(lab: Lab, recorder: Recorder, table: Table): Promise<Failure | undefined> {
  await using seats = new Seats(table);
  for (const task of lab.tasks) {
    const solution = solutionOf(task, table.cause);
    if (solution.length === 0) continue;
    recorder.mark(withButtonNames(task.goal, words));
    // In a sandbox of its own, as a solution is written for.
    if (solution[0]?.kind !== "restart") await seats.restart(lab, lab.inits[0]);
    for (const [index, step] of solution.entries()) {
      await delay(look_ms);
      const failure = await runStep({ ...step, lab: lab.id }, solution[index + 1], seats, table);
      // A step may end the lab, and be right in that.
      if (failure && !(await seats.at(lab)).learner.isDone(task.id)) return failure;
    }
    const check = { kind: "check", text: `task ${task.id}`, place: task.place, isHidden: true } as const;
    const failure = await runStep({ ...check, lab: lab.id }, undefined, seats, table);
    if (failure) return failure;
  }
  await delay(look_ms);
  return undefined;
}

function newRecorder(lab: Lab, digest: string): Recorder {
  const { id, title, terminals, tasks } = toSummary(lab);
  const began = performance.now();
  return new Recorder({
    about: {
      // PID 1 may be another after a restart, so it is called by its command.
      ...{ title, lab: id, initName: null, began: Date.now(), size, terminals },
      tasks: tasks.map(({ id, goal }) => ({ id, goal: withButtonNames(goal, words) })),
      labDigest: digest,
    },
    clock_ms: () => performance.now() - began,
  });
}

/** Writes down what the page would be told. */
function witnessOf(recorder: Recorder): Witness {
  return {
    begins: () => {
      recorder.restart();
      // Else a number of the sandbox before that is in use again would be its process, adopted.
      recorder.processes({ ...nobody, at: Date.now() });
    },
    output: (terminal, bytes) => recorder.output(terminal, bytes),
    message: (message) => {
      if (message.type === "processes") recorder.processes({ at: message.at, pids: message.pids, list: message.list });
      if (message.type === "task") recorder.task({ id: message.id, state: message.state, message: message.message });
      if (message.type !== "event") return;
      const { type: _, ...event } = message;
      recorder.event(event);
    },
  };
}
