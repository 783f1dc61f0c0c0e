/** The system calls of a lab, as a daemon takes them. */
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { seccompProfile } from "../container/seccomp.ts";
import type { Daemon } from "./context.ts";

/** @returns the value of the security option "seccomp" */
export async function seccompOption(
  capabilities: readonly string[],
  { seccompFrom }: Daemon,
  serverPath: string,
): Promise<string> {
  const profile = JSON.stringify(seccompProfile(capabilities));
  if (seccompFrom === "text") return profile;
  const name = createHash("sha256").update(profile).digest("hex").slice(0, 16);
  const file = join(serverPath, `seccomp-${name}.json`);
  await writeFile(file, profile, { mode: 0o644 });
  return file;
}
