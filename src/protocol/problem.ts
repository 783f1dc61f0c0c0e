/** How an error of the HTTP interface is named (RFC 9457). Apart from the schemas, so that a page can read a name without them. */
import type { Problem } from "./sessions.ts";

export type { Problem };

const prefix = "urn:pid-one:problem:";

/** @param code such as "server-full" */
export function problemType(code: string): string {
  return prefix + code;
}

/** "" where the type is not one of ours. */
export function problemCode({ type }: Pick<Problem, "type">): string {
  return type.startsWith(prefix) ? type.slice(prefix.length) : "";
}
