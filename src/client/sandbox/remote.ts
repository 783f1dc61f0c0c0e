/** The driver for a lab server: HTTP for a session's life, a WebSocket for what happens in it (`pid-one.v1`). */
import { sessionCreatedSchema } from "../../protocol/sessions.ts";
import type { OpenSocket } from "./connection.ts";
import { call, clockSkew_ms, read } from "./http.ts";
import { waitInQueue } from "./queue.ts";
import { RemoteSandbox } from "./remote-sandbox.ts";
import type { QueueListener, SandboxDriver, SandboxRequest } from "./sandbox.ts";
import { savedSession, saveSession } from "./saved-session.ts";

/** @param server the lab server's address; "" for the page's own origin */
export function remoteDriver(server: string, openSocket?: OpenSocket): SandboxDriver {
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
      const session = { ...(await read(response, sessionCreatedSchema)), lab, init, server: base, skew_ms };
      saveSession(session);
      return new RemoteSandbox(session, { resumed: false, openSocket });
    },

    async resume(lab: string) {
      const saved = savedSession(lab, base, Date.now());
      return saved && new RemoteSandbox(saved, { resumed: true, openSocket });
    },
  };
}
