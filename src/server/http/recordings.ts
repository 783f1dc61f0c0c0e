/** POST, GET, DELETE: recordings that visitors publish for a while. */
import type { FastifyError, FastifyInstance, FastifyRequest } from "fastify";
import { recordingMediaType } from "../../protocol/recordings.ts";
import { headerSchema } from "../../recording/cast-schema.ts";
import type { Config } from "../config.ts";
import { ProblemError } from "../problems.ts";
import type { Recordings } from "../recordings/recordings.ts";
import { quotaAddress } from "./address.ts";

type ById = { Params: { id: string } };

const publishedPerMinuteMax = 10;
/** All uploads of a moment are in memory. */
const uploadsMax = 16;
const headerBytesMax = 256 * 1024;

export async function registerRecordingRoutes(
  app: FastifyInstance,
  recordings: Recordings,
  { recording_bytes_max }: Config,
): Promise<void> {
  app.get("/api/recordings", async (_request, reply) => {
    reply.header("cache-control", "no-store");
    return recordings.describe();
  });

  app.get<ById>("/api/recordings/:id", async (request, reply) => {
    const { id } = request.params;
    const text = await recordings.read(id);
    return reply
      .type(recordingMediaType)
      .header("cache-control", "private, no-store")
      .header("content-disposition", `attachment; filename="pid-one-${id}.cast"`)
      .send(text);
  });

  app.delete<ById>("/api/recordings/:id", async (request, reply) => {
    const token = request.headers.authorization?.match(/^Bearer (\S+)$/i)?.[1];
    if (!token)
      throw new ProblemError("bad-token", "Send Authorization: Bearer TOKEN with the deleteToken that POST gave.");
    await recordings.delete(request.params.id, token);
    return reply.code(204).send();
  });

  // A scope of its own: only here is a body a recording.
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      recordingMediaType,
      { parseAs: "buffer" },
      async (_request: FastifyRequest, body: Buffer) => body,
    );
    let uploads = 0;
    scope.post(
      "/api/recordings",
      {
        bodyLimit: recording_bytes_max,
        config: {
          rateLimit: {
            max: publishedPerMinuteMax,
            timeWindow: "1 minute",
            keyGenerator: (request) => quotaAddress(request.ip),
            errorResponseBuilder: (_request, { ttl }) =>
              new ProblemError(
                "recordings-too-often",
                `At most ${publishedPerMinuteMax} recordings a minute can be published from one address. Try again in ${Math.ceil(ttl / 1000)} seconds, or save this one as a file.`,
                { retryAfter_seconds: Math.ceil(ttl / 1000) },
              ),
          },
        },
        // Before the body is read: who is refused costs no memory.
        preParsing: async (request, reply, payload) => {
          await recordings.refuseTooMany(quotaAddress(request.ip));
          if (uploads >= uploadsMax)
            throw new ProblemError(
              "server-busy",
              "Many publish at this moment. Try again in a while, or save this one as a file.",
              {
                retryAfter_seconds: 10,
              },
            );
          // Who has gone already is not told of again, and would hold a place for ever.
          if (request.raw.socket.destroyed) throw new ProblemError("bad-request", "The connection was closed.");
          uploads += 1;
          reply.raw.once("close", () => {
            uploads -= 1;
          });
          return payload;
        },
        errorHandler: (error: FastifyError) => {
          throw refusal(error, recording_bytes_max);
        },
      },
      async (request, reply) => {
        const published = await recordings.publish(checked(request.body), quotaAddress(request.ip));
        return reply.code(201).header("cache-control", "no-store").send(published);
      },
    );
  });
}

/**
 * That it says to be a recording. More is not looked at: the whole reader takes up to 0.8 s for 2 MiB that were made for it,
 * in which no terminal of the server moves, and the page that plays it checks each line anyway.
 * @throws ProblemError
 */
function checked(body: unknown): Buffer {
  const text = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  const line = text.subarray(0, headerBytesMax).toString("utf8").split("\n", 1)[0] ?? "";
  if (headerSchema.safeParse(parseJson(line)).success) return text;
  throw new ProblemError(
    "bad-request",
    'This is no recording: the first line of asciicast version 3 is such as {"version":3,"term":{"cols":80,"rows":24}}.',
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // Then it is no header.
  }
}

/** What Fastify says of a body, in the words of this route. */
function refusal(error: FastifyError, bytesMax: number): Error {
  if (error.code === "FST_ERR_CTP_BODY_TOO_LARGE")
    return new ProblemError(
      "body-too-large",
      `A recording may have ${bytesMax} bytes on this server. Save it as a file: /replay/ plays it.`,
    );
  if (error.code === "FST_ERR_CTP_INVALID_MEDIA_TYPE")
    return new ProblemError("wrong-media-type", `Send the recording as Content-Type: ${recordingMediaType}.`);
  return error;
}
