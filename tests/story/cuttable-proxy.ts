/** A TCP proxy in front of the server whose connections can be cut, as a train does in a tunnel. */
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

export interface CuttableProxy {
  /** Such as http://127.0.0.1:40123 */
  address: string;
  /** Cuts all connections; new ones are refused until `restore`. */
  cut(): void;
  restore(): void;
  close(): Promise<void>;
}

export async function startProxy(target: string): Promise<CuttableProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let passing = true;
  const server = createServer((client) => {
    if (!passing) {
      client.destroy();
      return;
    }
    const upstream = connect(Number(port), hostname);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.pipe(other);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("a TCP server has a port");
  const cut = () => {
    passing = false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    address: `http://127.0.0.1:${bound.port}`,
    cut,
    restore: () => {
      passing = true;
    },
    async close() {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}
