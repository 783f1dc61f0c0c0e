import { expect, test } from "vitest";
import { renderStretch, toHtml } from "../../../src/course/dialect/render.ts";

function render(text: string, macros: Record<string, string> = {}) {
  const context = { file: "a.md", macros: new Map(Object.entries(macros)), lab: "zombies" };
  const { tree, diagnostics } = renderStretch({ text, line: 1 }, context);
  return { html: toHtml(tree).replaceAll("\n", ""), diagnostics };
}

test.each([
  ["inline class", "a .small[b *c*] d", '<p>a <span class="small">b <em>c</em></span> d</p>'],
  ["two classes at once", "a .x.y[b]", '<p>a <span class="x y">b</span></p>'],
  ["brackets inside", "a .x[[b](http://c.d) [e]]", '<p>a <span class="x"><a href="http://c.d">b</a> [e]</span></p>'],
  ["a bracket in code", "a .x[`]` b]", '<p>a <span class="x"><code>]</code> b</span></p>'],
  ["an escaped class", "a \\.x[b]", "<p>a .x[b]</p>"],
  ["no class: a member of a list", "list.items[0]", "<p>list.items[0]</p>"],
  ["nested inline", "a .x[.y[b] c]", '<p>a <span class="x"><span class="y">b</span> c</span></p>'],
  ["a lone class is a block", ".x[a *b*]", '<div class="x"><p>a <em>b</em></p></div>'],
  ["block", ".x[\n- a\n- b\n]", '<div class="x"><ul><li>a</li><li>b</li></ul></div>'],
  ["block after text", "a\n.x[\nb\n]\nc", '<p>a</p><div class="x"><p>b</p></div><p>c</p>'],
  ["nested blocks", ".x[\n.y[\na\n]\nb\n]", '<div class="x"><div class="y"><p>a</p></div><p>b</p></div>'],
  ["a chain, closed at once", ".x[ .y[\na\n]]", '<div class="x"><div class="y"><p>a</p></div></div>'],
  ["block in a list", "- a\n\n  .x[\n  b\n  ]\n", '<ul><li><p>a</p><div class="x"><p>b</p></div></li></ul>'],
  ["a bracket alone in code", ".x[\n```\n]\n```\n]", '<div class="x"><pre><code>]</code></pre></div>'],
  ["a warning is a note", ".warning[a]", '<div class="warning" role="note"><p>a</p></div>'],
  ["an aside", "(a *b*)", '<p class="aside">(a <em>b</em>)</p>'],
  ["no aside", "(a) b", "<p>(a) b</p>"],
  ["typography", "PID 1's `it's`", "<p>PID\u00a01’s <code>it's</code></p>"],
])("renders: %s", (_name, text, html) => {
  expect(render(text)).toEqual({ html, diagnostics: [] });
});

test("fences in .lab[ ] are steps; those for machines are hidden; other code stays code", () => {
  const text = ".lab[\n- Do:\n  ```bash\n  ps\n  ```\n```key\n^C\n```\n```wait\n$\n```\n```yaml\na: 1\n```\n]";
  expect(render(text).html).toBe(
    '<div class="lab-steps" data-lab="zombies"><ul><li>Do:<pre data-step="bash"><code>ps</code></pre></li></ul>' +
      '<pre data-step="key"><code>^C</code></pre><pre data-step="wait" hidden><code>$</code></pre>' +
      '<pre><code class="language-yaml">a: 1</code></pre></div>',
  );
  expect(render("```bash\nps\n```").html).toBe('<pre><code class="language-bash">ps</code></pre>');
});

test("macros are replaced, in code too, and do not move what comes after them", () => {
  expect(render("[@@T@@](@@U@@) `@@T@@`", { T: "a\nb", U: "http://c.d" }).html).toBe(
    '<p><a href="http://c.d">a b</a> <code>a b</code></p>',
  );
});

test.each([
  ["<script>alert(1)</script>", ""],
  ["a <b onclick=x>b</b>", "<p>a b</p>"],
  ["[a](javascript:alert(1))", "<p><a>a</a></p>"],
  ["![a](javascript:alert(1))", '<p><img alt="a"></p>'],
  ["<javascript:alert(1)>", "<p><a>javascript:alert(1)</a></p>"],
])("script cannot get into a page: %s", (text, html) => {
  expect(render(text).html).toBe(html);
});

test.each([
  ["a\n\n@@X@@", 3, 1, "@@X@@ is not defined; write `x: …` in the manifest"],
  [".x[\na", 1, 1, "`.x[` is not closed on this slide; write a line ] where it ends"],
  ["a\n\n]", 3, 1, "] closes nothing here; take it out"],
  ["a\n\nb\nc .x[d", 4, 3, "`.x[` is not closed in its paragraph; write ] after what it holds"],
  [`${".x[\n".repeat(9)}${"]\n".repeat(8)}`, 9, 1, "blocks are nested deeper than 8 here"],
])("says what is wrong: %j", (text, line, column, message) => {
  const { diagnostics } = render(text);
  expect(diagnostics).toMatchObject([{ severity: "error", file: "a.md", line, column }]);
  expect(diagnostics[0]?.message).toContain(message);
});

test("what is nested until the stack ends is shown as plain text, with an error", () => {
  const { html, diagnostics } = render("> ".repeat(20_000));
  expect(html).toContain("<pre>> > > ");
  expect(diagnostics).toMatchObject([{ severity: "error", line: 1 }]);
}, 60_000);
