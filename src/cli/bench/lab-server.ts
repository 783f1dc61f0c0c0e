/** A server of its own on a free port, for a measurement. */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { readConfig } from "../../server/config.ts";
import { startServer } from "../../server/server.ts";

/**
 * @param settings beside those that a measurement needs
 * @throws when no sandbox can run here: there is nothing to measure then
 */
export async function withLabServer<T>(
  settings: Record<string, string>,
  work: (address: string) => Promise<T>,
): Promise<T> {
  const stateDir = await mkdtemp(join(tmpdir(), "pid-one-bench-"));
  await chmod(stateDir, 0o711); // The labs' users must be able to pass.
  const config = readConfig({
    PIDONE_PORT: "0",
    PIDONE_STATE: stateDir,
    PIDONE_STARTS_PER_MINUTE: "100000",
    PIDONE_SESSIONS_PER_ADDRESS: "1000",
    PIDONE_SESSIONS_MAX: "1000",
    ...settings,
  });
  const server = await startServer(config, pino({ level: "error" }, process.stderr));
  try {
    if (!server.sandbox.driver) throw new Error(`no lab can run here: ${server.sandbox.reason}`);
    return await work(server.address);
  } finally {
    await server.close();
    await rm(stateDir, { recursive: true, force: true });
  }
}
