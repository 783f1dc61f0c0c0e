/** Keeps a session over a page's reload: in this tab only, so that each tab has its own. */
import { z } from "zod";
import { initSchema } from "../../protocol/labs.ts";
import { sessionCreatedSchema } from "../../protocol/sessions.ts";
import { readJson, type Store, tabStore } from "../storage.ts";
import { savedSessionKey } from "./saved-session-key.ts";

const savedSessionSchema = sessionCreatedSchema.extend({
  lab: z.string(),
  server: z.string(),
  init: initSchema,
  skew_ms: z.number(),
});
export type SavedSession = z.infer<typeof savedSessionSchema>;

export function saveSession(session: SavedSession, store: Store = tabStore): void {
  store.set(savedSessionKey(session.lab), JSON.stringify(session));
}

export function forgetSession(lab: string, store: Store = tabStore): void {
  store.remove(savedSessionKey(lab));
}

/** The saved session of this lab and server, unless its time is over. */
export function savedSession(lab: string, server: string, now: number, store: Store = tabStore): SavedSession | null {
  const saved = savedSessionSchema.safeParse(readJson(store, savedSessionKey(lab)));
  if (!saved.success || saved.data.server !== server) return null;
  return Date.parse(saved.data.expiresAt) - saved.data.skew_ms > now ? saved.data : null;
}
