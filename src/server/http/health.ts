/** What an operator's machines ask: is it alive, can it run a lab, how much of everything. */
import type { FastifyInstance } from "fastify";
import type { Metrics } from "../metrics.ts";
import { ProblemError } from "../problems.ts";
import type { SandboxChoice } from "../sandbox/choose.ts";
import { noSandboxRetrySeconds, type Sessions } from "../session/sessions.ts";

export function registerHealthRoutes(
  app: FastifyInstance,
  sandbox: SandboxChoice,
  sessions: Sessions,
  metrics: Metrics,
): void {
  app.get("/healthz", async () => ({ status: "ok" }));

  app.get("/readyz", async () => {
    if (!sandbox.driver)
      throw new ProblemError("no-sandbox", sandbox.reason, { retryAfter_seconds: noSandboxRetrySeconds });
    const reason = await sessions.whyNotReady();
    if (reason !== null) throw new ProblemError("no-sandbox", reason, { retryAfter_seconds: noSandboxRetrySeconds });
    return {
      status: "ready",
      sandbox: {
        driver: sandbox.driver.name,
        detail: sandbox.detail,
        why: sandbox.why,
        missing: sandbox.missing,
      },
      // As their starts would be answered: a lab's page asks here before anybody clicks.
      notOffered: Object.fromEntries(
        [...sessions.notOffered].map(([lab, whyNot]) => [lab, new ProblemError("lab-not-offered", whyNot)]),
      ),
    };
  });

  app.get("/metrics", async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
}
