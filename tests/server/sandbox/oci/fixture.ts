/** Drivers for tests. */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createOciDriver, type OciOptions } from "../../../../src/server/sandbox/oci/driver.ts";
import type { SandboxDriver } from "../../../../src/server/sandbox/sandbox.ts";
import { artifacts } from "./artifacts.ts";

/** Keeps what a driver logs, for tests that ask. */
export function quietLog(lines: string[] = []): OciOptions["log"] {
  const keep = (details: object, message: string) => lines.push(`${message} ${JSON.stringify(details)}`);
  return { info: keep, warn: keep, error: keep };
}

/** A state folder that the labs' users can pass through. */
export async function makeStateFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "pid-one-oci-"));
  await chmod(dir, 0o711);
  return dir;
}

/** A driver with a state folder of its own. `await using` stops its sandboxes and removes the folder. */
export async function driverForTest(
  options: Partial<OciOptions> = {},
): Promise<{ driver: SandboxDriver; stateDir: string } & AsyncDisposable> {
  const stateDir = options.stateDir ?? (await makeStateFolder());
  const driver = createOciDriver({ ...artifacts(), stateDir, log: quietLog(), ...options });
  return {
    driver,
    stateDir,
    async [Symbol.asyncDispose]() {
      await driver.close();
      if (options.stateDir === undefined) await rm(stateDir, { recursive: true, force: true });
    },
  };
}
