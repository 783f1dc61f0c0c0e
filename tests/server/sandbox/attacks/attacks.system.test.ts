/** Every attack on real sandboxes, of each runtime that can run here. oci/ runs them as other users and on cgroup v2. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { driverForTest } from "../oci/fixture.ts";
import { Ground } from "./attack.ts";
import { attacks } from "./attacks.ts";
import { buildAttacks } from "./programs.ts";

const built = await buildAttacks();
afterAll(() => built[Symbol.asyncDispose]());

const runtimes = await Promise.all(
  (["runc", "crun"] as const).map(async (runtime) => {
    const started = await driverForTest({ runtime });
    return { runtime, started, probe: await started.driver.probe() };
  }),
);
afterAll(async () => {
  await Promise.all(runtimes.map(({ started }) => started[Symbol.asyncDispose]()));
});

test("at least one runtime can run here", () => {
  expect(runtimes.map(({ probe }) => probe)).toContainEqual(expect.objectContaining({ ok: true }));
});

for (const { runtime, started, probe } of runtimes) {
  if (!probe.ok) {
    console.warn(`\n!!! NOT ATTACKED here: ${runtime}, which cannot run: ${probe.reason}\n`);
    continue;
  }
  describe(`${runtime}, ${probe.detail}`, () => {
    let ground: Ground;
    beforeAll(() => {
      ground = new Ground(started.driver, built.lab);
    });
    afterAll(() => ground[Symbol.asyncDispose]());
    for (const { name, run } of attacks) test(name, () => run(ground));
  });
}
