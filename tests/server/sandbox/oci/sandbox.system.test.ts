/** Real containers of each runtime that can run here, as the user that runs the tests. */
import { afterAll, describe, expect, test } from "vitest";
import type { Probe } from "../../../../src/server/sandbox/sandbox.ts";
import { checkGroups } from "../contract/checks.ts";
import { driverForTest } from "./fixture.ts";

const runtimes = await Promise.all(
  (["runc", "crun"] as const).map(async (runtime) => {
    const started = await driverForTest({ runtime });
    return { runtime, ...started, probe: await started.driver.probe(), dispose: () => started[Symbol.asyncDispose]() };
  }),
);
afterAll(async () => {
  await Promise.all(runtimes.map(({ dispose }) => dispose()));
});

test("at least one runtime can run here", () => {
  expect(runtimes.map(({ probe }) => probe)).toContainEqual(expect.objectContaining({ ok: true }));
});

for (const { runtime, probe, driver } of runtimes) {
  if (!probe.ok) sayLoudly(runtime, probe);
  describe.skipIf(!probe.ok)(`${runtime}, ${probe.ok ? probe.detail : "cannot run here"}`, () => {
    const { "several, limited each": _, ...groups } = checkGroups; // A daemon's way.
    for (const { name, run } of Object.values(groups).flat()) test(name, () => run(driver));
  });
}

function sayLoudly(runtime: string, { reason }: Extract<Probe, { ok: false }>): void {
  console.warn(
    `\n!!! ${runtime} cannot run on this machine, so its tests are skipped: ${reason}\n!!! They do run in the guest of cgroup-v2.long.test.ts.\n`,
  );
}
