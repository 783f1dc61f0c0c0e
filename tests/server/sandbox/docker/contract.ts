/** What must hold of every sandbox, of real containers of a daemon. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CheckGroup, checkGroups } from "../contract/checks.ts";
import { hasDockerd } from "./daemon.ts";
import { daemons, dockerDriverForTest, type TestDaemon } from "./fixture.ts";
import { hasPodman } from "./podman.ts";

export const common: CheckGroup[] = ["everyday", "isolation", "limits", "cgroup", "volume"];

export interface Run {
  daemon: keyof typeof daemons;
  watchFrom?: "inside";
  groups: CheckGroup[];
  detail: RegExp;
  /** What the probe says works less well. */
  missing: unknown[];
}

const has = { Docker: hasDockerd(), Podman: hasPodman() };
/** Defines the tests of a run. Where its daemon is not installed they are skipped, which is a fault in CI. */
export function testRun({ daemon: name, watchFrom, groups, detail, missing }: Run): void {
  const isThere = name.startsWith("Docker") ? has.Docker : has.Podman;
  if (!isThere) console.warn(`\nNOT TESTED: labs of ${name}, which is not installed here (docker.io, podman)\n`);
  test.runIf(process.env.CI)(`CI has what runs ${name}`, () => expect(isThere).toBe(true));
  describe.skipIf(!isThere)(`${name}${watchFrom ? `, watched from ${watchFrom}` : ""}`, { timeout: 180_000 }, () => {
    let daemon: TestDaemon;
    let started: Awaited<ReturnType<typeof dockerDriverForTest>>;
    beforeAll(async () => {
      daemon = await daemons[name]();
      started = await dockerDriverForTest(daemon.socketPath, watchFrom ? { watchFrom } : {});
    });
    afterAll(async () => {
      await started?.[Symbol.asyncDispose]();
      await daemon?.stop();
    });

    test("the probe says what there is, and what works less well", async () => {
      expect(await started.driver.probe()).toEqual({ ok: true, detail: expect.stringMatching(detail), missing });
      expect(await started.driver.ready()).toBe(null);
    });
    for (const { name, run } of groups.flatMap((group) => checkGroups[group])) test(name, () => run(started.driver));
  });
}
