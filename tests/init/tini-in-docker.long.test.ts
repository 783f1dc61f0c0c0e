/** An image's tini replaced by our init: each use of tini's README in a real container, of both. */
import { copyFile, cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { dockerImage, hasDockerd, useDockerd } from "../server/sandbox/docker/daemon.ts";
import { artifacts } from "../server/sandbox/oci/artifacts.ts";
import { Running, useRealInit } from "./real-init.ts";
import { type Use, uses } from "./tini-uses.ts";

const isMissing = !hasDockerd();
if (isMissing) console.warn("\nNOT TESTED: our init in tini's place in an image: apt-get install docker.io\n");
test.runIf(process.env.CI)("CI has Docker", () => expect(isMissing).toBe(false));

const built = useRealInit();
const docker = useDockerd();
/** Without a network, and by the builder that comes with the daemon. */
const BUILD = ["build", "--quiet", "--network", "none"];
process.env.DOCKER_BUILDKIT = "0";

/** Runs a command of `docker` that must succeed; its output. */
async function succeed(args: string[], input = ""): Promise<string> {
  const { code, stdout, stderr } = await docker.daemon.docker(args, { input });
  if (code !== 0) throw new Error(`docker ${args.join(" ")}: ${stderr}`);
  return stdout.trim();
}

/** Makes the image with an init at tini's places. */
async function makeImage(name: string, init: string): Promise<void> {
  const context = await mkdtemp(join(tmpdir(), "pid-one-image-"));
  try {
    await cp(fileURLToPath(new URL("image/", import.meta.url)), context, { recursive: true });
    await copyFile(init, join(context, "tini"));
    await copyFile(built.fixture("orphan"), join(context, "orphan"));
    await succeed([...BUILD, "--tag", name, context]);
  } finally {
    await rm(context, { recursive: true });
  }
}

beforeAll(async () => {
  if (isMissing) return;
  await makeImage("tini", join(artifacts().rootfs, "usr/bin/tini"));
  await makeImage("ours", built.init);
  await succeed(["run", "--detach", "--network", "none", "--name", "holder", dockerImage, "sleep", "1000"]);
});

async function observe(base: string, { dockerfile, options = [], args = [], whenReady }: Use) {
  const image = await succeed([...BUILD, "-"], `FROM ${base}\n${dockerfile}\n`);
  const name = `use-${image.slice(-12)}`;
  const run = ["run", "--rm", "--network", "none", "--name", name, ...options, image, ...args];
  const container = new Running(["docker", "-H", docker.daemon.host, ...run]);
  if (whenReady) {
    await container.until(/^ready$/m);
    await succeed([...whenReady, name]);
  }
  return { code: await container.ended, stdout: container.stdout, stderr: container.stderr };
}

describe.skipIf(isMissing).each(["tini", "ours"])("with %s as /tini", (base) => {
  test.each(uses)("$name", async (use) => {
    const { code, stdout, stderr } = await observe(base, use);
    expect({ code, stdout, stderr }).toEqual({
      code: use.code,
      stdout: expect.stringMatching(use.stdout),
      stderr: expect.stringMatching(use.stderr ?? /^/),
    });
    expect(stdout + stderr).toMatch(use.says ?? /^/);
  });
});
