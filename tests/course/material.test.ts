/** Forms that container.training's chapters have, in words of our own: each gives its slides, and nothing to complain of. */
import { expect, test } from "vitest";
import { renderParsed, toHtml } from "../../src/course/dialect/render.ts";
import { contentOf } from "../../src/course/slide-content.ts";
import { deckOf } from "./deck-of.ts";

test.each<[name: string, text: string, slides: number, shows: string[]]>([
  ["separators without blank lines", "# A\n\na\n---\nclass: pic\n## P\n\nb\n---\n# B\n\nc", 3, ["<h2>P</h2>"]],
  ["a comment before the properties", "<!-- verified: 2026-01-02 -->\nclass: x\n\n## A", 1, ["<h2>A</h2>"]],
  ["a comment behind the properties", "class: pic\n<!-- FIXME: later -->\n![a](b.png)", 1, ["<img"]],
  ["a separator behind code in a list", "- a\n  ```\n  b\n  ```\n---\nc", 2, ["<p>c</p>"]],
  ["a separator behind blanks", "- a\n \n---\n\nb", 2, ["<p>b</p>"]],
  ["dashes in code and in text", "```\n--- x statistics ---\n```\n\na -- b", 1, ["a -- b"]],
  ["question marks that are none of notes", "Easy: ???\n\n--\n\nHard: ???", 1, ["Hard: ???"]],
  ["steps at once", "## A\n\n--\n\n- b\n\n--\n\nclass: extra-details, deep-dive\n\nc", 1, ["<p>c</p>"]],
  ["notes with slides' text", "a\n\n???\n\n## Not shown\n\n.exercise[\n- b\n]\n---\n\nc", 2, ["<p>c</p>"]],
  ["a fence that closes further right", ".lab[\n- a\n  ```bash\n  b\n   ```\n\n]", 1, ["<code>b</code>"]],
  ["tabs in code in a list", "- a\n  ```yaml\n\tb: c\n\t  d: e\n  ```", 1, ["  d: e"]],
  ["glued fences in a lab", ".lab[\n\n- a\n```bash\nb\n```\n- c\n```bash\nd\n```\n\n]", 1, ["<code>d</code>"]],
  ["blanks behind brackets", ".exercise[  \n\n.small[\n\n- a\n  ```bash\n  b\n  ```\n  ] \n\n]", 1, ["<code>b</code>"]],
  [
    "steps in comments of lists",
    ".lab[\n\n- a\n\n  <!-- ```wait x``` -->\n\n<!-- first ```bash y``` -->\n\n]",
    1,
    ["a"],
  ],
  ["a lab in a comment", "a\n\n<!--\n.lab[\n```open http://x```\n]\n-->", 1, ["<p>a</p>"]],
  ["brackets in text", "[x, y] of [z], a[0] and [`c`](https://d.e/f_(g)/)", 1, ["[x, y] of [z], a[0]"]],
  ["a link over lines", "See [this](\n  https://a.b/c\n  ) and **[:](\nhttps://d.e\n)**", 1, ['href="https://a.b/c"']],
  [
    "definitions at the end",
    "See [some] of [them all].\n\n[some]: https://a.b\n[them all]: https://c.d",
    1,
    ["them all</a>"],
  ],
  ["templates of others", "`{{ x.y }}` and {{ if z }}, {{.a}}", 1, ["{{ if z }}, {{.a}}"]],
  ["marks behind other marks", "¹[note](https://a.b) **_⚗️A_** 1️⃣ ¯\\\\\\_(ツ)\\_/¯", 1, ["<em>⚗️A</em>", "¯\\_(ツ)_/¯"]],
  ["breaks that are closed", "a<br/></br>b\n</br>c <br>d", 1, ["a<br><br>b"]],
  [
    "a diagram with brackets and arrows",
    '<pre class="mermaid">\nA["\n  b\n\n  "] --> C@{ d: e }\n</pre>\n\nf',
    1,
    ["<p>f</p>"],
  ],
  ["a warning in a list", "- .warning[a `b`!]\n\n  c", 1, ['class="warning"']],
  ["small print over lines in a list", "- a\n\n  .small[(b\n  c.)]", 1, ['class="small"']],
  ["closed together", ".small[.small[\n\na\n\n]]", 1, ["<p>a</p>"]],
  ["steps for languages between blank lines", "a\n\n???\n\n:EN:- b\n:EN:- c\n\n:FR:- d", 1, ["<p>a</p>"]],
])("%s", (_name, text, count, shows) => {
  const deck = deckOf({ "a.md": text });
  const slides = deck.chapters.flatMap((chapter) => chapter.slides);
  const rendered = slides.map((slide) => renderParsed(contentOf(slide), { lab: undefined }));
  expect([
    ...deck.diagnostics,
    ...slides.flatMap((slide) => contentOf(slide).diagnostics),
    ...rendered.flatMap(({ diagnostics }) => diagnostics),
  ]).toEqual([]);
  expect(slides.length).toBe(count);
  const html = rendered.map(({ tree }) => toHtml(tree)).join("\n");
  for (const part of shows) expect(html).toContain(part);
});
