/** Which driver runs the labs of this server: found out once, at start. */
import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import type { FastifyBaseLogger } from "fastify";
import type { Config } from "../config.ts";
import { createOciDriver } from "./oci/driver.ts";
import type { SandboxDriver } from "./sandbox.ts";

export type SandboxChoice =
  | { driver: SandboxDriver; detail: string; missing: string[] }
  /** `reason`: why no lab can run here, and what to do. */
  | { driver: null; reason: string };

/** @param platform as process.platform */
export async function chooseSandbox(
  config: Config,
  log: FastifyBaseLogger,
  platform: NodeJS.Platform = process.platform,
): Promise<SandboxChoice> {
  if (config.sandbox === "none")
    return { driver: null, reason: "Labs are switched off on this server (PIDONE_SANDBOX=none)." };
  if (platform !== "linux")
    return {
      driver: null,
      reason: `Labs run in Linux containers, and this is ${platform}. Start the server on Linux, such as in a virtual machine.`,
    };
  const driver = createOciDriver({
    rootfs: target(join(config.distDir, "sandbox", "rootfs")),
    initBinary: target(join(config.distDir, "init", `pid-one-${architecture()}`)),
    consoleBinary: target(join(config.distDir, "sandbox", "console")),
    stateDir: config.stateDir,
    ...(config.runtime !== "auto" && { runtime: config.runtime }),
    log,
  });
  const probe = await driver.probe();
  if (probe.ok) return { driver, detail: probe.detail, missing: probe.missing };
  await driver.close();
  return { driver: null, reason: probe.reason };
}

/** What set-up built is linked to, and a runtime takes no link for a root. The driver says what is missing. */
function target(link: string): string {
  return existsSync(link) ? realpathSync(link) : link;
}

/** As uname(1) names it, which is how the init's binaries are named. */
function architecture(): string {
  return process.arch === "x64" ? "x86_64" : process.arch === "arm64" ? "aarch64" : process.arch;
}
