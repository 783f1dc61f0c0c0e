import { chmod, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A state folder of a test's own. The labs' users must be able to pass through it. */
export async function makeStateDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "pid-one-test-"));
  await chmod(dir, 0o711);
  return dir;
}
