/** Which driver runs the labs of this server: found out once, at start. */
import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import type { FastifyBaseLogger } from "fastify";
import type { Config } from "../config.ts";
import { createDockerDriver } from "./docker/driver.ts";
import { createOciDriver } from "./oci/driver.ts";
import type { SandboxDriver } from "./sandbox.ts";

export type SandboxChoice =
  /** `why`: this driver and no other. */
  | { driver: SandboxDriver; detail: string; missing: string[]; why: string }
  /** `reason`: why no lab can run here, and what to do. */
  | { driver: null; reason: string };

type DriverName = "oci" | "docker";

/** The first needs no daemon, and starts a lab in a quarter of the time. */
const preference: DriverName[] = ["oci", "docker"];

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
  const names = config.sandbox === "auto" ? candidates(config) : [config.sandbox];
  const reasons: string[] = [];
  for (const name of names) {
    const driver = createDriver(name, config, log);
    const probe = await driver.probe();
    if (probe.ok) return { driver, detail: probe.detail, missing: probe.missing, why: whyThis(config, name, reasons) };
    await driver.close();
    reasons.push(names.length === 1 ? probe.reason : `${name}: ${probe.reason}`);
  }
  return { driver: null, reason: reasons.join(" ") };
}

/** Who names a runtime wants no daemon instead, least of all for gVisor. */
function candidates({ runtime }: Config): DriverName[] {
  return runtime === "auto" ? preference : ["oci"];
}

/** All that could be here: for cleaning up, which concerns more than the one that runs labs now. */
export function allDrivers(config: Config, log: FastifyBaseLogger): SandboxDriver[] {
  return preference.map((name) => createDriver(name, config, log));
}

function whyThis(config: Config, name: DriverName, reasons: string[]): string {
  if (config.sandbox !== "auto") return `PIDONE_SANDBOX=${name}`;
  if (config.runtime !== "auto") return `PIDONE_RUNTIME=${config.runtime}`;
  return reasons.length === 0 ? "the first choice" : `not ${reasons.join(" Not ")}`;
}

function createDriver(name: DriverName, config: Config, log: FastifyBaseLogger): SandboxDriver {
  const shared = { ...builtFor(config), stateDir: config.stateDir, log };
  if (name === "docker") return createDockerDriver({ ...shared, address: config.daemon });
  return createOciDriver({
    ...shared,
    consoleBinary: target(join(config.distDir, "sandbox", "console")),
    observerBinary: target(join(config.distDir, "sandbox", "observer")),
    ...(config.runtime !== "auto" && { runtime: config.runtime }),
  });
}

/** What set-up built for the labs' containers. */
export function builtFor(config: Config): { rootfs: string; initBinary: string } {
  return {
    rootfs: target(join(config.distDir, "sandbox", "rootfs")),
    initBinary: target(join(config.distDir, "init", `pid-one-${architecture()}`)),
  };
}

/** What set-up built is linked to, and a runtime takes no link for a root. The driver says what is missing. */
function target(link: string): string {
  return existsSync(link) ? realpathSync(link) : link;
}

/** As uname(1) names it, which is how the init's binaries are named. */
function architecture(): string {
  return process.arch === "x64" ? "x86_64" : process.arch === "arm64" ? "aarch64" : process.arch;
}
