/** WebSockets: who may open one to a session, and what happens to it until it closes. */
import websocket from "@fastify/websocket";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { WebSocket } from "ws";
import { closeCodes } from "../../protocol/close-codes.ts";
import { subprotocol, tokenPrefix } from "../../protocol/messages.ts";
import { frameBytesMax } from "../../protocol/terminal-frame.ts";
import type { Metrics } from "../metrics.ts";
import { ProblemError } from "../problems.ts";
import type { Sessions } from "../session/sessions.ts";
import { Incoming } from "./incoming.ts";
import { SocketPage } from "./socket-page.ts";

/** A connection that does not answer a ping until the next one is dead. */
const pingMs = 30_000;
/** A frame above `frameBytesMax` is refused with a reason; ws itself refuses one above this while it arrives, without one. */
const refusedBytesMax = 4 * frameBytesMax;

export async function registerGateway(app: FastifyInstance, sessions: Sessions, metrics: Metrics): Promise<void> {
  await app.register(websocket, {
    options: {
      maxPayload: refusedBytesMax,
      perMessageDeflate: false, // It would cost 300 KB for each socket, and echo latency.
      handleProtocols: () => subprotocol,
    },
  });
  app.route<{ Params: { id: string } }>({
    method: "GET",
    url: "/api/sessions/:id/socket",
    wsHandler: (socket, request) => open(socket, request, sessions, metrics),
    handler: () => {
      throw new ProblemError("upgrade-required", `Open it as a WebSocket with the sub-protocols ${offer}.`);
    },
    preValidation: async (request) => {
      if (request.ws && !offered(request).includes(subprotocol))
        throw new ProblemError("bad-request", `Offer the sub-protocols ${offer}.`);
    },
  });
}

const offer = `"${subprotocol}" and "${tokenPrefix}TOKEN"`;

function offered(request: FastifyRequest): string[] {
  return (request.headers["sec-websocket-protocol"] ?? "").split(",").map((name) => name.trim());
}

/** A page's script cannot read the status of a refused upgrade, so what it must know comes as a close code. */
function open(
  socket: WebSocket,
  request: FastifyRequest<{ Params: { id: string } }>,
  sessions: Sessions,
  metrics: Metrics,
) {
  const page = new SocketPage(socket, metrics);
  metrics.sockets.inc();
  socket.on("close", () => metrics.sockets.dec());
  socket.on("error", (error) => request.log.debug({ err: error }, "a socket broke")); // ws closes it, such as with 1007 for text that is no UTF-8.

  const { id } = request.params;
  const session = sessions.find(id);
  if (!session) {
    const end = sessions.endOf(id);
    if (end) page.send({ type: "ended", ...end });
    return page.close(end ? closeCodes.ended : closeCodes.noSession, "There is no such lab any more. Start a new one.");
  }
  const token = offered(request).find((name) => name.startsWith(tokenPrefix));
  if (!token) return page.close(closeCodes.badToken, `Offer the sub-protocols ${offer}.`);
  if (!session.admits(token.slice(tokenPrefix.length)))
    return page.close(closeCodes.badToken, "The token is not this lab's. Start a new lab.");

  const incoming = new Incoming(session, page, metrics);
  socket.on("message", (data: Buffer, isBinary: boolean) => {
    if (socket.readyState === WebSocket.OPEN) incoming.receive(data, isBinary);
  });
  socket.on("close", () => session.detach(page));
  keepAlive(socket);
  session.attach(page);
}

function keepAlive(socket: WebSocket): void {
  let answered = true;
  const timer = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, pingMs);
  socket.on("pong", () => {
    answered = true;
  });
  socket.on("close", () => clearInterval(timer));
}
