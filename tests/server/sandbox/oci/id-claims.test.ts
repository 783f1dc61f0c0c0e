import { symlinkSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { IdClaims } from "../../../../src/server/sandbox/oci/id-claims.ts";
import { mapSlot, slotCount } from "../../../../src/server/sandbox/oci/id-map.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "pid-one-unit-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

test("two servers that claim at the same time never get the same slot", async () => {
  const servers = [new IdClaims(dir), new IdClaims(dir)];
  const claims = servers.flatMap((server, index) => Array.from({ length: 150 }, () => server.claim(`server-${index}`)));
  expect(new Set(await Promise.all(claims)).size).toBe(300);
});

test("no two live claims are of one slot, however servers claim, release and clean up", async () => {
  const step = fc.record({
    server: fc.nat({ max: 2 }),
    what: fc.constantFrom("claim", "claim", "release", "clean up"),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(step, { maxLength: 6 }), { maxLength: 8 }), async (rounds) => {
      const stateDir = await mkdtemp(join(dir, "run-"));
      const servers = [0, 1, 2].map((id) => ({
        name: `server-${id}`,
        claims: new IdClaims(stateDir),
        live: new Set<number>(),
      }));
      for (const round of rounds) {
        // All steps of a round at once, as sessions start and stop.
        await Promise.all(
          round.map(async ({ server: index, what }) => {
            const server = servers[index] ?? expect.fail("no such server");
            if (what === "claim") server.live.add(await server.claims.claim(server.name));
            else if (what === "clean up") await server.claims.releaseOf((name) => name === "gone");
            else {
              const [slot] = server.live;
              if (slot === undefined || !server.live.delete(slot)) return;
              await server.claims.release(slot);
            }
          }),
        );
        const live = servers.flatMap((server) => [...server.live]);
        expect(new Set(live).size).toBe(live.length);
        expect((await readdir(join(stateDir, "ids")).catch(() => [])).map(Number).toSorted()).toEqual(live.toSorted());
      }
    }),
    { numRuns: 30 },
  );
});

test("the last slot is found, and then no more", async () => {
  const claims = new IdClaims(dir);
  await claims.release(await claims.claim("server")); // Makes the folder.
  for (let slot = 0; slot < slotCount; slot++) if (slot !== 17) symlinkSync("server", join(dir, "ids", String(slot)));
  expect(await claims.claim("server")).toBe(17);
  await expect(claims.claim("server")).rejects.toThrow(/end some sessions first/);
});

test("claims of servers that are gone are released, others' stay", async () => {
  const claims = new IdClaims(dir);
  const kept = await claims.claim("running");
  await claims.claim("gone");
  expect(await claims.releaseOf((server) => server === "gone")).toBe(1);
  expect(await readdir(join(dir, "ids"))).toEqual([String(kept)]);
  await claims.release(kept);
  await claims.release(kept);
});

test("ranges follow each other without a gap or an overlap, up to 2^31", () => {
  const ranges = Array.from({ length: slotCount }, (_, slot) => mapSlot(slot).uids[0]);
  ranges.slice(1).forEach((range, index) => {
    expect(range?.hostID).toBe((ranges[index]?.hostID ?? 0) + 65_536);
  });
  expect((ranges.at(-1)?.hostID ?? 0) + 65_536).toBe(2 ** 31);
});
