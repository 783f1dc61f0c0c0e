import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findPeers } from "../../../src/cli/bench/init-peers.ts";

test("inits that are not installed are named, with the package that has them", async () => {
  const dir = await mkdtemp(join(tmpdir(), "pid-one-peers-"));
  onTestFinished(() => rm(dir, { recursive: true }));
  await writeFile(join(dir, "dumb-init"), "");
  await chmod(join(dir, "dumb-init"), 0o755);
  expect(findPeers(`:/nowhere:${dir}`)).toEqual({
    found: [{ name: "dumb-init", path: join(dir, "dumb-init") }],
    missing: [
      "tini is not here: apt-get install tini",
      "tini-static is not here: apt-get install tini",
      "catatonit is not here: apt-get install catatonit",
    ],
  });
});
