/** Which pages may talk to this server. Pages of other sites must not be able to run labs with a visitor's browser. */

/** What of the configuration counts here. */
export interface OriginPolicy {
  host: string;
  origins: readonly string[];
}

const loopbackNames = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * A server that only this machine can reach must not answer to a name that some attacker's DNS points at it.
 * @param hostHeader the request's `Host`
 */
export function isHostAllowed(policy: OriginPolicy, hostHeader: string | undefined): boolean {
  if (!listensOnLoopback(policy.host)) return true;
  const name = hostName(hostHeader);
  return (
    name !== null && (loopbackNames.has(name) || policy.origins.some((origin) => new URL(origin).hostname === name))
  );
}

/**
 * Without an `Origin` it is no page's script: nothing to protect, since no cookie stands for anyone.
 * @param origin the request's `Origin`
 */
export function isOriginAllowed(
  policy: OriginPolicy,
  origin: string | undefined,
  hostHeader: string | undefined,
): boolean {
  if (origin === undefined || policy.origins.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === hostHeader;
}

function listensOnLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

function hostName(hostHeader: string | undefined): string | null {
  const url = `http://${hostHeader}`;
  return hostHeader !== undefined && URL.canParse(url) ? new URL(url).hostname : null;
}
