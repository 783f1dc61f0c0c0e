/** What the next server needs to go on with the sessions of this one, in a file (SQLite). Only for sandboxes that outlive a server. */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { initSchema } from "../../protocol/labs.ts";

const recordSchema = z.object({
  id: z.string(),
  lab: z.string(),
  init: initSchema,
  /** What was drawn to be wrong. */
  cause: z.string().nullable(),
  address: z.string(),
  /** SHA-256 of the token: the file gives nobody a session. */
  tokenDigest: z.instanceof(Uint8Array),
  /** Milliseconds since 1970: the server's own clock starts anew with it. */
  bornAt: z.number(),
  expiresAt: z.number(),
  doneTasks: z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text))),
});
export type SessionRecord = z.infer<typeof recordSchema>;

const version = 2;

export class SessionRecords {
  readonly #database: DatabaseSync;

  /** @throws when the file cannot be used, or another server uses it */
  constructor(file: string) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o711 });
    this.#database = new DatabaseSync(file);
    this.#database.exec(`
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA synchronous = NORMAL;
      BEGIN EXCLUSIVE;
    `);
    const { user_version } = z.object({ user_version: z.number() }).parse(this.#get("PRAGMA user_version"));
    // What another version wrote is of no use, and its labs are removed with what is left over.
    if (user_version !== version) this.#database.exec("DROP TABLE IF EXISTS sessions; DROP TABLE IF EXISTS terminals");
    this.#database.exec(`
      CREATE TABLE IF NOT EXISTS sessions (
        id TEXT PRIMARY KEY, lab TEXT, init TEXT, cause TEXT, address TEXT, tokenDigest BLOB, bornAt REAL, expiresAt REAL, doneTasks TEXT
      ) STRICT;
      CREATE TABLE IF NOT EXISTS terminals (session TEXT, number INTEGER, bytes BLOB, PRIMARY KEY (session, number)) STRICT;
      PRAGMA user_version = ${version};
      COMMIT;
    `);
  }

  all(): SessionRecord[] {
    return z.array(recordSchema).parse(this.#database.prepare("SELECT * FROM sessions").all());
  }

  put({ id, lab, init, cause, address, tokenDigest, bornAt, expiresAt, doneTasks }: SessionRecord): void {
    this.#database
      .prepare("INSERT OR REPLACE INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .run(id, lab, init, cause, address, tokenDigest, bornAt, expiresAt, JSON.stringify(doneTasks));
  }

  /** What a page that comes back sees first. */
  putTerminal(session: string, number: number, bytes: Uint8Array): void {
    this.#database.prepare("INSERT OR REPLACE INTO terminals VALUES (?, ?, ?)").run(session, number, bytes);
  }

  /** null: the last server did not come to keep it. */
  terminal(session: string, number: number): Uint8Array | null {
    const row = this.#get("SELECT bytes FROM terminals WHERE session = ? AND number = ?", session, number);
    return row === undefined ? null : z.object({ bytes: z.instanceof(Uint8Array) }).parse(row).bytes;
  }

  delete(session: string): void {
    this.#database.prepare("DELETE FROM sessions WHERE id = ?").run(session);
    this.#database.prepare("DELETE FROM terminals WHERE session = ?").run(session);
  }

  close(): void {
    this.#database.close();
  }

  #get(sql: string, ...values: (string | number)[]) {
    return this.#database.prepare(sql).get(...values);
  }
}
