/** Checks labs that are referred to, and what their steps say. */
import { type Diagnostic, diagnose } from "../diagnostic.ts";
import type { Slide } from "../dialect/slide.ts";
import type { Place } from "../dialect/source.ts";
import type { Step } from "../dialect/step.ts";
import { type Problem, problems } from "../problems.ts";
import { contentOf } from "../slide-content.ts";

/** What a step may name of a lab, by the lab's name. */
export type LabNames = ReadonlyMap<string, { tasks: readonly string[]; inits: readonly string[] }>;

/** The task of the lab that a `check` step asks to be done; undefined: the step is a command. */
export function checkedTask(check: string): string | undefined {
  return /^task ([\w-]+)$/.exec(check)?.[1];
}

/** `^C`, `Enter`, `F5`, a letter: what tmux calls a key. */
const key =
  /^(?:\S|\^\S|(?:C|M|S|Ctrl)[-+]\S+|F\d{1,2}|Enter|Escape|Esc|Tab|BTab|Space|BSpace|Backspace|Delete|Insert|Home|End|PageUp|PageDown|PgUp|PgDn|Up|Down|Left|Right)(?:\s+\^?\S+)*$/i;

/** Checks the slides of one chapter in order. `lab` is the one that they use unless they name another. */
export function checkSteps(slides: readonly Slide[], lab: string | undefined, labs: LabNames): Diagnostic[] {
  const check = new StepCheck(labs);
  for (const slide of slides) {
    if (slide.lab !== undefined) check.lab(slide.lab, slide.place);
    for (const { steps } of contentOf(slide).labs) for (const step of steps) check.step(step, slide.lab ?? lab);
  }
  return check.diagnostics;
}

export function checkLabName(name: string, place: Place, labs: LabNames): Diagnostic[] {
  return labs.has(name) ? [] : [diagnose(place, problems.labUnknown(name, [...labs.keys()].join(", ")))];
}

class StepCheck {
  readonly diagnostics: Diagnostic[] = [];
  readonly #labs: LabNames;
  /** Something was typed or pressed, so something may come of it. */
  #didSomething = false;
  #copied = false;

  constructor(labs: LabNames) {
    this.#labs = labs;
  }

  lab(name: string, place: Place): void {
    this.diagnostics.push(...checkLabName(name, place, this.#labs));
  }

  step({ kind, text, place }: Step, lab: string | undefined): void {
    switch (kind) {
      case "wait":
      case "longwait":
        if (!this.#didSomething) this.#tell(place, problems.waitForNothing(kind));
        return;
      case "copy":
        this.#copied = true;
        return;
      case "paste":
        if (!this.#copied) this.#tell(place, problems.pasteNothing());
        this.#didSomething = true;
        return;
      case "key":
        if (!key.test(text)) this.#tell(place, problems.keyUnknown(text));
        this.#didSomething = true;
        return;
      case "check":
        this.#task(text, place, lab);
        return;
      case "restart":
        this.#init(text, place, lab);
        return;
      case "open":
        return;
      default:
        this.#didSomething = true;
    }
  }

  #task(text: string, place: Place, lab: string | undefined): void {
    const task = checkedTask(text);
    const tasks = this.#labs.get(lab ?? "")?.tasks;
    if (task === undefined || tasks === undefined || tasks.includes(task)) return;
    this.#tell(place, problems.taskUnknown(task, lab ?? "", tasks.join(", ")));
  }

  #init(text: string, place: Place, lab: string | undefined): void {
    const inits = this.#labs.get(lab ?? "")?.inits;
    if (text === "" || inits === undefined || inits.includes(text)) return;
    this.#tell(place, problems.initUnknown(text, lab ?? "", inits.join(", ")));
  }

  #tell(place: Place, problem: Problem): void {
    this.diagnostics.push(diagnose(place, problem));
  }
}
