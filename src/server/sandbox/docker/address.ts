/** Where the daemon listens: a unix socket, or TCP. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

export type DaemonAddress = { socketPath: string } | { host: string; port: number };

export const addressError = "write unix:///run/docker.sock, a path such as /run/docker.sock, or tcp://127.0.0.1:2375";

/** As DOCKER_HOST: unix:///PATH or tcp://HOST:PORT; a path alone is that of a socket. TLS and ssh are left to a forwarded socket. */
export const addressSchema = z.string().transform((text, context): DaemonAddress => {
  const path = /^(?:unix:\/\/)?(\/.+)$/.exec(text)?.[1];
  if (path !== undefined) return { socketPath: path };
  const [, host, port] = /^tcp:\/\/(\[[0-9a-fA-F:]+\]|[^:/[\]]+):(\d{1,5})\/?$/.exec(text) ?? [];
  if (host !== undefined) return { host: host.replace(/^\[|\]$/g, ""), port: Number(port) };
  context.addIssue({ code: "custom", message: addressError });
  return z.NEVER;
});

/** Of root's Docker and Podman, then of the user's own. */
export function usualSockets(environment: NodeJS.ProcessEnv = process.env): string[] {
  const own = environment.XDG_RUNTIME_DIR;
  return [
    "/var/run/docker.sock",
    "/run/podman/podman.sock",
    ...(own ? [join(own, "docker.sock"), join(own, "podman/podman.sock")] : []),
  ];
}

/** @param configured null: the first of the usual ones that is there @returns null: none is there */
export function findDaemon(configured: DaemonAddress | null): DaemonAddress | null {
  if (configured !== null) return configured;
  const socketPath = usualSockets().find((path) => existsSync(path));
  return socketPath === undefined ? null : { socketPath };
}

/** For a person: that there is no daemon, and what to do. */
export function noDaemon(): string {
  return `No container daemon listens at ${usualSockets().join(" or ")}: start Docker or Podman, or name its socket with PIDONE_DOCKER_SOCKET.`;
}

export function describeAddress(address: DaemonAddress): string {
  return "socketPath" in address ? address.socketPath : `tcp://${address.host}:${address.port}`;
}
