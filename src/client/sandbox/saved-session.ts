/** Keeps a session over a page's reload: in this tab only, so that each tab has its own. */
import { z } from "zod";
import { initSchema } from "../../protocol/labs.ts";
import { sessionCreatedSchema } from "../../protocol/sessions.ts";
import { savedSessionKey } from "./saved-session-key.ts";

const savedSessionSchema = sessionCreatedSchema.extend({
  lab: z.string(),
  server: z.string(),
  init: initSchema,
  skew_ms: z.number(),
});
export type SavedSession = z.infer<typeof savedSessionSchema>;

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export function saveSession(session: SavedSession, store: Store = sessionStorage): void {
  // A full or forbidden store costs the reload, not the lab.
  attempt(() => store.setItem(savedSessionKey(session.lab), JSON.stringify(session)));
}

export function forgetSession(lab: string, store: Store = sessionStorage): void {
  attempt(() => store.removeItem(savedSessionKey(lab)));
}

/** The saved session of this lab and server, unless its time is over. */
export function savedSession(
  lab: string,
  server: string,
  now: number,
  store: Store = sessionStorage,
): SavedSession | null {
  const text = attempt(() => store.getItem(savedSessionKey(lab)));
  const saved = savedSessionSchema.safeParse(attempt(() => JSON.parse(text ?? "null")));
  if (!saved.success || saved.data.server !== server) return null;
  return Date.parse(saved.data.expiresAt) - saved.data.skew_ms > now ? saved.data : null;
}

function attempt<T>(what: () => T): T | undefined {
  try {
    return what();
  } catch {
    return undefined;
  }
}
