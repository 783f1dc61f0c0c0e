import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeCorpus } from "../../../src/cli/bench/course-corpus.ts";
import { validate } from "../../../src/course/validate/validate.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "corpus-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("the course to measure with uses all of the dialect, without a fault, and is the same each time", async () => {
  expect(await writeCorpus(folder, 500)).toBe(2);
  const text = await readFile(join(folder, "slides/text/chapter-7.md"), "utf8");
  const { decks, diagnostics } = await validate(folder);
  expect(diagnostics).toEqual([]);
  const slides = decks.flatMap((deck) => deck.chapters.flatMap((chapter) => chapter.slides));
  expect(slides.length).toBeGreaterThanOrEqual(500);
  await writeCorpus(folder, 500);
  expect(await readFile(join(folder, "slides/text/chapter-7.md"), "utf8")).toBe(text);
});
