/** Whether the lab server could start a lab now. Light: it is asked before anybody clicked. */
import type { Problem } from "../../protocol/sessions.ts";
import { problemWords } from "../sandbox/problem-words.ts";
import { SandboxError } from "../sandbox/sandbox.ts";

/**
 * Why no lab can start, if the server says so. Without an answer nothing is known, and nothing is said: the click will tell.
 *
 * @param server the lab server's address; "" for the page's own origin
 */
export async function whyNotReady(server: string): Promise<SandboxError | null> {
  const base = new URL(server === "" ? "/" : server, location.href);
  const answer = await fetch(new URL("readyz", base), { credentials: "omit", cache: "no-store" }).catch(() => null);
  if (answer?.status !== 503) return null;
  const { type = "", title, detail }: Partial<Problem> = await answer.json().catch(() => ({}));
  if (!title || !detail) return null;
  const told = problemWords({ type, title, detail });
  return new SandboxError(told.title, told.detail);
}
