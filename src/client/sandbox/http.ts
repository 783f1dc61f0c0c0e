/** The HTTP calls on sessions, and their failures in words for the learner. */
import type { z } from "zod";
import { problemSchema } from "../../protocol/sessions.ts";
import { SandboxError } from "./sandbox.ts";

/** One call to the lab server. Every failure is a `SandboxError`. */
export async function call(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...init, credentials: "omit", cache: "no-store" }).catch(() => {
    throw noServer();
  });
  if (!response.ok) throw await failure(response);
  return response;
}

/** The answer's JSON, if it is what it should be. */
export async function read<T>(response: Response, schema: z.ZodType<T>): Promise<T> {
  const body = schema.safeParse(await response.json().catch(() => null));
  if (!body.success) throw notOurs();
  return body.data;
}

/** The server's clock minus ours, as far as a page of another origin may know it. */
export function clockSkew_ms(date: string | null, now: number): number {
  const skew = date === null ? 0 : Date.parse(date) - now;
  // The header has whole seconds, and the way takes time: a small difference says nothing.
  return Number.isFinite(skew) && Math.abs(skew) > 5_000 ? skew : 0;
}

/** `Retry-After` is seconds or a date (RFC 9110, section 10.2.3). */
export function retryAfterSeconds(header: string | null, now: number): number | undefined {
  if (header === null || header.trim() === "") return undefined;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : Math.ceil((Date.parse(header) - now) / 1000);
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}

async function failure(response: Response): Promise<SandboxError> {
  const problem = problemSchema.safeParse(await response.json().catch(() => null));
  // Not our own error: a static host's "not found" page, or a proxy's.
  if (!problem.success) return response.status >= 500 ? resting(response.status) : noServer();
  const wait = retryAfterSeconds(response.headers.get("retry-after"), Date.now());
  return new SandboxError(problem.data.title, problem.data.detail, {
    retryAfterSeconds: wait,
    status: response.status,
  });
}

function noServer(): SandboxError {
  return new SandboxError(
    "No lab server answers",
    "The text can be read as it is. Labs run where the course is served by its own lab server; if you run one, see whether it is up, then try again.",
  );
}

function resting(status: number): SandboxError {
  return new SandboxError(
    "The lab server cannot be reached",
    `What stands before it answered ${status}. Try again soon.`,
    { retryAfterSeconds: 10 },
  );
}

function notOurs(): SandboxError {
  return new SandboxError(
    "The lab server gave an answer that this page does not understand",
    "The page and the server may be of different versions. Reload the page.",
  );
}
