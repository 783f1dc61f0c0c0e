/** POST, GET, extend, DELETE: the life of a session over HTTP. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import {
  createSessionSchema,
  endSessionQuerySchema,
  type PlaceKept,
  type SessionStatus,
  type TaskSolution,
} from "../../protocol/sessions.ts";
import type { Config } from "../config.ts";
import { ProblemError } from "../problems.ts";
import { Session } from "../session/session.ts";
import type { Sessions } from "../session/sessions.ts";
import { quotaAddress } from "./address.ts";

type ById = { Params: { id: string } };
type ByTask = { Params: { id: string; task: string } };

export function registerSessionRoutes(app: FastifyInstance, sessions: Sessions, config: Config): void {
  app.post(
    "/api/sessions",
    {
      config: {
        rateLimit: {
          max: config.starts_per_minute_max,
          timeWindow: "1 minute",
          keyGenerator: (request) => quotaAddress(request.ip),
          errorResponseBuilder: (_request, { ttl }) =>
            new ProblemError(
              "too-many-starts",
              `At most ${config.starts_per_minute_max} labs a minute can be started from one address. Try again in ${Math.ceil(ttl / 1000)} seconds.`,
              { retryAfter_seconds: Math.ceil(ttl / 1000) },
            ),
        },
      },
    },
    async (request, reply) => {
      const answer = await sessions.create(readBody(request.body), quotaAddress(request.ip));
      reply.header("cache-control", "no-store");
      if (answer instanceof Session) return reply.code(201).send(answer.describe());
      return reply.code(202).header("retry-after", answer.pollSeconds).send(answer);
    },
  );

  app.get("/api/queue", async (request, reply) => {
    reply.header("cache-control", "no-store");
    return sessions.place(bearer(request, "ticket"));
  });

  app.delete("/api/queue", async (request, reply) => {
    sessions.leaveQueue(bearer(request, "ticket"));
    return reply.code(204).send();
  });

  app.get<ById>("/api/sessions/:id", async (request, reply) => {
    const { expiresAt, isOpen } = authorized(sessions, request);
    reply.header("cache-control", "no-store");
    return { expiresAt, isOpen } satisfies SessionStatus;
  });

  app.post<ById>("/api/sessions/:id/extend", async (request) => ({
    expiresAt: authorized(sessions, request).extend(),
  }));

  app.get<ByTask>("/api/sessions/:id/tasks/:task/solution", async (request, reply) => {
    const session = authorized(sessions, request);
    const solution = session.solutionOf(request.params.task);
    if (!solution)
      throw new ProblemError("unknown-task", `The lab "${session.lab.id}" has no task "${request.params.task}".`);
    reply.header("cache-control", "no-store");
    return { solution } satisfies TaskSolution;
  });

  app.delete<ById>("/api/sessions/:id", async (request, reply) => {
    const session = authorized(sessions, request);
    const { keepPlace } = readQuery(request.query);
    reply.header("cache-control", "no-store");
    if (keepPlace) return { ticket: await sessions.removeForNext(session) } satisfies PlaceKept;
    await sessions.remove(session);
    return reply.code(204).send();
  });
}

function readBody(body: unknown) {
  const parsed = createSessionSchema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new ProblemError(
    "bad-request",
    `${z.prettifyError(parsed.error)}. Send {"lab": "zombies", "init": "pid-one"}.`,
  );
}

function readQuery(query: unknown) {
  const parsed = endSessionQuerySchema.safeParse(query);
  if (parsed.success) return parsed.data;
  throw new ProblemError("bad-request", `${z.prettifyError(parsed.error)}. The query is ?keepPlace=true, or none.`);
}

/** @throws ProblemError */
function authorized(sessions: Sessions, request: FastifyRequest<ById> | FastifyRequest<ByTask>): Session {
  const session = sessions.find(request.params.id);
  if (!session) throw new ProblemError("unknown-session", "There is no such lab, or it has ended. Start a new one.");
  if (!session.admits(bearer(request, "token"))) throw badBearer("token");
  return session;
}

/** What the header Authorization bears. @throws ProblemError */
function bearer(request: FastifyRequest, what: "token" | "ticket"): string {
  const value = request.headers.authorization?.match(/^Bearer (\S+)$/i)?.[1];
  if (!value) throw badBearer(what);
  return value;
}

function badBearer(what: "token" | "ticket"): ProblemError {
  return new ProblemError(
    "bad-token",
    `Send the header Authorization: Bearer ${what.toUpperCase()} with the ${what} that POST /api/sessions gave.`,
  );
}
