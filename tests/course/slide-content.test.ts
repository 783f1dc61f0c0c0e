import { expect, test } from "vitest";
import { renderParsed, toHtml } from "../../src/course/dialect/render.ts";
import { contentOf } from "../../src/course/slide-content.ts";
import { deckOf } from "./deck-of.ts";

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
  const slide = deckOf({ "a.md": text }).slides.at(-1);
  const content = slide && contentOf(slide);
  const tree = content && renderParsed(content, { lab: "l", buildStarts: content.buildStarts }).tree;
  expect(tree && toHtml(tree).replaceAll("\n", "")).toBe(html);
});
