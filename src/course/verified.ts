/** What is known of when a text's steps were last run: `pid-one solve --record` writes it, pages show it while it is true. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { z } from "zod";
import { type Diagnostic, diagnose } from "./diagnostic.ts";
import { problems } from "./problems.ts";
import type { Script } from "./scripts.ts";

const runSchema = z.strictObject({
  /** Of the steps that were run: they are the text's as long as it has the same. */
  digest: z.string(),
  steps: z.int().positive(),
  /** UTC. */
  date: z.iso.date(),
  /** What ran the sandboxes, and its version. */
  runtime: z.string(),
  kernel: z.string(),
});
export type Run = z.infer<typeof runSchema>;

/** By file, from the folder of the course. */
const recordSchema = z.record(z.string(), runSchema);
export type VerifiedRecord = z.infer<typeof recordSchema>;

/** @param course the folder with `slides/` */
export function verifiedFile(course: string): string {
  return join(course, "slides", "verified.json");
}

/** Empty, if nothing was ever recorded. Throws if the file is none of ours. */
export async function readVerified(course: string): Promise<VerifiedRecord> {
  try {
    return recordSchema.parse(JSON.parse(await readFile(verifiedFile(course), "utf8")));
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return {};
    throw error;
  }
}

/** Changes when a step does, or the lab that it is done in; not when other words of the text do. */
export function digestOf({ steps }: Script): string {
  const said = steps.map(({ kind, text, lab }) => [kind, text, lab]);
  return createHash("sha256").update(JSON.stringify(said)).digest("hex").slice(0, 16);
}

export function keyOf(course: string, file: string): string {
  return relative(course, resolve(file));
}

export interface Verified {
  /** Of the text whose run is the longest ago. */
  date: string;
  steps: number;
  /** Each that was used. */
  runtimes: string[];
}

/** What can be said of texts together; nothing, if there are no steps, or some have changed since they were run. */
export function verifiedOf(scripts: readonly Script[], record: VerifiedRecord, course: string): Verified | undefined {
  const runs = scripts.map((script) => runOf(script, record, course)).filter((run) => run !== undefined);
  const dates = runs.map(({ date }) => date).sort();
  if (dates[0] === undefined || runs.length < scripts.length) return undefined;
  return {
    date: dates[0],
    steps: runs.reduce((sum, { steps }) => sum + steps, 0),
    runtimes: [...new Set(runs.map(({ runtime, kernel }) => `${runtime}, Linux ${kernel}`))],
  };
}

/** Texts that were run once, and have other steps now. */
export function staleRuns(scripts: readonly Script[], record: VerifiedRecord, course: string): Diagnostic[] {
  return scripts
    .filter(({ file }) => record[keyOf(course, file)] !== undefined)
    .filter((script) => runOf(script, record, course) === undefined)
    .map(({ file }) => diagnose({ file, line: 1, column: 1 }, problems.stepsNotRun()));
}

function runOf(script: Script, record: VerifiedRecord, course: string): Run | undefined {
  const run = record[keyOf(course, script.file)];
  return run?.digest === digestOf(script) ? run : undefined;
}
