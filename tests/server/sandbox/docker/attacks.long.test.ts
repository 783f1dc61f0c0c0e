/** Every attack on labs of each daemon, but for those against which the daemon has nothing, as its probe says. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Ground, type Strength } from "../attacks/attack.ts";
import { attacks } from "../attacks/attacks.ts";
import { buildAttacks } from "../attacks/programs.ts";
import { hasDockerd } from "./daemon.ts";
import { daemons, dockerDriverForTest, type TestDaemon } from "./fixture.ts";
import { hasPodman } from "./podman.ts";

interface Run {
  daemon: keyof typeof daemons;
  strengths: Strength[];
  sharedNamespaces: string[];
}

const runs: Run[] = [
  { daemon: "Docker", strengths: ["cgroup", "dev", "file count"], sharedNamespaces: ["user"] },
  // On cgroup v1 it makes no cgroup namespaces.
  { daemon: "Podman", strengths: ["ids", "cgroup"], sharedNamespaces: ["cgroup"] },
];

for (const { daemon: name, strengths, sharedNamespaces } of runs) {
  const isThere = name === "Docker" ? hasDockerd() : hasPodman();
  if (!isThere) console.warn(`\n!!! NOT ATTACKED here: labs of ${name}, which is not installed\n`);
  test.runIf(process.env.CI)(`CI has ${name}`, () => expect(isThere).toBe(true));
  describe.skipIf(!isThere)(name, { timeout: 180_000 }, () => {
    let daemon: TestDaemon;
    let started: Awaited<ReturnType<typeof dockerDriverForTest>>;
    let built: Awaited<ReturnType<typeof buildAttacks>>;
    let ground: Ground;
    beforeAll(async () => {
      built = await buildAttacks();
      daemon = await daemons[name]();
      started = await dockerDriverForTest(daemon.socketPath);
      ground = new Ground(started.driver, built.lab, sharedNamespaces);
    });
    afterAll(async () => {
      await ground?.[Symbol.asyncDispose]();
      await started?.[Symbol.asyncDispose]();
      await daemon?.stop();
      await built?.[Symbol.asyncDispose]();
    });
    const tried = attacks.filter(({ needs }) => needs === undefined || strengths.includes(needs));
    test.each(tried)("$name", ({ run }) => run(ground));
  });
}
