/** Real containers of each daemon: what must hold of every sandbox holds of these. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CheckGroup, checkGroups } from "../contract/checks.ts";
import { hasDockerd } from "./daemon.ts";
import { daemons, dockerDriverForTest, type TestDaemon } from "./fixture.ts";
import { hasPodman } from "./podman.ts";

const common: CheckGroup[] = ["everyday", "isolation", "limits", "cgroup", "volume"];
const remap = expect.stringContaining("userns-remap");
const podmans = [expect.stringContaining("change its /dev"), expect.stringContaining("number of files")];

interface Run {
  daemon: keyof typeof daemons;
  watchFrom?: "inside";
  groups: CheckGroup[];
  detail: RegExp;
  /** What the probe says works less well. */
  missing: unknown[];
}

const runs: Run[] = [
  {
    daemon: "Docker",
    groups: [...common, "cgroup namespace", "file count"],
    detail: /^Docker \S+ at \S+\.sock, cgroup v[12]$/,
    missing: [remap],
  },
  {
    daemon: "Docker",
    watchFrom: "inside",
    groups: ["everyday"],
    detail: /^Docker/,
    missing: [remap, expect.stringContaining("sampled by a helper")],
  },
  {
    daemon: "Docker with userns-remap",
    groups: ["everyday", "isolation", "file count"],
    detail: /^Docker/,
    missing: [expect.stringContaining("share one range of user ids")],
  },
  {
    daemon: "Podman",
    groups: [...common, "ids"],
    detail: /^Podman \S+ at \S+\.sock, cgroup v[12]$/,
    missing: podmans,
  },
  {
    daemon: "Podman without ranges",
    groups: ["isolation"],
    detail: /^Podman/,
    missing: [expect.stringContaining("/etc/subuid"), ...podmans],
  },
];

const has = { Docker: hasDockerd(), Podman: hasPodman() };
for (const [name, isThere] of Object.entries(has)) {
  if (!isThere) console.warn(`\nNOT TESTED: labs of ${name}, as it is not installed here (docker.io, podman)\n`);
  test.runIf(process.env.CI)(`CI has ${name}`, () => expect(isThere).toBe(true));
}

for (const { daemon: name, watchFrom, groups, detail, missing } of runs) {
  const isThere = name.startsWith("Docker") ? has.Docker : has.Podman;
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
