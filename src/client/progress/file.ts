/** What a reader has done, as a file: to take it to another browser. */
import { z } from "zod";
import { words } from "../../words/page.ts";
import { begunLabs, doneTasks, saveDoneTasks } from "../lab/progress.ts";
import { answers, saveAnswers } from "../questions/answers.ts";
import { readings, saveReading } from "../reading/readings.ts";
import { browserStore, type Store } from "../storage.ts";

const format = "pid-one-progress";
/** What is read and answered in a course takes some kilobytes. */
export const bytesMax = 1024 * 1024;

const fileSchema = z.object({
  format: z.literal(format),
  version: z.literal(1),
  /** By the key under which a browser keeps it. */
  kept: z.record(z.string(), z.unknown()),
});

/** Why a file cannot be taken, in words for the reader. */
export class ProgressError extends Error {
  override name = "ProgressError";
}

/** All that this browser has, as a file's text. */
export function writeProgress(store: Store = browserStore): string {
  const kept: Record<string, unknown> = {};
  const copy: Store = { ...nothing, set: (key, value) => Object.assign(kept, { [key]: JSON.parse(value) }) };
  saveAnswers(answers(store), copy);
  for (const [article, reading] of readings(store)) saveReading(article, reading, keeping(kept, copy));
  for (const lab of begunLabs(store)) saveDoneTasks(lab, doneTasks(lab, store), copy);
  return `${JSON.stringify({ format, version: 1, kept }, null, 2)}\n`;
}

/**
 * Adds what a file has to what this browser has: of the same question or article the later stays, of tasks all that are done.
 * @throws ProgressError
 */
export function addProgress(text: string, store: Store = browserStore): void {
  const file = keeping(read(text), nothing);
  const mine = answers(store);
  for (const [question, answer] of answers(file))
    if (answer.at > (mine.get(question)?.at ?? 0)) mine.set(question, answer);
  saveAnswers(mine, store);
  for (const [article, reading] of readings(file))
    if (reading.at > (readings(store).get(article)?.at ?? 0)) saveReading(article, reading, store);
  for (const lab of begunLabs(file)) saveDoneTasks(lab, doneTasks(lab, store).union(doneTasks(lab, file)), store);
}

function read(text: string): Record<string, unknown> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new ProgressError(words.reading.progress.notJson);
  }
  const file = fileSchema.safeParse(json);
  if (file.success) return file.data.kept;
  throw new ProgressError(words.reading.progress.notOurs(z.prettifyError(file.error).split("\n")[0] ?? ""));
}

const nothing: Store = { get: () => null, set: () => {}, remove: () => {}, keys: () => [] };

/** A store that has these values, and leaves changes to another. */
function keeping(kept: Record<string, unknown>, changes: Store): Store {
  return {
    ...changes,
    get: (key) => (Object.hasOwn(kept, key) ? JSON.stringify(kept[key]) : null),
    keys: () => Object.keys(kept),
  };
}
