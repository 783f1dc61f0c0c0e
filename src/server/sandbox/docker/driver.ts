/** The driver `docker`: sandboxes as containers of a daemon that speaks Docker's API, which Podman does as well. */
import { join } from "node:path";
import { messageOf } from "../errors.ts";
import type { Outliving, Probe, Sandbox, SandboxDriver, SandboxSpec } from "../sandbox.ts";
import { SandboxError } from "../sandbox.ts";
import { removeServerFolder } from "../server-folder.ts";
import { adoptSandboxes } from "./adopt.ts";
import type { DockerSandbox } from "./container.ts";
import type { DockerContext, DockerOptions } from "./context.ts";
import { removeLeftContainers } from "./leftovers.ts";
import { type DaemonProbe, probeDaemon } from "./probe.ts";
import { startSandbox } from "./start.ts";

export type { DockerOptions } from "./context.ts";

export function createDockerDriver(options: DockerOptions): SandboxDriver {
  return new DockerDriver({ ...options, stateDir: join(options.stateDir, "docker") });
}

class DockerDriver implements SandboxDriver {
  readonly name = "docker";
  readonly #options: DockerOptions;
  readonly #sandboxes = new Set<DockerSandbox>();
  readonly #starting = new Set<Promise<DockerSandbox>>();
  #probe: Promise<DaemonProbe> | null = null;
  #closed = false;

  constructor(options: DockerOptions) {
    this.#options = options;
  }

  readonly outliving: Outliving = {
    adopt: async (ids) => {
      const adopted = await adoptSandboxes(await this.#context(), ids);
      for (const sandbox of adopted) this.#add(sandbox);
      return new Map(adopted.map((sandbox) => [sandbox.id, sandbox]));
    },
    release: (ids) => {
      for (const sandbox of this.#sandboxes) {
        if (!ids.includes(sandbox.id)) continue;
        sandbox.release();
        this.#sandboxes.delete(sandbox);
      }
    },
  };

  async probe(): Promise<Probe> {
    const { probe } = await this.#probed();
    return probe;
  }

  async ready(): Promise<string | null> {
    const { probe, context } = await this.#probed();
    if (!probe.ok || !context) return probe.ok ? "No container daemon was found." : probe.reason;
    return context.api.ping().then(() => null, messageOf);
  }

  async whyNotSeveral(): Promise<string | null> {
    return null;
  }

  async start(spec: SandboxSpec): Promise<Sandbox> {
    if (this.#closed) throw new SandboxError("The server is stopping.");
    const starting = startSandbox(await this.#context(), spec);
    this.#starting.add(starting);
    try {
      return this.#add(await starting);
    } finally {
      this.#starting.delete(starting);
    }
  }

  async removeLeftovers(): Promise<string[]> {
    return removeLeftContainers(this.#options);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#starting); // One that fails has undone itself.
    // What an absent daemon keeps is for the next server to remove.
    await Promise.allSettled([...this.#sandboxes].map((sandbox) => sandbox.stop()));
    const probed = await this.#probe;
    if (probed?.context) {
      probed.context.removals.close();
      await removeServerFolder(probed.context.server);
    }
    this.#probe = null;
  }

  #add(sandbox: DockerSandbox): DockerSandbox {
    this.#sandboxes.add(sandbox);
    void sandbox.removed.then(() => this.#sandboxes.delete(sandbox));
    return sandbox;
  }

  async #context(): Promise<DockerContext> {
    const { probe, context } = await this.#probed();
    if (context) return context;
    throw new SandboxError(probe.ok ? "No container daemon was found." : probe.reason);
  }

  /** Once is enough, while a failure is looked at again. */
  #probed(): Promise<DaemonProbe> {
    this.#probe ??= probeDaemon(this.#options)
      .catch((error): DaemonProbe => ({ probe: { ok: false, reason: messageOf(error) }, context: null }))
      .then((result) => {
        if (!result.probe.ok) this.#probe = null;
        return result;
      });
    return this.#probe;
  }
}
