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

test("an option stays with its value, and a name with a hyphen is in one piece", () => {
  expect(html(".lab[\n```bash\nps -e -o pid,ppid,stat,comm\n```\n]")).toContain(
    '<code>ps <span class="word">-e</span> <span class="word">-o pid,ppid,stat,comm</span></code>',
  );
  expect(html("*pid-one*, well-known since KEP-495")).toBe(
    '<p><em><span class="word">pid-one</span></em>, well-known since <span class="word">KEP-495</span></p>',
  );
});

test("a line of several commands is broken between them first", () => {
  expect(html(".lab[\n```bash\nserve & sleep 1; kill -KILL 7\n```\n]")).toContain(
    '<code><span class="part">serve &#x26;</span> <span class="part">sleep 1;</span> <span class="part">kill <span class="word">-KILL</span> 7</span></code>',
  );
});

test("what does not wrap stays as it is, and so does a word that a phone may have to break", () => {
  expect(html("```\nmake-zombies\n```")).toBe("<pre><code>make-zombies\n</code></pre>");
  const long = `a-${"b".repeat(30)}`;
  expect(html(`\`${long}\``)).toBe(`<p><code>${long}</code></p>`);
});
