/** The kinds of fences that are steps in a `.lab[ ]`. */

/** Shown to the reader: what to type, press or open. */
const shown = ["bash", "key", "keys", "copy", "paste", "open"] as const;
/** Only for a machine that runs the steps: what to wait for, what must hold. */
const hidden = ["wait", "longwait", "hide", "check"] as const;

export type StepKind = (typeof shown)[number] | (typeof hidden)[number];

const kinds: readonly string[] = [...shown, ...hidden];

export function isStepKind(name: string): name is StepKind {
  return kinds.includes(name);
}

export function isHiddenStep(kind: StepKind): boolean {
  return hidden.some((name) => name === kind);
}
