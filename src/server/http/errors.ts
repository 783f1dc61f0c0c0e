/** Every error leaves as application/problem+json; what the server itself did wrong is logged and not told. */
import { globSync, readFileSync } from "node:fs";
import { STATUS_CODES } from "node:http";
import { dirname, join } from "node:path";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest, FastifyServerOptions } from "fastify";
import type { Metrics } from "../metrics.ts";
import { ProblemError, type ProblemName } from "../problems.ts";

export function registerErrors(app: FastifyInstance, metrics: Metrics, siteDir: string): void {
  app.setErrorHandler<FastifyError | ProblemError>((error, request, reply) =>
    sendProblem(toProblem(error, request), request, reply, metrics),
  );

  const notFoundPages = readNotFoundPages(siteDir);
  app.setNotFoundHandler((request, reply) => {
    const wantsPage = request.method === "GET" && request.headers.accept?.includes("text/html");
    const [, folder = ""] = request.url.split("/");
    const page = notFoundPages.get(folder) ?? notFoundPages.get("");
    if (wantsPage && page && !request.url.startsWith("/api/"))
      return reply.code(404).type("text/html; charset=utf-8").send(page);
    const problem = new ProblemError("not-found", `Nothing answers to ${request.method} ${request.url.slice(0, 200)}.`);
    return sendProblem(problem, request, reply, metrics);
  });
}

function sendProblem(problem: ProblemError, request: FastifyRequest, reply: FastifyReply, metrics: Metrics) {
  metrics.problems.inc({ problem: problem.problem });
  // What a visitor or a load balancer can repeat at will must not fill the log; the metrics count it.
  request.log.debug({ problem: problem.problem }, problem.message);
  if (problem.status === 401) reply.header("www-authenticate", "Bearer");
  if (problem.retryAfter_seconds !== undefined) reply.header("retry-after", problem.retryAfter_seconds);
  return reply.code(problem.status).type("application/problem+json").send(JSON.stringify(problem));
}

/** For addresses that no route can be looked up for. Fastify answers these before any hook. */
export function refuseUnreadable(metrics: Metrics): NonNullable<FastifyServerOptions["frameworkErrors"]> {
  return (error, request, reply) => {
    // An upgrade that gets no further has nobody else who closes its socket.
    if (request.headers.upgrade) reply.raw.on("finish", () => request.raw.socket.destroySoon());
    const problem =
      error.statusCode === 414
        ? new ProblemError("address-too-long", "No address of this server is that long.")
        : new ProblemError("bad-request", "The address cannot be decoded.");
    sendProblem(problem, request, reply, metrics);
  };
}

/** For bytes that are no HTTP request: there is only a socket to answer on. */
export function refuseUnparsable(metrics: Metrics): NonNullable<FastifyServerOptions["clientErrorHandler"]> {
  return (error, socket) => {
    if (error.code === "ECONNRESET" || !socket.writable) {
      socket.destroy();
      return;
    }
    const problem =
      error.code === "HPE_HEADER_OVERFLOW"
        ? new ProblemError("headers-too-large", "Send headers of at most 16 KiB in all.")
        : new ProblemError("bad-request", "This is not a request in HTTP.");
    metrics.problems.inc({ problem: problem.problem });
    const body = JSON.stringify(problem);
    socket.end(
      [
        `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
        "Content-Type: application/problem+json",
        `Content-Length: ${Buffer.byteLength(body)}`,
        "Connection: close",
        "",
        body,
      ].join("\r\n"),
    );
  };
}

/** Fastify's own errors by their code: https://fastify.dev/docs/latest/Reference/Errors/ */
const fastifyErrors: Record<string, [ProblemName, string]> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ["body-too-large", "Send a body of at most 16 KiB."],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ["wrong-media-type", "Send the body as Content-Type: application/json."],
  FST_ERR_CTP_EMPTY_JSON_BODY: ["bad-request", "Send a JSON body."],
  FST_ERR_CTP_INVALID_JSON_BODY: ["bad-request", "The body is not JSON."],
};

function toProblem(error: FastifyError | ProblemError, request: FastifyRequest): ProblemError {
  if (error instanceof ProblemError) return error;
  const { code, statusCode } = error;
  const known = fastifyErrors[code];
  if (known) return new ProblemError(...known);
  if (statusCode && statusCode < 500) return new ProblemError("bad-request", "The request cannot be read.");
  request.log.error({ err: error }, "unexpected error");
  return new ProblemError("internal", "Try again. The server's log has the details.");
}

/** By the folder in which their language's pages are, such as "fr". None, if the site is not built: JSON will do. */
function readNotFoundPages(siteDir: string): ReadonlyMap<string, string> {
  const files = globSync("{,*/}404.html", { cwd: siteDir });
  return new Map(files.map((file) => [dirname(`/${file}`).slice(1), readFileSync(join(siteDir, file), "utf8")]));
}
