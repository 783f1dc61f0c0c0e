/** All sessions of this server: who may start one, where it is found, and when it is gone. */
import { randomBytes } from "node:crypto";
import type { FastifyBaseLogger } from "fastify";
import type { Lab } from "../../course/lab-file.ts";
import type { CreateSession } from "../../protocol/sessions.ts";
import type { Config } from "../config.ts";
import type { Metrics } from "../metrics.ts";
import { ProblemError } from "../problems.ts";
import type { Sandbox, SandboxDriver } from "../sandbox/sandbox.ts";
import { Session, type SessionEnd } from "./session.ts";
import { sandboxSpec } from "./spec.ts";

/** How long a page that comes back is told why its session ended. */
const rememberEndMs = 10 * 60 * 1000;
const rememberedEndsMax = 10_000;
/** An operator has to do something first. */
export const noSandboxRetrySeconds = 300;

export class Sessions {
  readonly #live = new Map<string, Session>();
  readonly #ends = new Map<string, SessionEnd>();
  readonly #removals = new Set<Promise<void>>();
  /** Starting ones count: a burst must not get past the limits. */
  readonly #perAddress = new Map<string, number>();
  #count = 0;
  #stopping = false;

  readonly #labs: ReadonlyMap<string, Lab>;
  /** null with the reason when no sandbox can run here. */
  readonly #driver: SandboxDriver | null;
  readonly #noDriverReason: string;
  readonly #config: Config;
  readonly #metrics: Metrics;
  readonly #log: FastifyBaseLogger;

  constructor(options: {
    labs: readonly Lab[];
    driver: SandboxDriver | null;
    noDriverReason: string;
    config: Config;
    metrics: Metrics;
    log: FastifyBaseLogger;
  }) {
    this.#labs = new Map(options.labs.map((lab) => [lab.id, lab]));
    this.#driver = options.driver;
    this.#noDriverReason = options.noDriverReason;
    this.#config = options.config;
    this.#metrics = options.metrics;
    this.#log = options.log;
  }

  /** @throws ProblemError when there is no such lab, no room, or no sandbox */
  async create(wanted: CreateSession, address: string): Promise<Session> {
    const lab = this.#labs.get(wanted.lab);
    if (!lab) throw new ProblemError("unknown-lab", `There is no lab "${wanted.lab}". GET /api/labs lists them.`);
    const init = wanted.init ?? lab.inits[0];
    if (!init || !lab.inits.includes(init))
      throw new ProblemError(
        "unknown-init",
        `The lab "${lab.id}" has no PID 1 "${init}". It has ${lab.inits.join(", ")}.`,
      );
    if (!this.#driver)
      throw new ProblemError("no-sandbox", this.#noDriverReason, { retryAfter_seconds: noSandboxRetrySeconds });

    this.#reserve(address);
    let session: Session;
    try {
      session = await this.#start(this.#driver, lab, init, address);
    } catch (error) {
      this.#release(address);
      this.#metrics.failedStarts.inc({ lab: lab.id });
      throw error;
    }
    this.#live.set(session.id, session);
    this.#metrics.started.inc({ lab: lab.id, init });
    this.#metrics.live.inc();
    void session.ended.then((end) => this.#bury(session, end));
    if (this.#stopping) session.end("server-stopping", "The server is being stopped.");
    return session;
  }

  /** undefined: there is none, or it is over. */
  find(id: string): Session | undefined {
    return this.#live.get(id);
  }

  /** Why a session ended that ended not long ago. */
  endOf(id: string): SessionEnd | undefined {
    return this.#ends.get(id);
  }

  /** Ends all, and resolves when nothing of them is left. */
  async close(): Promise<void> {
    this.#stopping = true;
    for (const session of this.#live.values()) session.end("server-stopping", "The server is being stopped.");
    await Promise.allSettled(this.#live.values().map((session) => session.ended));
    await Promise.allSettled(this.#removals);
  }

  async #start(driver: SandboxDriver, lab: Lab, init: Session["init"], address: string): Promise<Session> {
    const stopTimer = this.#metrics.startSeconds.startTimer({ lab: lab.id });
    let sandbox: Sandbox | undefined;
    try {
      const started = await driver.start(sandboxSpec(lab, init, `s-${randomBytes(8).toString("hex")}`));
      sandbox = started;
      const furtherTerminals = await Promise.all(
        Array.from({ length: lab.terminals - 1 }, () => started.openTerminal({ cols: 80, rows: 24 })),
      );
      stopTimer();
      return new Session({ sandbox: started, furtherTerminals, lab, init, address, limits: this.#config });
    } catch (error) {
      this.#log.error({ err: error, lab: lab.id }, "a lab did not start");
      await sandbox?.stop().catch((err) => this.#log.error({ err }, "nor could what had started of it be removed"));
      throw new ProblemError("sandbox-failed", "The lab did not start. Try again; the server's log says why.", {
        retryAfter_seconds: 5,
      });
    }
  }

  #reserve(address: string): void {
    if (this.#stopping)
      throw new ProblemError("server-stopping", "The server is being stopped. Try again in a minute.", {
        retryAfter_seconds: 60,
      });
    const { sessions_max, sessions_per_address_max } = this.#config;
    const ofAddress = this.#perAddress.get(address) ?? 0;
    if (ofAddress >= sessions_per_address_max)
      throw new ProblemError(
        "too-many-sessions",
        `${ofAddress} labs are open from your address, which is the limit. End one of them, or wait.`,
        { retryAfter_seconds: 30 },
      );
    if (this.#count >= sessions_max)
      throw new ProblemError("server-full", "All labs of this server are in use. Try again in a minute.", {
        retryAfter_seconds: 60,
      });
    this.#perAddress.set(address, ofAddress + 1);
    this.#count += 1;
  }

  #release(address: string): void {
    const left = (this.#perAddress.get(address) ?? 1) - 1;
    if (left > 0) this.#perAddress.set(address, left);
    else this.#perAddress.delete(address);
    this.#count -= 1;
  }

  #bury(session: Session, end: SessionEnd): void {
    this.#live.delete(session.id);
    this.#remember(session.id, end);
    this.#metrics.live.dec();
    this.#metrics.ended.inc({ lab: session.lab.id, reason: end.reason });
    this.#log.info({ session: session.id, lab: session.lab.id, ...end }, "a lab ended");
    const removal = session
      .removed()
      .catch((err) =>
        this.#log.error({ err, session: session.id }, "a lab could not be removed; the next start will try again"),
      )
      .finally(() => {
        this.#removals.delete(removal);
        this.#release(session.address); // Only now is its share of the machine free.
      });
    this.#removals.add(removal);
  }

  #remember(id: string, end: SessionEnd): void {
    this.#ends.set(id, end);
    const oldest = this.#ends.keys().next().value;
    if (this.#ends.size > rememberedEndsMax && oldest) this.#ends.delete(oldest);
    setTimeout(() => this.#ends.delete(id), rememberEndMs).unref();
  }
}
