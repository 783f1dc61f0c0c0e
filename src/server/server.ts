/** The lab server: wires the parts, listens, and stops in order. */
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { FastifyBaseLogger } from "fastify";
import type { Lab } from "../course/lab-file.ts";
import { readLabs } from "../course/labs.ts";
import type { Config } from "./config.ts";
import { createApp } from "./http/app.ts";
import { createMetrics } from "./metrics.ts";
import { Recordings } from "./recordings/recordings.ts";
import { chooseSandbox, type SandboxChoice } from "./sandbox/choose.ts";
import { Sessions } from "./session/sessions.ts";

/** Time for pages to take their last messages. */
const closeTimeoutMs = 2000;

export interface Server {
  /** Such as http://127.0.0.1:8080 */
  address: string;
  sandbox: SandboxChoice;
  /** Ends every lab, tells every page, and resolves when nothing is left. */
  close(): Promise<void>;
}

/** @throws CourseError when a lab file is wrong; the listen error when the port is taken. Nothing is left running then. */
export async function startServer(config: Config, log: FastifyBaseLogger): Promise<Server> {
  const labs = await readLabs(config.labsDir);
  const sandbox = await chooseSandbox(config, log);
  try {
    return await serve(config, log, labs, sandbox);
  } catch (error) {
    await sandbox.driver?.close();
    throw error;
  }
}

async function serve(config: Config, log: FastifyBaseLogger, labs: Lab[], sandbox: SandboxChoice): Promise<Server> {
  const { driver } = sandbox;
  const metrics = createMetrics();
  const noDriverReason = sandbox.driver ? "" : sandbox.reason;
  const notOffered = await labsNotOffered(labs, sandbox);
  for (const [lab, reason] of notOffered) log.warn({ lab }, `a lab is not offered: ${reason}`);
  const sessions = new Sessions({ labs, driver, noDriverReason, notOffered, config, metrics, log });
  await sessions.restore();
  for (const line of (await driver?.removeLeftovers()) ?? [])
    log.warn(`left by a server that was killed, now removed: ${line}`);
  const recordings = await Recordings.open(join(config.stateDir, "recordings"), config, log);
  const offered = labs.filter(({ id }) => !notOffered.has(id));
  const app = await createApp({ config, labs: offered, sandbox, sessions, recordings, metrics, log });

  const close = async () => {
    try {
      await sessions.close();
      // Whoever holds a connection must not hold the server; those of pages are cut after a second (socket-page.ts).
      await Promise.race([app.close(), delay(closeTimeoutMs, undefined, { ref: false })]);
    } finally {
      recordings.close();
      await driver?.close();
    }
  };
  const address = await app.listen({ host: config.host, port: config.port });
  sessions.warmUp();
  return { address, sandbox, close };
}

/** @returns by lab: why this driver cannot run it, and what would */
async function labsNotOffered(labs: Lab[], { driver }: SandboxChoice): Promise<Map<string, string>> {
  const whyNot = (await driver?.whyNotSeveral()) ?? null;
  const several = labs.filter(({ containers }) => containers.length > 0);
  return new Map(whyNot === null ? [] : several.map(({ id }) => [id, whyNot]));
}
