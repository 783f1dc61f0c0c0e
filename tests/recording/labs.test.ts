/** The recordings that stand beside the labs, for pages where no lab runs: they play, and are of the labs as they are now. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { readLabs } from "../../src/course/labs.ts";
import { readCast } from "../../src/recording/read-cast.ts";

const labs = (await readLabs("labs")).filter(({ dir }) => existsSync(`${dir}/recording.cast`));

test("there are some", () => {
  expect(labs.map(({ id }) => id)).toContain("zombies");
});

test.each(labs)("$id: each of its tasks is done; if not, record it anew: npm run record -- $id", async (lab) => {
  const { about, segments } = readCast(await readFile(`${lab.dir}/recording.cast`, "utf8"));
  expect(about.lab).toBe(lab.id);
  expect(about.tasks.map(({ id }) => id)).toEqual(lab.tasks.map(({ id }) => id));
  const done = segments.flatMap(({ happenings }) =>
    happenings.flatMap((one) => (one.kind === "task" && one.task.state === "done" ? [one.task.id] : [])),
  );
  const solvable = lab.tasks.filter(({ solution }) => solution.length > 0).map(({ id }) => id);
  expect(new Set(done)).toEqual(new Set([...done, ...solvable]));
});
