/**
 * A client of the Docker Engine API (docs.docker.com/reference/api/engine), which Podman speaks as well: calls with JSON,
 * uploads, and connections that are taken over for a terminal's bytes.
 */
import { type ClientRequest, type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";
import type { Duplex, Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { SandboxError } from "../sandbox.ts";
import { type DaemonAddress, describeAddress } from "./address.ts";

const callMsMax = 60_000;
const pingMsMax = 5000;
const keepAliveMs = 30_000;

export interface Call {
  query?: Record<string, string | number>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is: a tar file. */
  upload?: Readable;
  /** 0: as long as it takes. */
  timeoutMs?: number;
  /** Breaks the call off. */
  signal?: AbortSignal;
}

/** The daemon refused (`status` is its HTTP status), or did not answer (null). */
export class DaemonError extends SandboxError {
  override name = "DaemonError";
  readonly status: number | null;

  constructor(message: string, status: number | null) {
    super(message);
    this.status = status;
  }
}

const refusalSchema = z.object({ message: z.string() });

export class DockerApi {
  readonly address: DaemonAddress;
  /** Such as "/v1.41": the daemon's own version, so that it takes all that it can. */
  readonly #prefix: string;

  constructor(address: DaemonAddress, version?: string) {
    this.address = address;
    this.#prefix = version === undefined ? "" : `/v${version}`;
  }

  /** @throws DaemonError */
  async call(method: string, path: string, call: Call = {}): Promise<string> {
    return (await this.#answer(method, path, call)).text;
  }

  /** @throws DaemonError, also for an answer that is not as the API says */
  async json<T>(schema: z.ZodType<T>, method: string, path: string, call: Call = {}): Promise<T> {
    const answer = await this.call(method, path, call);
    const parsed = schema.safeParse(parseJson(answer));
    if (parsed.success) return parsed.data;
    throw new DaemonError(`The container daemon answered ${method} ${path} with ${answer.slice(0, 200)}`, null);
  }

  /** Says which version of the API the daemon speaks, and whether it is Podman. @throws DaemonError */
  async ping(): Promise<{ apiVersion: string; isPodman: boolean }> {
    const { headers } = await this.#answer("GET", "/_ping", { timeoutMs: pingMsMax });
    const apiVersion = headers["api-version"];
    if (typeof apiVersion !== "string" || !/^\d+\.\d+$/.test(apiVersion)) {
      throw new DaemonError(`What listens at ${describeAddress(this.address)} is no container daemon.`, null);
    }
    return { apiVersion, isPodman: headers["libpod-api-version"] !== undefined };
  }

  /** The same, but null for 404. */
  async find<T>(schema: z.ZodType<T>, path: string): Promise<T | null> {
    return this.json(schema, "GET", path).catch((error) => {
      if (error instanceof DaemonError && error.status === 404) return null;
      throw error;
    });
  }

  /** Takes a connection over, for bytes both ways. It is paused: nothing is lost before someone listens. @throws DaemonError */
  async hijack(path: string, call: Pick<Call, "query" | "body"> = {}): Promise<Duplex> {
    const sent = this.#send("POST", path, call, { connection: "Upgrade", upgrade: "tcp" });
    return new Promise((resolve, reject) => {
      sent.once("upgrade", (_response: IncomingMessage, socket: Duplex, head: Buffer) => {
        // Whoever reads learns of the end by "close"; a connection that breaks is one that ended.
        socket.on("error", () => {});
        if (head.length > 0) socket.unshift(head);
        resolve(socket);
      });
      sent.once("response", (response: IncomingMessage) => {
        text(response).then((answer) => reject(refusal(answer, response.statusCode ?? null)), reject);
      });
      sent.once("error", (error) => reject(this.#noAnswer(error)));
      sent.end();
    });
  }

  async #answer(method: string, path: string, call: Call): Promise<{ text: string; headers: IncomingHttpHeaders }> {
    const { upload, timeoutMs = callMsMax } = call;
    const sent = this.#send(method, path, call, upload ? { "content-type": "application/x-tar" } : {});
    const timer =
      timeoutMs > 0
        ? setTimeout(() => sent.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)), timeoutMs)
        : undefined;
    try {
      const responded = new Promise<IncomingMessage>((resolve, reject) => {
        sent.once("response", resolve);
        sent.once("error", reject);
      });
      // An upload that breaks off is told by the daemon's answer, or by the lack of one.
      if (upload) pipeline(upload, sent).catch(() => sent.destroy());
      const response = await responded;
      const answer = await text(response);
      const { statusCode = 500 } = response;
      if (statusCode >= 400) throw refusal(answer, statusCode);
      return { text: answer, headers: response.headers };
    } catch (error) {
      throw error instanceof DaemonError ? error : this.#noAnswer(error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Sends all but the upload. */
  #send(
    method: string,
    path: string,
    { query = {}, body, upload, signal }: Call,
    headers: Record<string, string>,
  ): ClientRequest {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) search.set(name, String(value));
    const bytes = body === undefined ? null : Buffer.from(JSON.stringify(body));
    const sent = request({
      ...this.address,
      method,
      path: `${this.#prefix}${path}${search.size > 0 ? `?${search}` : ""}`,
      // A connection for each call: a kept one may be closed by the daemon just as it is used again.
      agent: false,
      ...(signal && { signal }),
      headers: {
        host: "docker",
        ...(bytes && { "content-type": "application/json", "content-length": bytes.length }),
        ...headers,
      },
    });
    // A daemon on another machine may vanish without a word, while we wait for a lab's end.
    sent.once("socket", (socket) => socket.setKeepAlive(true, keepAliveMs));
    if (bytes) sent.write(bytes);
    if (!upload && !headers.upgrade) sent.end();
    return sent;
  }

  #noAnswer(error: unknown): DaemonError {
    const why = error instanceof Error ? ("code" in error && String(error.code)) || error.message : String(error);
    return new DaemonError(`The container daemon at ${describeAddress(this.address)} does not answer (${why}).`, null);
  }
}

function refusal(answer: string, status: number | null): DaemonError {
  const parsed = refusalSchema.safeParse(parseJson(answer));
  return new DaemonError(parsed.success ? parsed.data.message : answer.trim().slice(0, 1000), status);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // Then it is none of ours.
  }
}
