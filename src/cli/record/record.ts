/** `pid-one record`: solves a lab's tasks in real sandboxes and writes down what a page would show, for pages where no lab runs. */
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pino from "pino";
import type { Lab } from "../../course/lab-file.ts";
import { readLabs } from "../../course/labs.ts";
import { castLines } from "../../recording/write-cast.ts";
import { readConfig } from "../../server/config.ts";
import { chooseSandbox } from "../../server/sandbox/choose.ts";
import { SandboxError } from "../../server/sandbox/sandbox.ts";
import { explain } from "../explain.ts";
import { describeFailure } from "../solve/outcome.ts";
import { recordSolutions } from "./solutions.ts";

/** In a lab's folder. */
export const recordingFile = "recording.cast";

const usage = `Usage: pid-one record LAB [--cause CAUSE] [--to FILE]

Solves the lab's tasks one after another in real sandboxes, as a learner would, and writes down what the terminals and the
processes show: an asciicast, which pages play where no lab runs. Each solution begins in a new sandbox, as with solve.

  --cause CAUSE  what is wrong in a lab that draws it [the first that it names]
  --to FILE      where to write it [${recordingFile} in the lab's folder]

What runs the sandboxes is chosen as for serve: PIDONE_SANDBOX, PIDONE_RUNTIME; see serve --help.

Exits with 0 if it was written, 1 if a solution does not work, 2 if it cannot be tried.
`;

const options = { cause: { type: "string" }, to: { type: "string" }, help: { type: "boolean", short: "h" } } as const;

export async function record(args: string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (values.help) {
      process.stdout.write(usage);
      return 0;
    }
    const config = readConfig(process.env);
    const lab = labNamed(positionals, await readLabs(config.labsDir));
    const cause = causeOf(lab, values.cause);
    const sandbox = await chooseSandbox(config, pino({ level: "warn" }, process.stderr));
    if (sandbox.driver === null) throw new SandboxError(`no lab can run here. ${sandbox.reason}`);
    const { driver } = sandbox;
    try {
      const { recording, failure } = await Promise.race([recordSolutions(lab, driver, cause), interrupted()]);
      if (failure) {
        process.stdout.write(`\n${describeFailure(failure)}\n\nNothing was written.\n`);
        return 1;
      }
      const to = values.to ?? join(config.labsDir, lab.id, recordingFile);
      await writeFile(to, [...castLines(recording)].join(""));
      process.stdout.write(`${to}: ${Math.round(recording.end_ms / 1000)} s\n`);
      return 0;
    } finally {
      await driver.close();
    }
  } catch (error) {
    const isUsage = error instanceof TypeError && "code" in error;
    process.stderr.write(`pid-one record: ${isUsage ? `${error.message}\n\n${usage}` : `${explain(error)}\n`}`);
    return 2;
  }
}

function labNamed([name, ...others]: readonly string[], labs: readonly Lab[]): Lab {
  const known = labs.map(({ id }) => id).join(", ");
  if (name === undefined || others.length > 0) throw new Error(`name one lab: ${known}`);
  const lab = labs.find(({ id }) => id === name);
  if (lab === undefined) throw new Error(`there is no lab "${name}"; labs are ${known}`);
  if (lab.tasks.length === 0) throw new Error(`the lab "${name}" has no tasks, so there is nothing to record`);
  return lab;
}

function causeOf({ id, causes }: Lab, name: string | undefined): string | undefined {
  if (name === undefined || causes.includes(name)) return name ?? causes[0];
  throw new Error(
    causes.length === 0
      ? `the lab "${id}" draws no cause: leave --cause out`
      : `the lab "${id}" has no cause "${name}"; its causes are ${causes.join(", ")}`,
  );
}

/** Rejects when somebody ends this; what runs is removed then. */
async function interrupted(): Promise<never> {
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM"), once(process, "SIGHUP")]);
  throw new SandboxError("interrupted");
}
