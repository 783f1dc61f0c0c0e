/** `pid-one solve`: does what the course tells its readers to do, in real sandboxes, and says what does not work. */
import { once } from "node:events";
import { parseArgs } from "node:util";
import pino from "pino";
import { readLabs } from "../../course/labs.ts";
import { readConfig } from "../../server/config.ts";
import { chooseSandbox, type SandboxChoice } from "../../server/sandbox/choose.ts";
import { SandboxError } from "../../server/sandbox/sandbox.ts";
import { explain } from "../explain.ts";
import { find } from "./find.ts";
import { describeFailure, failureFields, type Outcome } from "./outcome.ts";
import { runScript, type Table } from "./run.ts";

const usage = `Usage: pid-one solve [--json] [--quiet] [--timeout SECONDS] [LAB|CHAPTER.md|DECK.yml ...]

Runs every step of each .lab[ ] in real sandboxes, as a person would type it, in the order of the text: bash waits for
the prompt and wants exit status 0, wait and longwait wait for their text, and so on. Each chapter and each lab starts in
a sandbox of its own. Without a name: all labs in PIDONE_LABS, and all chapters of the decks in slides/.

  --timeout  what a step may take, in seconds [60]; longwait ten times as long
  --quiet    no line for each step
  --json     print one object: {ok, sandbox, scripts: [{file, steps, seconds, ok, failure?}]}, where a failure is
             {file, line, column, kind, typed, reason, screen}

What runs the sandboxes is chosen as for serve: PIDONE_SANDBOX, PIDONE_RUNTIME; see serve --help.

Exits with 0 if all works, 1 if something does not, 2 if it cannot be tried.
`;

const options = {
  json: { type: "boolean" },
  quiet: { type: "boolean" },
  timeout: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/** So many scripts at once: they wait more than they work. */
const atOnce = 4;

export async function solve(args: string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (values.help) {
      process.stdout.write(usage);
      return 0;
    }
    const seconds = Number(values.timeout ?? 60);
    if (!(seconds > 0)) throw new Error(`--timeout ${values.timeout}: write a number of seconds, such as 60`);
    const { json = false, quiet = false } = values;
    return await work(positionals, { seconds, json, quiet });
  } catch (error) {
    const isUsage = error instanceof TypeError && "code" in error;
    process.stderr.write(`pid-one solve: ${isUsage ? `${error.message}\n\n${usage}` : `${explain(error)}\n`}`);
    return 2;
  }
}

interface Wishes {
  seconds: number;
  json: boolean;
  quiet: boolean;
}

async function work(names: string[], { seconds, json, quiet }: Wishes): Promise<number> {
  const config = readConfig(process.env);
  const all = await readLabs(config.labsDir);
  const { scripts, labs: named } = await find(names, all, "slides");
  const sandbox = await chooseSandbox(config, pino({ level: "warn" }, process.stderr));
  if (sandbox.driver === null) throw new SandboxError(`no lab can run here. ${sandbox.reason}`);
  const { driver } = sandbox;
  try {
    const labs = new Map([...all, ...named].map((lab) => [lab.id, lab]));
    const tell = (line: string) => void (quiet || process.stderr.write(`${line}\n`));
    const table = { driver, labs, seconds, tell };
    const outcomes = await Promise.race([inTurn(scripts, (script) => attempt(script, table)), interrupted()]);
    report(outcomes, sandbox, json);
    return outcomes.every(({ failure }) => failure === undefined) ? 0 : 1;
  } finally {
    await driver.close();
  }
}

async function attempt(script: Parameters<typeof runScript>[0], table: Table): Promise<Outcome> {
  const startedAt = performance.now();
  const failure = await runScript(script, table);
  const seconds = (performance.now() - startedAt) / 1000;
  return { file: script.file, steps: script.steps.length, seconds, failure };
}

/** Some at once. The results are in the order of the items. */
async function inTurn<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Promise<Result>[] = [];
  const queue = items.entries();
  const workers = Array.from({ length: atOnce }, async () => {
    for (const [index, item] of queue) {
      results[index] = work(item);
      await results[index];
    }
  });
  await Promise.all(workers);
  return await Promise.all(results);
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
    const scripts = outcomes.map(({ failure, ...rest }) => ({
      ...{ ...rest, ok: failure === undefined },
      ...(failure && { failure: failureFields(failure) }),
    }));
    process.stdout.write(`${JSON.stringify({ ok, sandbox: with_, scripts })}\n`);
    return;
  }
  for (const { file, steps, seconds, failure } of outcomes) {
    if (failure) process.stdout.write(`\n${describeFailure(failure)}\n\n`);
    else process.stdout.write(`${file}: ${steps} steps in ${seconds.toFixed(1)} s\n`);
  }
  const failed = outcomes.filter(({ failure }) => failure !== undefined).length;
  process.stdout.write(`${outcomes.length - failed} of ${outcomes.length} work (${with_})\n`);
}
