/** Nothing in the chapter is said without a lab, a question or a source, and the list of them is the text's. */
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { listOf, slidesWithoutSource } from "../../src/cli/sources.ts";
import { readDeck } from "../../src/course/read-deck.ts";
import { deckOf } from "../course/deck-of.ts";

const deck = await readDeck("slides/init-systems.yml", {});

test("something bears out each slide", () => {
  expect(slidesWithoutSource(deck)).toEqual([]);
});

test("docs/sources.md is what `npm run pid-one -- sources` writes", async () => {
  expect(await readFile("docs/sources.md", "utf8")).toBe(listOf(deck));
});

test("a slide is named that has neither a lab nor a question nor a footnote with a link", () => {
  const text =
    "# A\n\n## Bare\n\n[a](https://b.example)\n\n---\n\n## Said\n\n.footnote[*See* [`b`\n(7)](https://c.example).]";
  const made = deckOf({ "a.md": text });
  expect(slidesWithoutSource(made)).toEqual([expect.stringMatching(/a\.md:1: nothing bears out “Bare”/)]);
  expect(listOf(made)).toContain("## A\n\n- **Bare:** nothing\n- **Said:** [b (7)](https://c.example)\n");
});
