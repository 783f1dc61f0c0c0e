/** The HTTP calls on sessions, and their failures in words for the learner. */
import type { z } from "zod";
import { problemSchema } from "../../protocol/sessions.ts";
import { words } from "../../words/page.ts";
import { problemWords } from "./problem-words.ts";
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
  const { title, detail } = problemWords(problem.data);
  return new SandboxError(title, detail, {
    retryAfterSeconds: wait,
    status: response.status,
  });
}

function noServer(): SandboxError {
  const { title, detail } = words.errors.noServer;
  return new SandboxError(title, detail);
}

function resting(status: number): SandboxError {
  const { title, detail } = words.errors.resting;
  return new SandboxError(title, detail(status), { retryAfterSeconds: 10 });
}

function notOurs(): SandboxError {
  const { title, detail } = words.errors.notOurs;
  return new SandboxError(title, detail);
}
