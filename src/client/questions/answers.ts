/** What the learner answered. It stays in this browser. */
import { browserStore, readMap, type Store, writeMap } from "../storage.ts";

export interface Answer {
  /** Number of the chosen answer, from 0. */
  choice: number;
  /** Whether the page has said what is right. */
  isRevealed: boolean;
  /** When, in milliseconds since 1970. */
  at: number;
}

const key = "pid-one.answers";

/** By the question's id. What cannot be read counts as nothing. */
export function answers(store: Store = browserStore): Map<string, Answer> {
  return readMap(store, key, isAnswer);
}

export function saveAnswers(all: ReadonlyMap<string, Answer>, store: Store = browserStore): void {
  writeMap(store, key, all);
}

/** @param answer undefined: forgets it */
export function saveAnswer(question: string, answer: Answer | undefined, store: Store = browserStore): void {
  const all = answers(store);
  if (answer) all.set(question, answer);
  else all.delete(question);
  saveAnswers(all, store);
}

function isAnswer(value: unknown): value is Answer {
  if (typeof value !== "object" || value === null) return false;
  const { choice, isRevealed, at }: Partial<Record<keyof Answer, unknown>> = value;
  return Number.isInteger(choice) && typeof isRevealed === "boolean" && Number.isFinite(at);
}
