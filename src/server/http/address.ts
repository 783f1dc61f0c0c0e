import { isIPv6 } from "node:net";

/** What quotas count by: an IPv4 address, or the /64 of an IPv6 address, which is what one visitor gets. */
export function quotaAddress(ip: string): string {
  const mapped = ip.match(/^::ffff:(\d+\.\d+\.\d+\.\d+)$/i)?.[1];
  if (mapped) return mapped;
  return isIPv6(ip) ? `${expand(ip).slice(0, 4).join(":")}::/64` : ip;
}

/** The eight groups of an address, "::" filled with zeros (RFC 4291, section 2.2). */
function expand(ip: string): string[] {
  const [head = "", tail] = ip.replace(/%.*$/, "").split("::");
  const left = head.split(":").filter(Boolean);
  const right = (tail ?? "").split(":").filter(Boolean);
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0");
  return (tail === undefined ? left : [...left, ...zeros, ...right]).map((group) =>
    group.replace(/^0+(?=.)/, "").toLowerCase(),
  );
}
