/** The driver for a lab server: HTTP for a session's life, a WebSocket for what happens in it (`pid-one.v1`). */
import { type SessionStatus, sessionCreatedSchema, sessionStatusSchema } from "../../protocol/sessions.ts";
import type { OpenSocket } from "./connection.ts";
import { call, clockSkew_ms, read } from "./http.ts";
import { waitInQueue } from "./queue.ts";
import { RemoteSandbox } from "./remote-sandbox.ts";
import { type QueueListener, type SandboxDriver, SandboxError, type SandboxRequest } from "./sandbox.ts";
import { forgetSession, isOfThisTab, type SavedSession, savedSession, saveSession } from "./saved-session.ts";

/**
 * @param server the lab server's address; "" for the page's own origin
 * @param place of the lab, where a page has the same one twice
 */
export function remoteDriver(server: string, place = "", openSocket?: OpenSocket): SandboxDriver {
  const base = new URL(server === "" ? "/" : server, location.href).href;
  return {
    async start({ lab, init, ticket }: SandboxRequest, listener: QueueListener) {
      const post = (queue: string | true) =>
        call(new URL("api/sessions", base).href, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ lab, init, queue }),
        });
      const first = await post(ticket ?? true);
      const response = first.status === 202 ? await waitInQueue(base, first, post, listener) : first;
      if (!response) return null;
      const skew_ms = clockSkew_ms(response.headers.get("date"), Date.now());
      const session = { ...(await read(response, sessionCreatedSchema)), lab, place, init, server: base, skew_ms };
      saveSession(session);
      return new RemoteSandbox(session, { resumed: false, openSocket });
    },

    async resume(lab: string, { take }: { take: boolean }) {
      const saved = savedSession({ lab, place }, base, Date.now());
      if (!saved) return null;
      if (!isOfThisTab(saved)) {
        const now = await statusOf(saved);
        if (!now) forgetSession(saved);
        if (!now || (now.isOpen && !take)) return now && "elsewhere";
      }
      return new RemoteSandbox(saved, { resumed: true, openSocket });
    },
  };
}

/** @returns null: the server does not know it any more */
async function statusOf({ id, token, server }: SavedSession): Promise<SessionStatus | null> {
  const url = new URL(`api/sessions/${encodeURIComponent(id)}`, server).href;
  try {
    return await read(await call(url, { headers: { authorization: `Bearer ${token}` } }), sessionStatusSchema);
  } catch (error) {
    if (error instanceof SandboxError && (error.status === 404 || error.status === 401)) return null;
    throw error;
  }
}
