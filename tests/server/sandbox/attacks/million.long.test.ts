/** What adds up too slowly for twenty thousand processes to show it. */
import { expect, test } from "vitest";
import { driverForTest } from "../oci/fixture.ts";
import { Ground } from "./attack.ts";
import { buildAttacks } from "./programs.ts";

test("a million processes in a row, watched, beside a neighbour", { timeout: 600_000 }, async () => {
  await using built = await buildAttacks();
  await using started = await driverForTest();
  await using ground = new Ground(started.driver, built.lab);
  const neighbour = await ground.neighbour();
  await using attacker = await ground.start();
  const stop = attacker.sandbox.watch({ processes() {}, event() {} });
  attacker.screen.type("spawn 1000000\n");
  let end: string | undefined;
  attacker.sandbox.ended.then(({ reason }) => {
    end = reason;
  });
  while (end === undefined && !attacker.screen.text.includes("spawned 1000000")) await neighbour.isWell();
  stop();
  // The kernel frees what a process had a moment later: of very many the memory may be full.
  expect(end ?? "out-of-memory").toBe("out-of-memory");
  await neighbour.isWell();
});
