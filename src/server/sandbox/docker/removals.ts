/** Removes containers, also when the daemon is away at that moment. */
import { setTimeout as delay } from "node:timers/promises";
import { messageOf } from "../errors.ts";
import { DaemonError, type DockerApi } from "./api.ts";
import type { DockerOptions } from "./context.ts";

const againMs = 2000;
const busyTriesMax = 50;
const busyMs = 100;

export class Removals {
  readonly #api: DockerApi;
  readonly #log: DockerOptions["log"];
  /** What could not be removed, for want of a daemon. */
  readonly #left = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(api: DockerApi, log: DockerOptions["log"]) {
    this.#api = api;
    this.#log = log;
  }

  /** @throws DaemonError; it is tried again for as long as the server runs */
  async remove(containerId: string): Promise<void> {
    try {
      await removeContainer(this.#api, containerId);
      this.#left.delete(containerId);
    } catch (error) {
      this.#left.add(containerId);
      this.#timer ??= setTimeout(() => this.#again(), againMs).unref();
      throw error;
    }
  }

  /**
   * Of one sandbox: those that joined its first go before it, as Podman wants it.
   * @throws DaemonError; each is tried again for as long as the server runs
   */
  async removeAll([main, ...further]: readonly string[]): Promise<void> {
    const removed = await Promise.allSettled(further.map((id) => this.remove(id)));
    if (main !== undefined) await this.remove(main);
    for (const result of removed) if (result.status === "rejected") throw result.reason;
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  async #again(): Promise<void> {
    this.#timer = undefined;
    for (const id of [...this.#left]) {
      await this.remove(id).then(
        () => this.#log.info({ container: id }, "a container that the daemon had kept is removed"),
        () => {}, // Noted again.
      );
    }
  }
}

/** Kills it; one that is not there is no error. */
export async function removeContainer(api: DockerApi, id: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await api.call("DELETE", `/containers/${id}`, { query: { force: 1, v: 1 } });
      return;
    } catch (error) {
      if (!(error instanceof DaemonError) || error.status === null) throw error;
      if (error.status === 404) return;
      // Docker: "removal … is already in progress" (409). Podman: a mount that is busy for a moment (500).
      if (attempt === busyTriesMax || !/in progress|busy|being removed|changed state/i.test(messageOf(error)))
        throw error;
      await delay(busyMs);
    }
  }
}
