/** What came of a trial, in words for its author. */
import type { Failure } from "./run.ts";

export interface Outcome {
  /** A chapter's file, a lab's, or one of its tasks. */
  name: string;
  steps: number;
  seconds: number;
  /** The first step that did not work. */
  failure: Failure | undefined;
}

/** Where, what was typed, why it failed, and what the terminal showed. */
export function describeFailure({ step, reason, screen }: Failure): string {
  const { kind, text, place } = step;
  return [
    `${place.file}:${place.line}:${place.column}: error: ${kind}: ${reason}`,
    ...(text === "" ? [] : ["  what the step says:", ...indented(text)]),
    ...(screen === "" ? [] : ["  the last screen:", ...indented(screen)]),
  ].join("\n");
}

export function failureFields({ step, reason, screen }: Failure) {
  const { kind, text, place } = step;
  return { ...place, kind, typed: text, reason, screen };
}

function indented(text: string): string[] {
  return text.split("\n").map((line) => `    | ${line}`.trimEnd());
}
