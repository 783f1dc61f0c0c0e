import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = resolve(fileURLToPath(import.meta.url), "../../../..");

/** Where what was built is kept, by a hash of what it was built from. */
export const cacheDir = resolve(
  process.env.PIDONE_CACHE || join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "pid-one"),
);
