/** The driver `oci`: sandboxes as containers of runc or crun, without a daemon. */

import { messageOf } from "../errors.ts";
import type { Probe, Sandbox, SandboxDriver, SandboxSpec } from "../sandbox.ts";
import { SandboxError } from "../sandbox.ts";
import type { OciSandbox } from "./container.ts";
import type { OciContext, OciOptions } from "./context.ts";
import { removeLeftovers } from "./leftovers.ts";
import { probeRuntimes, type RuntimesProbe } from "./probe.ts";
import { removeServer } from "./remove.ts";
import { startSandbox } from "./start.ts";

export type { OciOptions } from "./context.ts";

export function createOciDriver(options: OciOptions): SandboxDriver {
  return new OciDriver(options);
}

class OciDriver implements SandboxDriver {
  readonly name = "oci";
  /** A terminal's master side is the server's, and a container without it is hung up. */
  readonly outliving = null;
  readonly #options: OciOptions;
  readonly #sandboxes = new Set<OciSandbox>();
  readonly #starting = new Set<Promise<OciSandbox>>();
  #probe: Promise<RuntimesProbe> | null = null;
  #closed = false;

  constructor(options: OciOptions) {
    this.#options = options;
  }

  async probe(): Promise<Probe> {
    const { probe } = await this.#probed();
    return probe;
  }

  async ready(): Promise<string | null> {
    const { probe } = await this.#probed();
    return probe.ok ? null : probe.reason;
  }

  async whyNotSeveral(): Promise<string | null> {
    const { context } = await this.#probed();
    if (!context?.runtime.hasOwnKernel) return null;
    return "It has several containers, whose processes are told by the machine's kernel, and this server runs labs on gVisor's (PIDONE_RUNTIME=runsc).";
  }

  async start(spec: SandboxSpec): Promise<Sandbox> {
    if (this.#closed) throw new SandboxError("The server is stopping.");
    const context = await this.#context();
    const starting = startSandbox(context, spec);
    this.#starting.add(starting);
    try {
      const sandbox = await starting;
      this.#sandboxes.add(sandbox);
      void sandbox.removed.then(() => this.#sandboxes.delete(sandbox));
      return sandbox;
    } finally {
      this.#starting.delete(starting);
    }
  }

  async removeLeftovers(): Promise<string[]> {
    return removeLeftovers(this.#options);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#starting); // One that fails has undone itself.
    await Promise.all([...this.#sandboxes].map((sandbox) => sandbox.stop()));
    const probed = await this.#probe;
    await probed?.context?.observer?.close();
    if (probed?.context) await removeServer(probed.context);
    this.#probe = null;
  }

  async #context(): Promise<OciContext> {
    const { probe, context } = await this.#probed();
    if (context) return context;
    throw new SandboxError(probe.ok ? "No container runtime was found." : probe.reason);
  }

  /** Once is enough: what a machine can do does not change while a server runs. A failure is looked at again. */
  #probed(): Promise<RuntimesProbe> {
    this.#probe ??= probeRuntimes(this.#options)
      .catch((error): RuntimesProbe => ({ probe: { ok: false, reason: messageOf(error) }, context: null }))
      .then((result) => {
        if (!result.probe.ok) this.#probe = null;
        return result;
      });
    return this.#probe;
  }
}
