/** Whether the lab server could start a lab. Light: it is asked before anybody clicked. */
import type { Problem } from "../../protocol/sessions.ts";
import { problemWords } from "../sandbox/problem-words.ts";
import { SandboxError } from "../sandbox/sandbox.ts";

/** What is read of the answer to /readyz. */
type Readiness = Partial<Problem> & { notOffered?: Readonly<Record<string, Problem>> };

/**
 * Why a lab cannot start, if the server says so. Without an answer nothing is known, and nothing is said: the click will tell.
 *
 * @param server the lab server's address; "" for the page's own origin
 */
export async function whyNotReady(server: string, lab: string): Promise<SandboxError | null> {
  const base = new URL(server === "" ? "/" : server, location.href);
  const answer = await fetch(new URL("readyz", base), { credentials: "omit", cache: "no-store" }).catch(() => null);
  if (!answer?.ok && answer?.status !== 503) return null;
  const body: Readiness = await answer.json().catch(() => ({}));
  const { type = "", title, detail, status } = answer.ok ? (body.notOffered?.[lab] ?? {}) : body;
  if (!title || !detail) return null;
  const told = problemWords({ type, title, detail });
  return new SandboxError(told.title, told.detail, { status });
}
