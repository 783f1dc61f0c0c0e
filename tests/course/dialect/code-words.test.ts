import { expect, test } from "vitest";
import { renderSource, toHtml } from "../../../src/course/dialect/render.ts";
import { sourceOf } from "../../../src/course/dialect/source.ts";

const html = (markdown: string) => toHtml(renderSource(sourceOf(markdown, "a.md"), { lab: "zombies" }).tree);

test("a word of code is in one piece though it has a hyphen, in a text and in a command", () => {
  expect(html("`prctl comm pid ppid --forest`, `a much longer list of words`")).toBe(
    '<p><code>prctl comm pid ppid <span class="word">--forest</span></code>, <code>a much longer list of words</code></p>',
  );
  expect(html(".lab[\n```bash\nmake-zombies 3 &\n```\n]")).toContain(
    '<code><span class="word">make-zombies</span> 3 &#x26;</code>',
  );
});

test("a short code in a text is in one piece", () => {
  expect(html("`/bin/sh -c run-me` or `kill`")).toBe(
    '<p><code><span class="word">/bin/sh -c run-me</span></code> or <code>kill</code></p>',
  );
});

test("what does not wrap stays as it is, and so does a word that a phone may have to break", () => {
  expect(html("```\nmake-zombies\n```")).toBe("<pre><code>make-zombies\n</code></pre>");
  const long = `a-${"b".repeat(30)}`;
  expect(html(`\`${long}\``)).toBe(`<p><code>${long}</code></p>`);
});
