/** All sessions of this server: who may start one, where it is found, and when it is gone. */
import type { FastifyBaseLogger } from "fastify";
import type { Lab } from "../../course/lab-file.ts";
import type { Init } from "../../protocol/labs.ts";
import type { CreateSession, Queued, QueuePlace } from "../../protocol/sessions.ts";
import type { Config } from "../config.ts";
import type { Metrics } from "../metrics.ts";
import { ProblemError } from "../problems.ts";
import type { SandboxDriver } from "../sandbox/sandbox.ts";
import { Admission, serverFull } from "./admission.ts";
import { type OpenSandbox, openFurtherTerminals, openSandbox } from "./open-sandbox.ts";
import { OutlivingSessions } from "./outliving.ts";
import { type KeptSession, Session, type SessionEnd } from "./session.ts";
import { StartHealth } from "./start-health.ts";
import { estimateWaitSeconds } from "./wait-estimate.ts";
import { WarmPool } from "./warm-pool.ts";

/** How long a page that comes back is told why its session ended. */
const rememberEndMs = 10 * 60 * 1000;
const rememberedEndsMax = 10_000;
/** An operator has to do something first. */
export const noSandboxRetrySeconds = 300;

/** So many ends tell how long the next visitor will wait. */
const paceEndsMax = 50;
const pollSeconds = 3;

export class Sessions {
  readonly #live = new Map<string, Session>();
  readonly #ends = new Map<string, SessionEnd>();
  /** When labs ended, in milliseconds of performance.now(). */
  readonly #pace: number[] = [];
  /** By session: their sandboxes are on their way out. */
  readonly #removals = new Map<string, Promise<void>>();
  readonly #admission: Admission;
  readonly #pool: WarmPool | null;
  /** null: all end with this server. */
  readonly #outliving: OutlivingSessions | null;
  readonly #startHealth = new StartHealth();
  #starting = 0;
  #coldStarts = 0;
  #stopping = false;

  readonly #labs: ReadonlyMap<string, Lab>;
  /** null with the reason when no sandbox can run here. */
  readonly #driver: SandboxDriver | null;
  readonly #noDriverReason: string;
  /** By lab: why it cannot run here. */
  readonly #notOffered: ReadonlyMap<string, string>;
  readonly #config: Config;
  readonly #metrics: Metrics;
  readonly #log: FastifyBaseLogger;

