/** What a session stands on: a sandbox of a lab with all its terminals open. */
import { randomBytes, randomInt } from "node:crypto";
import type { Lab } from "../../course/lab-file.ts";
import type { Init } from "../../protocol/labs.ts";
import type { Sandbox, SandboxDriver, Terminal } from "../sandbox/sandbox.ts";
import { sandboxSpec } from "./spec.ts";

export interface OpenSandbox {
  sandbox: Sandbox;
  furtherTerminals: Terminal[];
  /** What is wrong in it, if the lab has several causes. */
  cause: string | undefined;
}

/**
 * @param cause what is wrong in it; drawn, if the lab has several and none is named
 * @throws SandboxError; nothing is left behind then
 */
export async function openSandbox(
  driver: Pick<SandboxDriver, "start">,
  lab: Lab,
  init: Init,
  cause = lab.causes.length === 0 ? undefined : lab.causes[randomInt(lab.causes.length)],
): Promise<OpenSandbox> {
  const sandbox = await driver.start(sandboxSpec(lab, init, { id: `s-${randomBytes(8).toString("hex")}`, cause }));
  try {
    return { sandbox, furtherTerminals: await openFurtherTerminals(sandbox, lab), cause };
  } catch (error) {
    await sandbox.stop();
    throw error;
  }
}

/** @throws SandboxError */
export async function openFurtherTerminals(sandbox: Sandbox, lab: Lab): Promise<Terminal[]> {
  const { furtherTerminals } = sandbox;
  const missing = lab.terminals - 1 - furtherTerminals.length;
  const opening = Array.from({ length: missing }, () => sandbox.openTerminal({ cols: 80, rows: 24 }));
  return [...furtherTerminals, ...(await Promise.all(opening))];
}
