/** Whatever the course tells its readers to do, on each driver that the machine has. Both at once: they wait more than they work. */
import { rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readLabs } from "../../../src/course/labs.ts";
import { hasDockerd, useDockerd } from "../../server/sandbox/docker/daemon.ts";
import { containersOf } from "../../server/sandbox/docker/fixture.ts";
import { makeStateDir } from "../../server/state-dir.ts";
import { runSolve, type Solved } from "./run-solve.ts";
import { trialsOfAllLabs, trialsThatWorked, withoutWhatWorked } from "./trials.ts";

const isMissing = !hasDockerd();
if (isMissing)
  console.warn("\nNOT TESTED: the labs on a Docker daemon, as there is none here: apt-get install docker.io\n");
test.runIf(process.env.CI)("CI has a Docker daemon", () => expect(isMissing).toBe(false));

describe("the whole course", { timeout: 600_000 }, () => {
  const docker = useDockerd();
  let stateDirs: string[] = [];
  beforeAll(async () => {
    stateDirs = await Promise.all([makeStateDir(), makeStateDir()]);
  });
  afterAll(() => Promise.all(stateDirs.map((dir) => rm(dir, { recursive: true }))));

  test.concurrent("by runc or crun: each command that it shows works, and each lab can be solved", async () => {
    const solved = await runSolve([], { PIDONE_SANDBOX: "oci", PIDONE_STATE: stateDirs[0] ?? "" });
    expect(solved.stderr).toMatch(/slides\/init-systems\/orphans-and-zombies\.md:\d+: bash make-zombies 3 &\n/);
    await expectAllLabsSolved(solved, "oci");
  });

  test
    .skipIf(isMissing)
    .concurrent("by Docker, which is looked at rather than listened to: each lab can be solved", async () => {
      const { host, socketPath } = docker.daemon;
      const labs = (await readLabs("labs")).map(({ id }) => id);
      const settings = { PIDONE_SANDBOX: "docker", PIDONE_DOCKER_SOCKET: host, PIDONE_STATE: stateDirs[1] ?? "" };
      await expectAllLabsSolved(await runSolve(["--quiet", ...labs], settings), "docker");
      expect(await containersOf(socketPath)).toEqual([]);
    });
});

/** Each task with each cause, and each wrong way is answered. */
async function expectAllLabsSolved({ status, stdout }: Solved, driver: string): Promise<void> {
  const rest = withoutWhatWorked(stdout);
  expect(rest, rest).toMatch(new RegExp(`^(\\d+) of \\1 work \\(${driver}: .*\\)\\n$`));
  expect(trialsThatWorked(stdout)).toEqual(expect.arrayContaining(await trialsOfAllLabs()));
  expect(status).toBe(0);
}
