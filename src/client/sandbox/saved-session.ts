/**
 * The session of a lab that this browser has: one for article, deck and lab page, in whichever tab. The tab that has it
 * keeps a mark: after a reload it goes on at once, where another tab first asks whether it is free.
 */
import { z } from "zod";
import { initSchema } from "../../protocol/labs.ts";
import { sessionCreatedSchema } from "../../protocol/sessions.ts";
import { browserStore, readJson, type Store, tabStore } from "../storage.ts";
import { type SavedAs, savedSessionKey } from "./saved-session-key.ts";

const savedSessionSchema = sessionCreatedSchema.extend({
  lab: z.string(),
  place: z.string(),
  server: z.string(),
  init: initSchema,
  skew_ms: z.number(),
});
export type SavedSession = z.infer<typeof savedSessionSchema>;

interface Stores {
  browser: Store;
  tab: Store;
}
const stores: Stores = { browser: browserStore, tab: tabStore };

/** Kept for all tabs; this one has it. */
export function saveSession(session: SavedSession, { browser, tab }: Stores = stores): void {
  const key = savedSessionKey(session);
  browser.set(key, JSON.stringify(session));
  tab.set(key, session.id);
}

/** It is over. Should another tab have begun a new one meanwhile, that one stays. */
export function forgetSession(session: SavedSession, { browser, tab }: Stores = stores): void {
  const { id } = session;
  const key = savedSessionKey(session);
  if (savedId(key, browser) === id) browser.remove(key);
  if (tab.get(key) === id) tab.remove(key);
}

/** Another tab has it now. */
export function handOver(session: SavedSession, { tab }: Pick<Stores, "tab"> = stores): void {
  tab.remove(savedSessionKey(session));
}

/** The saved session of this lab and server, unless its time is over. */
export function savedSession(
  as: SavedAs,
  server: string,
  now: number,
  { browser }: Pick<Stores, "browser"> = stores,
): SavedSession | null {
  const saved = savedSessionSchema.safeParse(readJson(browser, savedSessionKey(as)));
  if (!saved.success || saved.data.server !== server) return null;
  return Date.parse(saved.data.expiresAt) - saved.data.skew_ms > now ? saved.data : null;
}

/** Whether this tab had it before it was loaded anew. */
export function isOfThisTab(session: SavedSession, { tab }: Pick<Stores, "tab"> = stores): boolean {
  return tab.get(savedSessionKey(session)) === session.id;
}

/** Whether the browser has this session still, and no other in its place. */
export function isSaved(session: SavedSession, { browser }: Pick<Stores, "browser"> = stores): boolean {
  return savedId(savedSessionKey(session), browser) === session.id;
}

function savedId(key: string, browser: Store): string | undefined {
  return z.object({ id: z.string() }).safeParse(readJson(browser, key)).data?.id;
}
