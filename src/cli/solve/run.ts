/** Runs one script in sandboxes of its own. */
import type { Step } from "../../course/dialect/step.ts";
import type { Lab } from "../../course/lab-file.ts";
import type { Script, ScriptStep } from "../../course/scripts.ts";
import { type Init, initSchema } from "../../protocol/labs.ts";
import type { SandboxDriver } from "../../server/sandbox/sandbox.ts";
import { Hands } from "./hands.ts";
import { Learner, type Witness } from "./learner.ts";

export interface Table {
  driver: SandboxDriver;
  labs: ReadonlyMap<string, Lab>;
  /** What a step may take; `longwait` ten times as long. */
  seconds: number;
  /** What shall be wrong in a lab that else draws it. */
  cause?: string;
  /** Something is done. */
  tell(line: string): void;
  witness?: Witness;
}

export interface Failure {
  step: Step;
  reason: string;
  /** What a person would see now. */
  screen: string;
}

/** Does a script's steps in order, up to the first that fails. @throws what starting a sandbox throws */
export async function runScript({ steps }: Script, table: Table): Promise<Failure | undefined> {
  await using seats = new Seats(table);
  for (const [index, step] of steps.entries()) {
    const failure = await runStep(step, steps[index + 1], seats, table);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

export async function runStep(
  step: ScriptStep,
  next: Step | undefined,
  seats: Seats,
  { labs, tell }: Table,
): Promise<Failure | undefined> {
  const { kind, text, place } = step;
  tell(`${place.file}:${place.line}: ${kind} ${text.split("\n")[0]}`);
  const lab = labs.get(step.lab ?? "");
  if (lab === undefined) {
    const reason = step.lab === undefined ? "no lab is named for it" : `there is no lab "${step.lab}"`;
    return { step, reason, screen: "" };
  }
  const seat = kind === "restart" ? await seats.restart(lab, initOf(text)) : await seats.at(lab);
  try {
    await seat.hands.do(step, next);
    return undefined;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { step, reason: error.message, screen: seat.hands.screen.text() };
  }
}

function initOf(text: string): Init | undefined {
  return initSchema.safeParse(text).data;
}

interface Seat {
  learner: Learner;
  hands: Hands;
}

/** One sandbox for each lab that a script uses. */
export class Seats implements AsyncDisposable {
  readonly #seats = new Map<string, Seat>();
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async at(lab: Lab, init: Init = lab.inits[0] ?? "none"): Promise<Seat> {
    const { driver, seconds, cause, witness } = this.#table;
    const known = this.#seats.get(lab.id);
    if (known !== undefined) return known;
    const learner = await Learner.sitDown(driver, lab, { init, cause, witness });
    const seat = { learner, hands: new Hands(learner, seconds) };
    this.#seats.set(lab.id, seat);
    return seat;
  }

  async restart(lab: Lab, init: Init | undefined): Promise<Seat> {
    const before = this.#seats.get(lab.id)?.learner;
    this.#seats.delete(lab.id);
    await before?.[Symbol.asyncDispose]();
    return await this.at(lab, init ?? before?.init);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#seats.values().map(({ learner }) => learner[Symbol.asyncDispose]()));
  }
}
