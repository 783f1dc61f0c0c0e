/** Runs check-program.ts, through whatever starts it as another user or elsewhere, and reads what it says. */
import { spawn } from "node:child_process";
import { rm } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import type { OciOptions } from "../../../../src/server/sandbox/oci/driver.ts";
import type { CheckGroup } from "../contract/checks.ts";
import { artifacts } from "./artifacts.ts";
import type { AttackOrders } from "./check-program.ts";
import { makeStateFolder } from "./fixture.ts";

const lineSchema = z.union([
  z.object({
    probe: z.union([
      z.object({ ok: z.literal(true), detail: z.string(), missing: z.array(z.string()) }),
      z.object({ ok: z.literal(false), reason: z.string() }),
    ]),
  }),
  z.object({ name: z.string(), error: z.string().nullable(), ms: z.number() }),
  z.object({ traces: z.array(z.string()) }),
]);

export interface ChecksReport {
  probe: Extract<z.infer<typeof lineSchema>, { probe: unknown }>["probe"];
  checks: { name: string; error: string | null; ms: number }[];
  /** What the sandboxes left on the machine. */
  traces: string[];
}

export interface ChecksRun {
  /** A command that runs the command after it. */
  through?: string[];
  env?: NodeJS.ProcessEnv;
  options?: Partial<OciOptions>;
  /** Where the repository is for the command, when not where it is for us. */
  repository?: string;
  groups: CheckGroup[];
  attacks?: AttackOrders;
}

export const repository = resolve(import.meta.dirname, "../../../..");

export async function runChecks(run: ChecksRun): Promise<ChecksReport> {
  const { through = [], env = process.env, options = {}, groups, attacks } = run;
  const stateDir = options.stateDir ?? (await makeStateFolder());
  try {
    const program = join(import.meta.dirname, "check-program.ts");
    const orders = JSON.stringify({ options: { ...artifacts(), stateDir, ...options }, groups, attacks });
    const there = (path: string) => join(run.repository ?? repository, relative(repository, path));
    const [command = "", ...args] = [...through, there(process.execPath), there(program), orders];
    return await readReport(spawn(command, args, { env, stdio: ["ignore", "pipe", "inherit"] }).stdout);
  } finally {
    if (options.stateDir === undefined) await rm(stateDir, { recursive: true, force: true });
  }
}

/** @throws when a line that must come is missing */
export async function readReport(output: NodeJS.ReadableStream): Promise<ChecksReport> {
  const report: Partial<ChecksReport> & Pick<ChecksReport, "checks"> = { checks: [] };
  for await (const text of createInterface({ input: output })) {
    const line = lineSchema.parse(JSON.parse(text));
    if ("name" in line) report.checks.push(line);
    else Object.assign(report, line);
  }
  const { probe, checks, traces } = report;
  if (!probe || !traces) throw new Error("the checks ended before they were done");
  return { probe, checks, traces };
}
