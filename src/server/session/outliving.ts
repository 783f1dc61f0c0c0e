/** Sessions that go on when the server is started anew, for drivers whose sandboxes outlive it. */
import { join } from "node:path";
import type { FastifyBaseLogger } from "fastify";
import type { Lab } from "../../course/lab-file.ts";
import type { Outliving, Sandbox } from "../sandbox/sandbox.ts";
import { type SessionRecord, SessionRecords } from "./records.ts";
import type { KeptSession, Session } from "./session.ts";

/** What stands in a terminal whose last bytes were lost with the server. */
const lostBytes = new TextEncoder().encode(
  "\x1b[2m[The lab server was started anew. What stood here is lost; the lab goes on. Press Enter.]\x1b[0m\r\n",
);

export interface Restored {
  record: SessionRecord;
  lab: Lab;
  sandbox: Sandbox;
  kept: KeptSession;
}

export class OutlivingSessions {
  readonly #outliving: Outliving;
  readonly #records: SessionRecords;
  readonly #log: FastifyBaseLogger;

  /** @returns null where nothing outlives the server; it is said why, if that is not the driver's nature */
  static open(outliving: Outliving | null, stateDir: string, log: FastifyBaseLogger): OutlivingSessions | null {
    if (!outliving) return null;
    try {
      return new OutlivingSessions(outliving, new SessionRecords(join(stateDir, "sessions.db")), log);
    } catch (err) {
      log.warn({ err }, "labs will end with this server: their records cannot be kept");
      return null;
    }
  }

  private constructor(outliving: Outliving, records: SessionRecords, log: FastifyBaseLogger) {
    this.#outliving = outliving;
    this.#records = records;
    this.#log = log;
  }

  /**
   * What the last server left and can go on. Call it before the driver removes leftovers.
   * @returns those, and the names of those that are over
   */
  async restore(labs: ReadonlyMap<string, Lab>): Promise<{ restored: Restored[]; over: string[] }> {
    const records = this.#records.all();
    const wanted = records.filter(({ lab, expiresAt }) => labs.has(lab) && expiresAt > Date.now());
    const sandboxes = await this.#outliving.adopt(wanted.map(({ id }) => id));
    const restored = wanted.flatMap((record): Restored[] => {
      const [lab, sandbox] = [labs.get(record.lab), sandboxes.get(record.id)];
      return lab && sandbox ? [{ record, lab, sandbox, kept: this.#keptOf(record, lab) }] : [];
    });
    const over = records.map(({ id }) => id).filter((id) => !sandboxes.has(id));
    for (const id of over) this.forget(id);
    return { restored, over };
  }

  /** Writes down what is to be known of a session; again at each change. */
  note(session: Session): void {
    this.#try(() => this.#records.put(session.record()));
  }

  forget(id: string): void {
    this.#try(() => this.#records.delete(id));
  }

  /** Lets sessions go on without this server. */
  leave(sessions: readonly Session[]): void {
    for (const session of sessions) {
      for (const [number, bytes] of session.lastBytes().entries())
        this.#try(() => this.#records.putTerminal(session.id, number, bytes));
      this.note(session);
      session.leave();
    }
    this.#outliving.release(sessions.map(({ id }) => id));
  }

  close(): void {
    this.#records.close();
  }

  #keptOf({ id, tokenDigest, bornAt, expiresAt, doneTasks }: SessionRecord, lab: Lab): KeptSession {
    const now = Date.now();
    const lastBytes = Array.from({ length: lab.terminals }, (_, number) => {
      return this.#records.terminal(id, number) ?? lostBytes;
    });
    return { tokenDigest, ageMs: Math.max(0, now - bornAt), remainingMs: expiresAt - now, doneTasks, lastBytes };
  }

  /** A lab is not to suffer from a full disk: it is then not there after a restart. */
  #try(write: () => void): void {
    try {
      write();
    } catch (err) {
      this.#log.error({ err }, "a lab's record could not be written; it may end with this server");
    }
  }
}
