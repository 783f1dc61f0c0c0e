import { expect, test } from "vitest";
import { renderSlide } from "../../src/course/slide-html.ts";
import { deckOf } from "./deck-of.ts";

function htmlOf(text: string): string {
  const deck = deckOf({ "a.md": text }, "title: T\nlab: l\n");
  const slide = deck.slides.at(-1);
  return slide ? renderSlide(deck, slide).html.replaceAll("\n", "") : "";
}

test.each([
  ["paragraphs", "a\n--\nb\n--\nc", '<p>a</p><p data-build="1">b</p><p data-build="2">c</p>'],
  [
    "items of one list",
    "- a\n\n--\n\n- b\n\n--\n\n  more\n\n--\n\n  - c",
    '<ul><li><p>a</p></li><li data-build="1"><p>b</p><p data-build="2">more</p><ul data-build="3"><li>c</li></ul></li></ul>',
  ],
  [
    "a lab after text",
    "a\n--\n.lab[\n```bash\nls\n```\n]\n--\n```\nb\n```",
    '<p>a</p><div class="lab-steps" data-lab="l" data-build="1"><pre data-step="bash"><code>ls</code></pre></div><pre data-build="2"><code>b</code></pre>',
  ],
  ["HTML", "a\n--\n<pre>b</pre>", '<p>a</p><pre data-build="1">b</pre>'],
])("says which step adds what: %s", (_name, text, html) => {
  expect(htmlOf(text)).toBe(html);
});

test("links to names lead to slides, and notes are for each step", () => {
  const deck = deckOf({
    "a.md": "name: here\na\n---\n## B\n[b](#here) [c](#none)\n???\n*say*\n:EN:- x\n--\nd\n???\nmore",
  });
  const slide = deck.slides.at(-1);
  expect(slide && renderSlide(deck, slide)).toMatchObject({
    html: '<h2>B</h2>\n<p><a href="#/here">b</a> <a href="#none">c</a></p>\n<p data-build="1">d</p>',
    steps: 1,
    notes: [
      { build: 0, html: "<p><em>say</em></p>" },
      { build: 1, html: "<p>more</p>" },
    ],
    diagnostics: [],
  });
});
