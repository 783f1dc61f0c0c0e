/** `pid-one solve`: does what the course tells its readers to do, in real sandboxes, and says what does not work. */
import { once } from "node:events";
import { parseArgs } from "node:util";
import pino from "pino";
import type { Lab } from "../../course/lab-file.ts";
import { readLabs } from "../../course/labs.ts";
import type { Script } from "../../course/scripts.ts";
import { solutionOf, type Task } from "../../course/task-file.ts";
import { readConfig } from "../../server/config.ts";
import { chooseSandbox, type SandboxChoice } from "../../server/sandbox/choose.ts";
import { SandboxError } from "../../server/sandbox/sandbox.ts";
import { explain } from "../explain.ts";
import { find } from "./find.ts";
import { describeFailure, failureFields, type Outcome } from "./outcome.ts";
import { recordRuns } from "./record.ts";
import { type Failure, runScript, type Table } from "./run.ts";
import { rowsOf, runRow, runSolution, runWrongWay } from "./run-tasks.ts";

const usage = `Usage: pid-one solve [--record] [--json] [--quiet] [--timeout SECONDS] [LAB|CHAPTER.md|DECK.yml ...]

Runs every step of each .lab[ ] in real sandboxes, as a person would type it, in the order of the text: bash waits for
the prompt and wants exit status 0, wait and longwait wait for their text, and so on. Each chapter and each lab starts in
a sandbox of its own. Of a lab also the tasks: each must be open in a new sandbox and done after its solution, with each
cause that the lab may draw; and those that a learner does in one sandbox must work one after the other. Without a name: all labs in PIDONE_LABS, and all chapters of the decks in slides/ and docs/.

  --record   write down in slides/verified.json which chapters' steps work, with the date and what ran them: their articles
             then show it
  --timeout  what a step may take, in seconds [60]; longwait ten times as long
  --quiet    no line for each step
  --json     print one object: {ok, sandbox, trials: [{name, steps, seconds, ok, failure?}]}, where a failure is
             {file, line, column, kind, typed, reason, screen}

What runs the sandboxes is chosen as for serve: PIDONE_SANDBOX, PIDONE_RUNTIME; see serve --help.

Exits with 0 if all works, 1 if something does not, 2 if it cannot be tried.
`;

const options = {
  record: { type: "boolean" },
  json: { type: "boolean" },
  quiet: { type: "boolean" },
  timeout: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/** So many at once: they wait more than they work. */
const atOnce = 8;

export async function solve(args: string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (values.help) {
      process.stdout.write(usage);
      return 0;
    }
    const seconds = Number(values.timeout ?? 60);
    if (!(seconds > 0)) throw new Error(`--timeout ${values.timeout}: write a number of seconds, such as 60`);
    const { record = false, json = false, quiet = false } = values;
    return await work(positionals, { seconds, record, json, quiet });
  } catch (error) {
    const isUsage = error instanceof TypeError && "code" in error;
    process.stderr.write(`pid-one solve: ${isUsage ? `${error.message}\n\n${usage}` : `${explain(error)}\n`}`);
    return 2;
  }
}

interface Wishes {
  seconds: number;
  record: boolean;
  json: boolean;
  quiet: boolean;
}

async function work(names: string[], { seconds, record, json, quiet }: Wishes): Promise<number> {
  const config = readConfig(process.env);
  const all = await readLabs(config.labsDir);
  const { scripts, labs: named } = await find(names, all);
  const sandbox = await chooseSandbox(config, pino({ level: "warn" }, process.stderr));
  if (sandbox.driver === null) throw new SandboxError(`no lab can run here. ${sandbox.reason}`);
  const { driver } = sandbox;
  try {
    const labs = new Map([...all, ...named].map((lab) => [lab.id, lab]));
    const tell = (line: string) => void (quiet || process.stderr.write(`${line}\n`));
    const table = { driver, labs, seconds, tell };
    const withSteps = scripts.filter(({ steps }) => steps.length > 0);
    const trials = [
      ...withSteps.map((script) => ofScript(script, table)),
      ...named.flatMap((lab) => ofTasks(lab, table)),
    ];
    const outcomes = await Promise.race([inTurn(trials, attempt), interrupted()]);
    report(outcomes, sandbox, json);
    if (record) {
      const tried = withSteps.map((script, index) => ({ script, works: outcomes[index]?.failure === undefined }));
      await recordRuns(tried, { runtime: sandbox.detail, isAll: names.length === 0 });
    }
    return outcomes.every(({ failure }) => failure === undefined) ? 0 : 1;
  } finally {
    await driver.close();
  }
}

