/** The HTTP interface: what is registered, in order. */
import { join } from "node:path";
import cors from "@fastify/cors";
import rateLimit from "@fastify/rate-limit";
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from "fastify";
import type { Lab } from "../../course/lab-file.ts";
import { toPlainSummary } from "../../course/labs.ts";
import type { Config } from "../config.ts";
import { registerGateway } from "../gateway/gateway.ts";
import { isHostAllowed, isOriginAllowed } from "../gateway/origin.ts";
import type { Metrics } from "../metrics.ts";
import { ProblemError } from "../problems.ts";
import type { Recordings } from "../recordings/recordings.ts";
import type { SandboxChoice } from "../sandbox/choose.ts";
import type { Sessions } from "../session/sessions.ts";
import { refuseUnparsable, refuseUnreadable, registerErrors } from "./errors.ts";
import { registerHealthRoutes } from "./health.ts";
import { registerRecordingRoutes } from "./recordings.ts";
import { registerSessionRoutes } from "./sessions.ts";
import { registerSite } from "./site.ts";

export interface AppParts {
  config: Config;
  labs: readonly Lab[];
  sandbox: SandboxChoice;
  sessions: Sessions;
  recordings: Recordings;
  metrics: Metrics;
  log: FastifyBaseLogger;
}

export async function createApp(parts: AppParts): Promise<FastifyInstance> {
  const { config, labs, sandbox, sessions, recordings, metrics } = parts;
  const siteDir = join(config.distDir, "site");
  const app = Fastify({
    loggerInstance: parts.log,
    trustProxy: (_address, hop) => hop < config.proxies,
    frameworkErrors: refuseUnreadable(metrics),
    clientErrorHandler: refuseUnparsable(metrics),
    bodyLimit: 16 * 1024,
    requestTimeout: 30_000,
    // One line for each request says little; problems and lab lives are logged.
    logController: new Fastify.LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
  });
  registerErrors(app, metrics, siteDir);
  app.server.maxConnections = config.connections_max;
  registerOriginCheck(app, config);
  await app.register(cors, {
    origin: [...config.origins],
    methods: ["GET", "POST", "DELETE"],
    exposedHeaders: ["retry-after"],
    strictPreflight: false, // A plain OPTIONS is answered like any other request.
  });
  await registerSite(app, siteDir);
  registerHealthRoutes(app, sandbox, sessions, metrics);
  const summaries = labs.map(toPlainSummary);
  app.get("/api/labs", async () => summaries);
  await app.register(rateLimit, { global: false });
  registerSessionRoutes(app, sessions, config);
  await registerRecordingRoutes(app, recordings, config);
  await registerGateway(app, sessions, metrics);
  return app;
}

function registerOriginCheck(app: FastifyInstance, config: Config): void {
  app.addHook("onRequest", async (request) => {
    const { host, origin } = request.headers;
    if (!isHostAllowed(config, host))
      throw new ProblemError("forbidden-host", "Use http://localhost, or name your origin in PIDONE_ORIGINS.");
    // By the route that answers: the path itself can be written in many ways.
    if (request.routeOptions.url?.startsWith("/api/") && !isOriginAllowed(config, origin, host))
      throw new ProblemError(
        "forbidden-origin",
        `Pages of ${origin} may not use this server. Its operator can allow them in PIDONE_ORIGINS.`,
      );
  });
}
