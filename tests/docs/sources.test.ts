/** Nothing in the chapter and its labs is said without a lab, a question or a source, and the list of them is the text's. */
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { listOf, withoutSource } from "../../src/cli/sources.ts";
import { parseLab, readLabs } from "../../src/course/labs.ts";
import { readDeck } from "../../src/course/read-deck.ts";
import { deckOf } from "../course/deck-of.ts";

const deck = await readDeck("slides/init-systems.yml", {});
const labs = await readLabs("labs");

test("something bears out each slide and each section of a lab, and each lab names a source", () => {
  expect(withoutSource(deck, labs)).toEqual([]);
});

test("docs/sources.md is what `npm run pid-one -- sources` writes", async () => {
  expect(await readFile("docs/sources.md", "utf8")).toBe(listOf(deck, labs));
});

test("a slide is named that has neither a lab nor a link to one, nor a question, nor a footnote with a link", () => {
  const text =
    "# A\n\n## Bare\n\n[a](https://b.example)\n\n---\n\n## Said\n\n.footnote[*See* [`b`\n(7)](https://c.example).]" +
    "\n\n---\n\n## Shown\n\n[There](../../labs/pod/lab.md).";
  const made = deckOf({ "a.md": text });
  expect(withoutSource(made, [])).toEqual([expect.stringMatching(/a\.md:1: nothing bears out “Bare”/)]);
  expect(listOf(made, [])).toContain(
    "## A\n\n- **Bare:** nothing\n- **Said:** [b (7)](https://c.example)\n- **Shown:** the lab [pod](../labs/pod/lab.md)\n",
  );
});

test("of a lab, a section is named that nothing shows, and that it has no source", () => {
  const text = "Run it.\n\n.lab[\n```bash\nps\n```\n]\n\n## Why\n\nBecause.\n";
  const lab = (more: string) =>
    parseLab(
      `---\ntitle: X\nsummary: S\ninits: [none]\ncommand: [sh]\n---\n${text}${more}`,
      `${process.cwd()}/labs/x/lab.md`,
    );
  const made = deckOf({ "a.md": "# A" });
  expect(withoutSource(made, [lab("")])).toEqual([
    expect.stringMatching(/^labs\/x\/lab\.md:15: nothing bears out “Why”/),
    expect.stringMatching(/^labs\/x\/lab\.md: the lab “X” names no source/),
  ]);
  const said = lab("\n.footnote[[`ps`(1)](https://c.example).]\n");
  expect(withoutSource(made, [said])).toEqual([]);
  expect(listOf(made, [said])).toContain(
    "## The lab [X](../labs/x/lab.md)\n\n- **X:** commands in the lab [x](../labs/x/lab.md)\n- **Why:** [ps(1)](https://c.example)\n",
  );
});