/** Something that is tried in sandboxes of its own. */
interface Trial {
  name: string;
  steps: number;
  run: () => Promise<Failure | undefined>;
}

function ofScript(script: Script, table: Table): Trial {
  return { name: script.file, steps: script.steps.length, run: () => runScript(script, table) };
}

/** With each cause, if the lab draws one; wrong ways with the first. */
function ofTasks(lab: Lab, table: Table): Trial[] {
  const tables = lab.causes.length === 0 ? [table] : lab.causes.map((cause) => ({ ...table, cause }));
  const alone = lab.tasks.flatMap((task) => [
    ...tables.map((one) => ofSolution(lab, task, one)),
    ...task.wrong.map((way, index) => ({
      ...{ name: `${task.place.file}, task ${task.id}, wrong way ${index + 1}`, steps: way.steps.length },
      run: () => runWrongWay(lab, task, way, tables[0] ?? table),
    })),
  ]);
  return [...alone, ...tables.flatMap((one) => ofRows(lab, one))];
}

function ofSolution(lab: Lab, task: Task, table: Table): Trial {
  const name = `${task.place.file}, task ${task.id}${withCause(table)}`;
  return { name, steps: solutionOf(task, table.cause).length, run: () => runSolution(lab, task, table) };
}

function ofRows(lab: Lab, table: Table): Trial[] {
  return rowsOf(lab, table.cause).map((row) => ({
    name: `${row.tasks[0]?.task.place.file}, tasks ${row.tasks.map(({ task }) => task.id).join(", ")}${withCause(table)}`,
    steps: row.tasks.reduce((sum, { steps }) => sum + steps.length, 0),
    run: () => runRow(lab, row, table),
  }));
}

function withCause({ cause }: Table): string {
  return cause === undefined ? "" : `: ${cause}`;
}

async function attempt({ name, steps, run }: Trial): Promise<Outcome> {
  const startedAt = performance.now();
  const failure = await run();
  return { name, steps, seconds: (performance.now() - startedAt) / 1000, failure };
}

/** Some at once. The results are in the order of the items. */
async function inTurn<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const workers = Array.from({ length: atOnce }, async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  });
  await Promise.all(workers);
  return results;
}

/** Rejects when somebody ends this; what runs is removed then. */
async function interrupted(): Promise<never> {
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM"), once(process, "SIGHUP")]);
  throw new SandboxError("interrupted");
}

function report(outcomes: readonly Outcome[], sandbox: SandboxChoice, json: boolean): void {
  const ok = outcomes.every(({ failure }) => failure === undefined);
  const with_ = sandbox.driver === null ? sandbox.reason : `${sandbox.driver.name}: ${sandbox.detail}`;
  if (json) {
    const trials = outcomes.map(({ failure, ...rest }) => ({
      ...{ ...rest, ok: failure === undefined },
      ...(failure && { failure: failureFields(failure) }),
    }));
    process.stdout.write(`${JSON.stringify({ ok, sandbox: with_, trials })}\n`);
    return;
  }
  for (const { name, steps, seconds, failure } of outcomes) {
    if (failure) process.stdout.write(`\n${describeFailure(failure)}\n\n`);
    else process.stdout.write(`${name}: ${steps === 1 ? "1 step" : `${steps} steps`} in ${seconds.toFixed(1)} s\n`);
  }
  const failed = outcomes.filter(({ failure }) => failure !== undefined).length;
  process.stdout.write(`${outcomes.length - failed} of ${outcomes.length} work (${with_})\n`);
}
