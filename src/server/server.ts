/** The lab server: wires the parts, listens, and stops in order. */
import type { FastifyBaseLogger } from "fastify";
import { readLabs } from "../course/labs.ts";
import type { Config } from "./config.ts";
import { createApp } from "./http/app.ts";
import { createMetrics } from "./metrics.ts";
import { chooseSandbox, type SandboxChoice } from "./sandbox/choose.ts";
import { Sessions } from "./session/sessions.ts";

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
  const { driver } = sandbox;
  for (const line of (await driver?.removeLeftovers()) ?? [])
    log.warn(`left by a server that was killed, now removed: ${line}`);
  const metrics = createMetrics();
  const noDriverReason = sandbox.driver ? "" : sandbox.reason;
  const sessions = new Sessions({ labs, driver, noDriverReason, config, metrics, log });
  const app = await createApp({ config, labs, sandbox, sessions, metrics, log });

  const close = async () => {
    await sessions.close();
    await app.close();
    await driver?.close();
  };
  try {
    const address = await app.listen({ host: config.host, port: config.port });
    return { address, sandbox, close };
  } catch (error) {
    await close();
    throw error;
  }
}
