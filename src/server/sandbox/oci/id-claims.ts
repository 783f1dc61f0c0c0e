/**
 * Claims of uid ranges, shared by all servers that use one state folder: a symbolic link named after the slot whose
 * target names the server. Making one is atomic and fails when it exists, and it says whose it is from the start.
 */
import { mkdir, readdir, readlink, symlink, unlink } from "node:fs/promises";
import { join } from "node:path";
import { hasCode } from "../errors.ts";
import { SandboxError } from "../sandbox.ts";
import { slotCount } from "./id-map.ts";

export class IdClaims {
  readonly #dir: string;

  constructor(stateDir: string) {
    this.#dir = join(stateDir, "ids");
  }

  /** @returns the slot */
  async claim(serverId: string): Promise<number> {
    await mkdir(this.#dir, { recursive: true, mode: 0o711 });
    // From a random place on: servers with other state folders most likely take others, too.
    const first = Math.floor(Math.random() * slotCount);
    for (let tried = 0; tried < slotCount; tried++) {
      const slot = (first + tried) % slotCount;
      try {
        await symlink(serverId, join(this.#dir, String(slot)));
        return slot;
      } catch (error) {
        if (!hasCode(error, "EEXIST")) throw error;
      }
    }
    throw new SandboxError(`All ${slotCount} ranges of user ids are in use: end some sessions first.`);
  }

  async release(slot: number): Promise<void> {
    await unlink(join(this.#dir, String(slot))).catch((error) => {
      if (!hasCode(error, "ENOENT")) throw error;
    });
  }

  /** Releases all claims of servers that are gone. */
  async releaseOf(isGone: (serverId: string) => boolean): Promise<number> {
    let released = 0;
    for (const name of await readdir(this.#dir).catch(noneIfMissing)) {
      const owner = await readlink(join(this.#dir, name)).catch(() => null); // Released meanwhile by its owner.
      if (owner === null || !isGone(owner)) continue;
      await this.release(Number(name));
      released += 1;
    }
    return released;
  }
}

function noneIfMissing(error: unknown): string[] {
  if (hasCode(error, "ENOENT")) return [];
  throw error;
}
