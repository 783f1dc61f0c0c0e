/** Kills a server at many moments of a sandbox's life, and looks each time whether the next one removes what is left. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import type { SandboxSpec } from "../../../../src/server/sandbox/sandbox.ts";

const program = fileURLToPath(new URL("life-to-kill.ts", import.meta.url));

/**
 * @param options the driver's, but for its log
 * @param times how many moments, spread evenly over starting, running and stopping
 * @param traces what is there of the dead server once the next one has cleaned up; nothing is what is wanted
 * @param changes what the sandbox is, beside the usual
 */
export async function killAnywhere(
  driver: "oci" | "docker",
  options: object,
  times: number,
  traces: () => Promise<string[]>,
  changes: Partial<SandboxSpec> = {},
): Promise<void> {
  const live = async (killAt: number) => {
    const child = spawn(
      process.execPath,
      [program, driver, JSON.stringify(options), JSON.stringify(changes), `${killAt}`],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text) => (said += text));
    const [code, signal] = await once(child, "exit");
    return { said: said.trim(), end: signal ?? code };
  };
  const whole = await live(0);
  expect(whole.end).toBe(0);
  const operations = Number(whole.said);
  expect(operations).toBeGreaterThan(30);
  const step = Math.max(1, Math.floor(operations / times));
  // Not the last ones: how many there are differs a little from time to time.
  for (let killAt = 1; killAt <= operations * 0.95; killAt += step) {
    const where = `killed at operation ${killAt} of ${operations}`;
    expect((await live(killAt)).end, where).toBe("SIGKILL");
    expect(await traces(), where).toEqual([]);
  }
}
