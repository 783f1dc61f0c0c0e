/** A real server in a process of its own, with a state folder of its own. */
import { rm } from "node:fs/promises";
import { type SpawnedServer, spawnServer } from "../../src/cli/spawn-server.ts";
import { makeStateDir } from "./state-dir.ts";

export interface RunningServer extends SpawnedServer {
  stateDir: string;
}

/** @param stateDir given: it is kept at the end, for the next server */
export async function startServer(
  settings: Record<string, string> = {},
  stateDir?: string,
  through: string[] = [],
): Promise<RunningServer & AsyncDisposable> {
  const ownStateDir = stateDir ?? (await makeStateDir());
  const server = await spawnServer({ PIDONE_STATE: ownStateDir, ...settings }, through);
  return {
    ...server,
    stateDir: ownStateDir,
    async [Symbol.asyncDispose]() {
      await server.stop();
      if (stateDir === undefined) await rm(ownStateDir, { recursive: true, force: true });
    },
  };
}
