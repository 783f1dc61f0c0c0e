/** Each lab's text and tasks on a Docker daemon, where processes are looked at rather than listened to. `npm test` does one lab there. */
import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readLabs } from "../../../src/course/labs.ts";
import { type Dockerd, hasDockerd, startDockerd } from "../../server/sandbox/docker/daemon.ts";
import { containersOf } from "../../server/sandbox/docker/fixture.ts";
import { makeStateDir } from "../../server/state-dir.ts";
import { trialsOfAllLabs, trialsThatWorked, withoutWhatWorked } from "./trials.ts";

const isMissing = !hasDockerd();
if (isMissing)
  console.warn("\nNOT TESTED: the labs on a Docker daemon, as there is none here: apt-get install docker.io\n");
test.runIf(process.env.CI)("CI has a Docker daemon", () => expect(isMissing).toBe(false));

describe.skipIf(isMissing)("on Docker", { timeout: 600_000 }, () => {
  let daemon: Dockerd;
  let stateDir: string;
  beforeAll(async () => {
    daemon = await startDockerd();
    stateDir = await makeStateDir();
  });
  afterAll(async () => {
    await daemon?.stop();
    await rm(stateDir, { recursive: true, force: true });
  });

  test("each lab can be solved, with each cause, and its wrong ways are answered", async () => {
    const labs = (await readLabs("labs")).map(({ id }) => id);
    const settings = { PIDONE_SANDBOX: "docker", PIDONE_DOCKER_SOCKET: daemon.host, PIDONE_STATE: stateDir };
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["src/cli/pid-one.ts", "solve", "--quiet", ...labs],
      { env: { ...process.env, ...settings } },
    ).catch((error: unknown) =>
      error instanceof Error && "stdout" in error ? { stdout: String(error.stdout) } : { stdout: String(error) },
    );
    const rest = withoutWhatWorked(stdout);
    expect(rest, rest).toMatch(/^(\d+) of \1 work \(docker: Docker .*\)\n$/);
    expect(trialsThatWorked(stdout)).toEqual(expect.arrayContaining(await trialsOfAllLabs()));
    expect(await containersOf(daemon.socketPath)).toEqual([]);
  });
});
