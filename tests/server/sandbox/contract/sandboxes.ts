/** Sandboxes for tests, of any driver. */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Sandbox, SandboxDriver, SandboxSpec } from "../../../../src/server/sandbox/sandbox.ts";
import { makeStateDir } from "../../state-dir.ts";
import { Screen } from "./screen.ts";

let sandboxes = 0;

export function specForTest(changes: Partial<SandboxSpec> = {}): SandboxSpec {
  return {
    id: `test-${process.pid}-${++sandboxes}`,
    labDir: "/nonexistent",
    init: "none",
    command: ["/bin/bash", "-l"],
    containers: [],
    shell: ["/bin/bash", "-l"],
    env: {},
    hostname: "lab",
    capabilities: [],
    cols: 80,
    rows: 24,
    ...changes,
    limits: { pids: 64, memory_bytes: 128 * 1024 * 1024, cpus: 1, tmpfs_bytes: 16 * 1024 * 1024, ...changes.limits },
  };
}

/** `await using` stops it. */
export async function startSandboxForTest(
  driver: SandboxDriver,
  changes: Partial<SandboxSpec> = {},
): Promise<{ sandbox: Sandbox; screen: Screen } & AsyncDisposable> {
  const sandbox = await driver.start(specForTest(changes));
  return {
    sandbox,
    screen: new Screen(sandbox.terminal),
    async [Symbol.asyncDispose]() {
      await sandbox.stop();
    },
  };
}

/** A lab folder with one program in its bin/. `await using` removes it. */
export async function makeLab(name: string, program: string): Promise<{ dir: string } & AsyncDisposable> {
  const dir = await makeStateDir();
  await mkdir(join(dir, "bin"), { mode: 0o755 });
  await writeFile(join(dir, "bin", name), program, { mode: 0o755 });
  return { dir, [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }) };
}