  constructor(options: {
    labs: readonly Lab[];
    driver: SandboxDriver | null;
    noDriverReason: string;
    notOffered: ReadonlyMap<string, string>;
    config: Config;
    metrics: Metrics;
    log: FastifyBaseLogger;
  }) {
    const { labs, driver, config, metrics, log } = options;
    this.#labs = new Map(labs.map((lab) => [lab.id, lab]));
    this.#driver = driver;
    this.#noDriverReason = options.noDriverReason;
    this.#notOffered = options.notOffered;
    this.#config = config;
    this.#metrics = metrics;
    this.#log = log;
    this.#admission = new Admission(config);
    this.#outliving = OutlivingSessions.open(driver?.outliving ?? null, config.stateDir, log);
    const open = driver && ((lab: Lab, init: Init) => this.#openCold(driver, lab, init));
    const onError = () => metrics.driverErrors.inc({ driver: driver?.name ?? "none", during: "start-ahead" });
    const offered = labs.filter(({ id }) => !this.#notOffered.has(id));
    this.#pool = open && new WarmPool({ open, labs: offered, max: config.warm_max, log, onError });
    metrics.countBy(() => ({
      live: this.#live.size,
      starting: this.#starting,
      ending: this.#removals.size,
      warm: this.#pool?.size ?? 0,
      waiting: this.#admission.queue.size,
    }));
  }

  /** Goes on with what the last server left, where that is possible. Call it before leftovers are removed. */
  async restore(): Promise<void> {
    if (!this.#outliving) return;
    const { restored, over } = await this.#outliving.restore(this.#labs);
    for (const id of over) this.#remember(id, { reason: "failed", detail: "It ended while the lab server was away." });
    for (const { record, lab, sandbox, kept } of restored) {
      const furtherTerminals = await openFurtherTerminals(sandbox, lab);
      this.#admission.take(record.address);
      this.#add(
        { sandbox, furtherTerminals, cause: record.cause ?? undefined },
        lab,
        record.init,
        record.address,
        kept,
      );
    }
    if (restored.length > 0) this.#log.info({ labs: restored.length }, "labs of the last server go on");
  }

  /** From now on labs are started ahead, for whoever comes next. */
  warmUp(): void {
    this.#pool?.limit(this.#admission.free);
  }

  /**
   * Starts a lab, or gives the visitor a place in the queue, if that was asked for.
   * @throws ProblemError when there is no such lab, no room, or no sandbox
   */
  async create(wanted: CreateSession, address: string): Promise<Session | Queued> {
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
    const whyNot = this.#notOffered.get(lab.id);
    if (whyNot !== undefined) throw new ProblemError("lab-not-offered", whyNot);
    if (this.#stopping)
      throw new ProblemError("server-stopping", "The server is being stopped. Try again in a minute.", {
        retryAfter_seconds: 60,
      });

    const now = performance.now();
    const ticket = typeof wanted.queue === "string" ? wanted.queue : undefined;
    if (this.#admission.enter(address, ticket, now)) return await this.#start(this.#driver, lab, init, address);
    if (wanted.queue === undefined) throw serverFull();
    const place = this.#admission.wait(address, ticket, now);
    return { ticket: place, ...this.place(place) };
  }

  /** Where somebody stands in the queue. @throws ProblemError when nobody has this ticket */
  place(ticket: string): QueuePlace {
    const now = performance.now();
    const at = this.#admission.look(ticket, now);
    if (!at) throw new ProblemError("unknown-ticket", "This place in the queue was given up. Start the lab again.");
    const plannedEnds = [...this.#live.values()].map(({ remainingMs }) => now + remainingMs);
    const place = at.ahead + 1;
    const waitSeconds = at.isTurn ? 1 : estimateWaitSeconds(place, now, plannedEnds, this.#pace);
    return { place, waitSeconds, pollSeconds, isTurn: at.isTurn };
  }

  /** Gives a place in the queue up. */
  leaveQueue(ticket: string): void {
    this.#admission.queue.leave(ticket);
  }

  /** By lab: why this server never runs it. */
  get notOffered(): ReadonlyMap<string, string> {
    return this.#notOffered;
  }

  /** @returns why no lab can start now; null if one can. One that is started to find out is removed at once. */
  async whyNotReady(): Promise<string | null> {
    const driver = this.#driver;
    if (!driver) return this.#noDriverReason;
    const lab = this.#labs.values().find(({ id }) => !this.#notOffered.has(id));
    const trial = async () => {
      if (lab?.inits[0]) await (await openSandbox(driver, lab, lab.inits[0])).sandbox.stop();
    };
    return (await driver.ready()) ?? (await this.#startHealth.look(trial, performance.now()));
  }

  /** undefined: there is none, or it is over. */
  find(id: string): Session | undefined {
    return this.#live.get(id);
  }

  /** Why a session ended that ended not long ago. */
  endOf(id: string): SessionEnd | undefined {
    return this.#ends.get(id);
  }

  /** Ends a lab, and resolves when its place is free. */
  async remove(session: Session): Promise<void> {
    session.end("deleted", "You ended the lab.");
    await session.ended;
    await this.#removals.get(session.id);
  }

  /** Ends a lab, but not its visitor's turn. @returns the ticket with which the next lab starts in its place */
  async removeForNext(session: Session): Promise<string> {
    const ticket = this.#admission.keepPlace(session.address, performance.now());
    await this.remove(session);
    return ticket;
  }

  /** Ends all, and resolves when nothing of them is left. */
  async close(): Promise<void> {
    this.#stopping = true;
    if (this.#config.on_stop === "keep" && this.#outliving) {
      this.#outliving.leave([...this.#live.values()]);
      this.#live.clear();
    }
    for (const session of this.#live.values()) session.end("server-stopping", "The server is being stopped.");
    await Promise.allSettled(this.#live.values().map((session) => session.ended));
    await Promise.all([this.#pool?.close(), ...this.#removals.values()]);
    this.#outliving?.close();
  }

  /** In a place that was taken. */
  async #start(driver: SandboxDriver, lab: Lab, init: Init, address: string): Promise<Session> {
    this.#starting += 1;
    const opened = await this.#open(driver, lab, init)
      .catch((error) => {
        this.#leave(address);
        this.#metrics.driverErrors.inc({ driver: driver.name, during: "start" });
        this.#log.error({ err: error, lab: lab.id }, "a lab did not start");
        throw new ProblemError("sandbox-failed", "The lab did not start. Try again; the server's log says why.", {
          retryAfter_seconds: 5,
        });
      })
      .finally(() => (this.#starting -= 1));
    const session = this.#add(opened, lab, init, address);
    this.#metrics.started.inc({ lab: lab.id, init });
    if (this.#stopping) session.end("server-stopping", "The server is being stopped.");
    return session;
  }

  /** @param kept given for one that another server began */
  #add(opened: OpenSandbox, lab: Lab, init: Init, address: string, kept?: KeptSession): Session {
    const session = new Session({
      ...{ ...opened, lab, init, address, limits: this.#config, ...(kept && { kept }) },
      onChange: (changed) => this.#outliving?.note(changed),
      onEventSent: ({ at }) => this.#metrics.eventLag.observe((Date.now() - at) / 1000),
    });
    this.#live.set(session.id, session);
    this.#outliving?.note(session);
    void session.ended.then((end) => this.#bury(session, end));
    return session;
  }

  async #open(driver: SandboxDriver, lab: Lab, init: Init): Promise<OpenSandbox> {
    const stopTimer = this.#metrics.startSeconds.startTimer({ driver: driver.name });
    const warm = this.#pool?.take(lab, init);
    this.warmUp();
    if (warm) {
      stopTimer({ start: "warm" });
      return warm;
    }
    this.#coldStarts += 1;
    this.#pool?.pause(true);
    try {
      return await this.#openCold(driver, lab, init);
    } finally {
      stopTimer({ start: "cold" });
      this.#coldStarts -= 1;
      if (this.#coldStarts === 0) this.#pool?.pause(false);
    }
  }

  async #openCold(driver: SandboxDriver, lab: Lab, init: Init): Promise<OpenSandbox> {
    try {
      const opened = await openSandbox(driver, lab, init);
      this.#startHealth.succeeded();
      return opened;
    } catch (error) {
      this.#startHealth.failed(error);
      throw error;
    }
  }

  #leave(address: string): void {
    this.#admission.leave(address);
    this.warmUp();
  }

  #bury(session: Session, end: SessionEnd): void {
    this.#live.delete(session.id);
    this.#outliving?.forget(session.id);
    this.#remember(session.id, end);
    this.#metrics.ended.inc({ lab: session.lab.id, reason: end.reason });
    this.#log.info({ session: session.id, lab: session.lab.id, ...end }, "a lab ended");
    const removal = session
      .removed()
      .catch((err) => {
        this.#metrics.driverErrors.inc({ driver: this.#driver?.name ?? "none", during: "removal" });
        this.#log.error({ err, session: session.id }, "a lab could not be removed; the next start will try again");
      })
      .finally(() => {
        this.#removals.delete(session.id);
        this.#leave(session.address); // Only now is its share of the machine free.
      });
    this.#removals.set(session.id, removal);
  }

  #remember(id: string, end: SessionEnd): void {
    const now = performance.now();
    this.#pace.push(now);
    this.#pace.splice(0, this.#pace.length - paceEndsMax);
    this.#ends.set(id, end);
    const oldest = this.#ends.keys().next().value;
    if (this.#ends.size > rememberedEndsMax && oldest) this.#ends.delete(oldest);
    setTimeout(() => this.#ends.delete(id), rememberEndMs).unref();
  }
}
