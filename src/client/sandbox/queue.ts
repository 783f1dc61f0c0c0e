/** The line before a full lab server: waiting in it until it is our turn. */
import { queuedSchema, queuePlaceSchema } from "../../protocol/sessions.ts";
import { call, read } from "./http.ts";
import { type QueueListener, SandboxError } from "./sandbox.ts";

/** So many answers in a row may fail to come before we give up: the server keeps the place for 90 seconds. */
const failuresMax = 20;

/**
 * Waits, and tells the listener where we stand.
 * @param base the lab server's address
 * @param first the answer (202) that gave us a place
 * @param post asks for the lab: with our ticket, or with true for a new place
 * @returns the answer to the request that started the lab; null if the visitor gave the place up
 * @throws SandboxError
 */
export async function waitInQueue(
  base: string,
  first: Response,
  post: (queue: string | true) => Promise<Response>,
  listener: QueueListener,
): Promise<Response | null> {
  let { ticket, ...place } = await read(first, queuedSchema);
  const url = new URL("api/queue", base).href;
  const authorization = () => ({ authorization: `Bearer ${ticket}` });
  // A page that goes away makes room. This request may outlive it.
  const leave = () => void fetch(url, { method: "DELETE", headers: authorization(), keepalive: true }).catch(() => {});
  addEventListener("pagehide", leave);
  try {
    for (let failures = 0; ; ) {
      listener.place(place);
      await pause(place.pollSeconds * 1000, listener.signal);
      if (listener.signal.aborted) {
        leave();
        return null;
      }
      try {
        const { isTurn, ...now } = await read(await call(url, { headers: authorization() }), queuePlaceSchema);
        place = now;
        failures = 0;
        if (!isTurn) continue;
      } catch (error) {
        if (!(error instanceof SandboxError) || ++failures > failuresMax) throw error;
        if (error.status !== 404) continue; // No answer, or one that makes no sense: perhaps the next time.
      }
      const answer = await post(ticket);
      if (answer.status !== 202) return answer;
      ({ ticket, ...place } = await read(answer, queuedSchema));
    }
  } finally {
    removeEventListener("pagehide", leave);
  }
}

/** Resolves when the time is up, or at once when the signal comes. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
    if (signal.aborted) resolve();
  });
}
