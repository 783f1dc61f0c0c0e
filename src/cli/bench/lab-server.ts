/** A server of its own for a measurement. */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SpawnedServer, spawnServer } from "../spawn-server.ts";

/**
 * @param settings beside those that a measurement needs
 * @throws when no lab can run here: there is nothing to measure then
 */
export async function withLabServer<T>(
  settings: Record<string, string>,
  work: (server: SpawnedServer) => Promise<T>,
): Promise<T> {
  const stateDir = await mkdtemp(join(tmpdir(), "pid-one-bench-"));
  await chmod(stateDir, 0o711); // The labs' users must be able to pass.
  const server = await spawnServer({
    PIDONE_STATE: stateDir,
    PIDONE_LOG: "error",
    PIDONE_STARTS_PER_MINUTE: "100000",
    PIDONE_SESSIONS_PER_ADDRESS: "1000",
    PIDONE_SESSIONS_MAX: "1000",
    PIDONE_WARM_MAX: "0",
    ...settings,
  });
  try {
    const ready = await fetch(`${server.address}/readyz`);
    if (!ready.ok) throw new Error(`no lab can run here: ${await ready.text()}`);
    return await work(server);
  } finally {
    await server.stop();
    process.stderr.write(server.output().replace(/^[\s\S]*Ctrl-C.*\n/, ""));
    await rm(stateDir, { recursive: true, force: true });
  }
}
