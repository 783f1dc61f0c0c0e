import fc from "fast-check";
import { expect, test } from "vitest";
import { articleHtml, articlesOf } from "../../../src/course/article.ts";
import { compareReadings } from "../../../src/course/compare/compare.ts";
import { placeOf } from "../../../src/course/dialect/source.ts";
import { checkPages } from "../../../src/course/validate/page.ts";
import { checkSteps } from "../../../src/course/validate/steps.ts";
import { deckOf } from "../deck-of.ts";

/** Pieces that mean something, so that random texts reach deep into the dialect. */
const piece = fc.oneof(
  fc.constantFrom(
    ..."--- -- ??? .lab[ .small[ .x.y[ ] ]] ``` ~~~ ```bash ` * ** [ ]( ) ![ > - 1. # ## | \\ @@X@@ @@TITLE@@ <script> </script> &lt; ( : :--".split(
      " ",
    ),
    "class: extra-details\n",
    "class: in-person\n",
    "name: x\n",
    "layout: true\n",
    "template: x\n",
    "exclude: true\n",
    "{{content}}",
    "<!-- class: y -->\n",
    "<!--",
    "-->",
    "<pre>",
    "</pre>",
    "@@TOC@@\n",
    ":EN:- x\n",
    ":Q: x\n",
    ":A: x\n",
    "<svg onload=alert(1)>",
    "\n",
    "\n\n",
    "\t",
    "  ",
    "    ",
    "\r\n",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[^1]",
    "\n[^1]: note",
  ),
  fc.string({ maxLength: 6 }),
  fc.string({ maxLength: 4, unit: "binary" }),
);
const anyText = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(""));

test("any text gives slides, an article and diagnostics that point into it", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const deck = deckOf({ "a.md": text }, "title: T\narticle: whole\n");
      const [article] = articlesOf(deck);
      if (article === undefined) throw new Error("no article");
      const html = articleHtml(article);
      const lines = text.split(/\r\n|\r|\n/).length;
      const slides = deck.chapters.flatMap((chapter) => chapter.slides);
      const context = {
        deck,
        anchors: new Set<string>(),
        decks: new Set<string>(),
        labs: new Map<string, string>(),
        classes: new Set<string>(),
        terms: new Set<string>(),
      };
      const told = [
        ...checkPages(slides, context),
        ...checkSteps(slides, "l", new Map([["l", { tasks: [], inits: [] }]])),
      ];
      for (const { line, column } of [
        ...deck.diagnostics,
        ...article.diagnostics,
        ...told,
        ...compareReadings(text, "a.md"),
      ]) {
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(lines);
        expect(column).toBeGreaterThanOrEqual(1);
      }
      expect(html).not.toMatch(/(?:href|src)="\s*javascript:/i);
      expect(html.replace(/="[^"]*"/g, "")).not.toMatch(/<script|<[^>]*\son\w+/i);
      expect(new Set(article.headings.map(({ id }) => id)).size).toBe(article.headings.length);
    }),
    { numRuns: 1000 },
  );
}, 60_000);

test("every line of a text is a slide's, a note's, a separator or a property, and knows its place", () => {
  fc.assert(
    fc.property(anyText, (any) => {
      // Without what is replaced and what is handed on.
      const text = any.replace(/@@|\{\{|layout|template/g, "");
      const lines = text
        .replace(/^\uFEFF/, "")
        .replaceAll("\0", "\uFFFD")
        .split(/\r\n|\r|\n/);
      const [chapter] = deckOf({ "a.md": text }).chapters;
      for (const { builds } of chapter?.slides ?? []) {
        for (const { source } of builds) {
          for (const [index, line] of source.lines.entries()) {
            if (line !== "") expect(lines[placeOf(source, index).line - 1]).toBe(line);
          }
        }
      }
    }),
  );
});

test.each([
  ["block quotes", "> "],
  ["lists", "- "],
  ["open blocks", ".a[\n"],
  ["open classes", ".a[ x "],
  ["brackets", "["],
  ["emphasis", "*a **b "],
  ["backticks", "a `"],
  ["separators", "---\n"],
  ["open blocks with blank lines", ".a[\n\n"],
  ["blocks", ".a[\n\nx\n]\n"],
  ["classes", ".a[x] "],
  ["separators in blocks", ".a[\n---\n]\n"],
  ["open fences", "```a\n"],
  ["open comments", "<!-- "],
  ["open tags", "<b> "],
  // More of them: with so few, time that grows with the square of their number is still short.
  ["tags that nothing ends", "<div ".repeat(4)],
  ["closing tags that nothing ends", "</div ".repeat(8)],
  ["attributes that nothing ends", "<div a='".repeat(4)],
  ["closing brackets", "]\n"],
  ["backticks of many lengths", "` `` ``` "],
  ["marks of code", "    `a` * b\n"],
  ["layouts", "layout: true\n{{content}}\n---\n"],
  ["titles", "# a\n---\n"],
  ["contents", "# a\n---\n@@TOC@@\n---\n"],
  ["chains of templates", "name: a\ntemplate: a\nlayout: true\nx\n---\n"],
  ["names", ".a"],
  ["comments' starts", "<!--"],
  ["macros' starts", "@@A["],
  ["tags in tags", "<pre>\n"],
  ["underlined headings", "a\n=\n"],
  ["definitions", "[a]: b\n"],
  ["same headings", "## a\n---\n"],
  ["variables", "{{ a }} "],
  ["deeper and deeper lists", "- "],
  ["paragraphs", "a\n\n"],
  ["items", "- a\n"],
  ["hashes and blanks", "# # "],
])(
  "ten times as many %s do not take a hundred times as long",
  (_name, unit) => {
    // Time of the processor, not of the clock: other tests run at the same time.
    const seconds = (count: number): number => {
      const before = process.cpuUsage();
      articlesOf(deckOf({ "a.md": unit.repeat(count) }, "title: T\narticle: whole\n")).map(articleHtml);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1e6;
    };
    seconds(500);
    // The floor keeps out what garbage collection and compiling cost in so short a time.
    expect(seconds(5_000)).toBeLessThan(Math.max(seconds(500), 0.1) * 30);
  },
  60_000,
);
