import fc from "fast-check";
import { expect, test } from "vitest";
import { renderArticle } from "../../../src/course/article.ts";
import { splitSlides } from "../../../src/course/dialect/split.ts";

/** Pieces that mean something, so that random texts reach deep into the dialect. */
const piece = fc.oneof(
  fc.constantFrom(
    ..."--- -- ??? .lab[ .small[ .x.y[ ] ]] ``` ~~~ ```bash ` * ** [ ]( ) ![ > - 1. # ## | \\ @@X@@ @@TITLE@@ <script> </script> &lt; ( : :--".split(
      " ",
    ),
    "class: extra-details\n",
    "class: in-person\n",
    "name: x\n",
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
      const { slides, diagnostics } = splitSlides(text, "a.md");
      expect(slides.length).toBeGreaterThan(0);
      const manifest = { title: "T", content: ["a.md"] };
      const article = renderArticle({ id: "a", manifest, sections: [{ file: "a.md", slides }], diagnostics });
      const lines = text.split(/\r\n|\r|\n/).length;
      for (const { line, column } of article.diagnostics) {
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(lines);
        expect(column).toBeGreaterThanOrEqual(1);
      }
      expect(article.html).not.toMatch(/(?:href|src)="\s*javascript:/i);
      expect(article.html.replace(/="[^"]*"/g, "")).not.toMatch(/<script|<[^>]*\son\w+/i);
      expect(new Set(article.headings.map(({ id }) => id)).size).toBe(article.headings.length);
    }),
    { numRuns: 1000 },
  );
}, 60_000);

test("every line of a text is a slide's, a note's, a separator or a property", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
      for (const { builds } of splitSlides(text, "a.md").slides) {
        for (const build of builds) {
          // Between two separators there is no line at all.
          if (build.text === "") continue;
          expect(build.text).toBe(
            lines.slice(build.line - 1, build.line - 1 + build.text.split("\n").length).join("\n"),
          );
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
  ["paragraphs", "a\n\n"],
])(
  "ten times as many %s do not take a hundred times as long",
  (_name, unit) => {
    // Time of the processor, not of the clock: other tests run at the same time.
    const seconds = (count: number): number => {
      const before = process.cpuUsage();
      const { slides, diagnostics } = splitSlides(unit.repeat(count), "a.md");
      const manifest = { title: "T", content: ["a.md"] };
      renderArticle({ id: "a", manifest, sections: [{ file: "a.md", slides }], diagnostics });
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1e6;
    };
    seconds(500);
    // The floor keeps out what garbage collection and compiling cost in so short a time.
    expect(seconds(5_000)).toBeLessThan(Math.max(seconds(500), 0.1) * 30);
  },
  60_000,
);
