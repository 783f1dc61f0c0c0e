/** The same attacks from a container of a pod, and those that only a pod allows. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { driverForTest } from "../oci/fixture.ts";
import { attacks } from "./attacks.ts";
import { PodGround, podAttacks } from "./pod.ts";
import { buildAttacks } from "./programs.ts";

describe("from a container that joined another", { timeout: 180_000 }, () => {
  let built: Awaited<ReturnType<typeof buildAttacks>>;
  let started: Awaited<ReturnType<typeof driverForTest>>;
  let ground: PodGround;
  beforeAll(async () => {
    built = await buildAttacks();
    started = await driverForTest();
    ground = new PodGround(started.driver, built.lab);
  });
  afterAll(async () => {
    await ground?.[Symbol.asyncDispose]();
    await started?.[Symbol.asyncDispose]();
    await built?.[Symbol.asyncDispose]();
  });

  test("there is a runtime to attack", async () => {
    expect(await started.driver.probe()).toMatchObject({ ok: true });
  });
  // For this one the files of another container are the machine's; podAttacks has it with the difference.
  const tried = attacks.filter(({ name }) => !name.startsWith("open files, working directories"));
  test("all but one are tried", () => expect(tried).toHaveLength(attacks.length - 1));
  for (const { name, run } of [...tried, ...podAttacks]) test(name, () => run(ground));
});
