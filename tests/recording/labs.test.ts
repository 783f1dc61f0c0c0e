/** The recordings that stand beside the labs, for pages where no lab runs: they play, and are of the labs as they are now. */
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { labDigest } from "../../src/course/lab-digest.ts";
import { readLabs } from "../../src/course/labs.ts";
import { readCast } from "../../src/recording/read-cast.ts";

const labs = await readLabs("labs");

test.each(labs)("$id has a recording of what it is now; if not, make it anew: npm run record -- $id", async (lab) => {
  const advice = `make it anew, as root or where labs run: npm run record -- ${lab.id}`;
  const text = await readFile(`${lab.dir}/recording.cast`, "utf8").catch(() => "");
  expect(text, `The lab has no recording: ${advice}`).not.toBe("");
  const { about, segments } = readCast(text);
  expect(about.labDigest, `Its programs, its tasks or their solutions are others by now: ${advice}`).toBe(
    await labDigest(lab),
  );
  expect(about.lab).toBe(lab.id);
  const done = segments.flatMap(({ happenings }) =>
    happenings.flatMap((one) => (one.kind === "task" && one.task.state === "done" ? [one.task.id] : [])),
  );
  expect(new Set(done), advice).toEqual(new Set(lab.tasks.map(({ id }) => id)));
});
