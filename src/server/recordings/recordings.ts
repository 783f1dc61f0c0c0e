/** Recordings that visitors published: each is one file, lives for a set time, and is deleted by who has its token. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { ReadStream } from "node:fs";
import { mkdir, open, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { FastifyBaseLogger } from "fastify";
import type { Published, Publishing } from "../../protocol/recordings.ts";
import type { Config } from "../config.ts";
import { ProblemError } from "../problems.ts";
import { hasCode } from "../sandbox/errors.ts";
import { type RecordingHead, readRecordingHead, writeRecording } from "./recording-file.ts";

const tidyMs = 60_000;
/** 128 bits in base64url. */
const idPattern = /^[\w-]{22}$/;

type Limits = Pick<
  Config,
  "recordings_max" | "recordings_per_address_max" | "recording_bytes_max" | "recording_seconds"
>;

interface Kept extends RecordingHead {
  /** Where the recording begins in its file. */
  offset: number;
}

export class Recordings {
  readonly #kept = new Map<string, Kept>();
  readonly #folder: string;
  readonly #limits: Limits;
  readonly #log: FastifyBaseLogger;
  readonly #timer: NodeJS.Timeout;
  /** By address: written just now. They count, so that a burst does not get past the limits. */
  readonly #writing: string[] = [];

  /** Goes on with what the last server kept, also where no more are taken. Owns a timer: close it. */
  static async open(folder: string, limits: Limits, log: FastifyBaseLogger): Promise<Recordings> {
    const recordings = new Recordings(folder, limits, log);
    await recordings.#load();
    return recordings;
  }

  private constructor(folder: string, limits: Limits, log: FastifyBaseLogger) {
    this.#folder = folder;
    this.#limits = limits;
    this.#log = log;
    this.#timer = setInterval(() => void this.#tidy(), tidyMs).unref();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  describe(): Publishing {
    const { recordings_max, recording_bytes_max, recording_seconds } = this.#limits;
    return { isOpen: recordings_max > 0, bytesMax: recording_bytes_max, seconds: recording_seconds };
  }

  /** @throws ProblemError when this server takes none, none more, or none more from this address */
  async refuseTooMany(address: string): Promise<void> {
    const { recordings_max, recordings_per_address_max } = this.#limits;
    if (recordings_max === 0)
      throw new ProblemError("recordings-off", "Save the recording as a file: /replay/ plays it.");
    await this.#tidy();
    const own = [...this.#kept.values()].filter((kept) => kept.address === address).length;
    if (own + this.#writing.filter((other) => other === address).length >= recordings_per_address_max)
      throw new ProblemError(
        "too-many-recordings",
        `The limit is ${recordings_per_address_max} from one address at a time. Delete one, or save this one as a file.`,
      );
    if (this.#kept.size + this.#writing.length >= recordings_max) throw full();
  }

  /** @param body at most as large as is told by `describe`. @throws ProblemError */
  async publish(body: Uint8Array, address: string): Promise<Published> {
    await this.refuseTooMany(address);
    const id = randomBytes(16).toString("base64url");
    const deleteToken = randomBytes(16).toString("base64url");
    const expiresAt = Date.now() + this.#limits.recording_seconds * 1000;
    const head = { address, tokenDigest: digest(deleteToken).toString("hex"), expiresAt };
    this.#writing.push(address);
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      this.#kept.set(id, { ...head, ...(await writeRecording(this.#path(id), head, body)) });
    } catch (err) {
      this.#log.error({ err }, "a recording could not be kept");
      throw full();
    } finally {
      this.#writing.splice(this.#writing.indexOf(address), 1);
    }
    return { id, deleteToken, expiresAt: new Date(expiresAt).toISOString(), link: `/replay/?r=${id}` };
  }

  /** Its text. @throws ProblemError */
  async read(id: string): Promise<ReadStream> {
    const { offset } = await this.#find(id);
    try {
      const file = await open(this.#path(id));
      return file.createReadStream({ start: offset });
    } catch (error) {
      if (!hasCode(error, "ENOENT")) throw error;
      this.#kept.delete(id); // The operator took it away.
      throw unknown();
    }
  }

  /** @throws ProblemError */
  async delete(id: string, token: string): Promise<void> {
    const { tokenDigest } = await this.#find(id);
    if (!timingSafeEqual(digest(token), Buffer.from(tokenDigest, "hex")))
      throw new ProblemError("bad-token", "Only the delete token that came with this recording deletes it.");
    await this.#remove(id);
  }

  async #find(id: string): Promise<Kept> {
    await this.#tidy();
    const kept = this.#kept.get(id) ?? (await this.#keptByAnother(id));
    if (kept) return kept;
    throw unknown();
  }

  /** What a server that shares the state folder has written since this one began. */
  async #keptByAnother(id: string): Promise<Kept | null> {
    if (!idPattern.test(id)) return null;
    try {
      const read = await readRecordingHead(this.#path(id));
      if (!read || read.head.expiresAt <= Date.now()) return null;
      const kept = { ...read.head, offset: read.offset };
      this.#kept.set(id, kept);
      return kept;
    } catch (error) {
      if (hasCode(error, "ENOENT")) return null;
      throw error;
    }
  }

  /** Removes those whose time is over. */
  async #tidy(): Promise<void> {
    const now = Date.now();
    for (const [id, { expiresAt }] of this.#kept) if (expiresAt <= now) await this.#remove(id);
  }

  async #remove(id: string): Promise<void> {
    this.#kept.delete(id);
    // It is not to be seen any more in any case; should the file stay, the next server removes it when its time is over.
    await rm(this.#path(id), { force: true }).catch((err) =>
      this.#log.error({ err }, "a recording could not be removed"),
    );
  }

  async #load(): Promise<void> {
    try {
      for (const name of await readdir(this.#folder)) {
        const read = idPattern.test(name) ? await readRecordingHead(this.#path(name)) : null;
        // What a server that was killed had half written is removed, too.
        if (read) this.#kept.set(name, { ...read.head, offset: read.offset });
        else await rm(this.#path(name), { force: true });
      }
    } catch (err) {
      // No folder: nobody has published anything yet. Else labs can run all the same.
      if (!hasCode(err, "ENOENT")) this.#log.error({ err }, "published recordings cannot be read");
    }
    await this.#tidy();
  }

  #path(id: string): string {
    return join(this.#folder, id);
  }
}

function full(): ProblemError {
  return new ProblemError("recordings-full", "Save it as a file, or try again tomorrow.");
}

function unknown(): ProblemError {
  return new ProblemError("unknown-recording", "It was deleted, or its time is over. Ask whoever sent you the link.");
}

function digest(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
