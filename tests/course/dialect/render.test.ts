import { expect, test } from "vitest";
import { renderSource, toHtml } from "../../../src/course/dialect/render.ts";
import { sourceOf } from "../../../src/course/dialect/source.ts";

function render(text: string) {
  const { tree, diagnostics } = renderSource(sourceOf(text, "a.md"), { lab: "zombies" });
  return { html: toHtml(tree).replaceAll("\n", ""), diagnostics };
}

test.each([
  ["inline class", "a .small[b *c*] d", '<p>a <span class="small">b <em>c</em></span> d</p>'],
  ["two classes at once", "a .x.y[b]", '<p>a <span class="x y">b</span></p>'],
  ["brackets inside", "a .x[[b](http://c.d) [e]]", '<p>a <span class="x"><a href="http://c.d">b</a> [e]</span></p>'],
  ["a bracket in code", "a .x[`]` b]", '<p>a <span class="x"><code>]</code> b</span></p>'],
  ["an escaped class", "a \\.x[b]", "<p>a .x[b]</p>"],
  ["no class: a member of a list", "list.items[0]", "<p>list.items[0]</p>"],
  [
    "a class behind a letter, and what is none",
    "cluster.red[**s**] list.left[0] a.b.small[c] a.none[b]",
    '<p>cluster<span class="red"><strong>s</strong></span> list.left[0] a.b.small[c] a.none[b]</p>',
  ],
  ["nested inline", "a .x[.y[b] c]", '<p>a <span class="x"><span class="y">b</span> c</span></p>'],
  ["a lone class is a block", ".x[a *b*]", '<div class="x"><p>a <em>b</em></p></div>'],
  ["block", ".x[\n- a\n- b\n]", '<div class="x"><ul><li>a</li><li>b</li></ul></div>'],
  ["block after text", "a\n.x[\nb\n]\nc", '<p>a</p><div class="x"><p>b</p></div><p>c</p>'],
  ["nested blocks", ".x[\n.y[\na\n]\nb\n]", '<div class="x"><div class="y"><p>a</p></div><p>b</p></div>'],
  ["a chain, closed at once", ".x[ .y[\na\n]]", '<div class="x"><div class="y"><p>a</p></div></div>'],
  ["block in a list", "- a\n\n  .x[\n  b\n  ]\n", '<ul><li><p>a</p><div class="x"><p>b</p></div></li></ul>'],
  ["a bracket alone in code", ".x[\n```\n]\n```\n]", '<div class="x"><pre><code>]</code></pre></div>'],
  ["a warning is a note", ".warning[a]", '<div class="warning" role="note"><p>a</p></div>'],
  ["text on the opening line", ".x[a\nb\n\nc]", '<div class="x"><p>ab</p><p>c</p></div>'],
  [
    "a block that closes behind its text",
    ".x[\n- a\n- b]\nc",
    '<div class="x"><ul><li>a</li><li>b</li></ul></div><p>c</p>',
  ],
  ["a class over two lines of a paragraph", "a .x[b\nc] d", '<p>a <span class="x">bc</span> d</p>'],
  ["a class over two lines, then text", ".x[a\nb] c", '<p><span class="x">ab</span> c</p>'],
  ["text behind a block", ".x[\na\n] b", '<div class="x"><p>a</p></div><p>b</p>'],
  ["one block behind the other", ".x[\na\n].y[\nb\n]", '<div class="x"><p>a</p></div><div class="y"><p>b</p></div>'],
  [
    "brackets in code",
    ".x[\n```\nif [ a\n```\n`[`\n]",
    '<div class="x"><pre><code>if [ a</code></pre><p><code>[</code></p></div>',
  ],
  ["an open bracket in text", ".x[\nfrom [0 on\n]", '<div class="x"><p>from [0 on</p></div>'],
  ["a comment with a bracket", ".x[\n<!-- ] -->\na\n]", '<div class="x"><p>a</p></div>'],
  ["code over two lines", "a `[\n.x[` b", '<p>a <code><span class="word">[ .x[</span></code> b</p>'],
  ["a class in a quote", "> .x[\n> a\n> ]", '<blockquote><div class="x"><p>a</p></div></blockquote>'],
  [
    "a class in a heading and a cell",
    "## .x[a]\n\n|.y[b]|\n|-|",
    '<h2><span class="x">a</span></h2><table><thead><tr><th><span class="y">b</span></th></tr></thead></table>',
  ],
  ["a part of code that is marked", "```\na `b` \\`c\n```", "<pre><code>a <mark>b</mark> `c</code></pre>"],
  [
    "a line of code that is marked",
    "```\n* a\n*b\n* * * * c\n**d\n```",
    '<pre><code><mark class="line">  a</mark><mark class="line">b</mark>* * * * c**d</code></pre>',
  ],
  [
    "Markdown as code has no marks",
    "```markdown\n* a `b`\n```",
    '<pre><code class="language-markdown">* a `b`</code></pre>',
  ],
  ["tags that nothing ends", "<div>a</div>\n<div b='c", "<div>a</div>&#x3C;div b='c"],
  ["a link without brackets", "see https://a.org.", '<p>see <a href="https://a.org">https://a.org</a>.</p>'],
  ["an address that is no text", "`https://a.org`", "<p><code>https://a.org</code></p>"],
  ["indented code behind a list", "- a\n***\n    b\n    c", "<ul><li>a</li></ul><hr><pre><code>bc</code></pre>"],
  ["a break", "a<br/>b</br>c", "<p>a<br>b<br>c</p>"],
  ["deleted", "a <del>b *c*</del> ~~d~~", "<p>a <del>b <em>c</em></del> <del>d</del></p>"],
  ["no deletion between two tildes", "from ~1 to ~2, ~a~", "<p>from ~1 to ~2, ~a~</p>"],
  [
    "a table with one column",
    "a|\n-|\nb",
    "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>",
  ],
  ["a table in a list", "- |a|\n  |-|", "<ul><li><table><thead><tr><th>a</th></tr></thead></table></li></ul>"],
  ["pipes without a table", "a | b\n| c", "<p>a | b| c</p>"],
  [
    "addresses without brackets",
    "WWW.a.bc, https://d.ef and g@h.ij",
    '<p><a href="http://WWW.a.bc">WWW.a.bc</a>, <a href="https://d.ef">https://d.ef</a> and <a href="mailto:g@h.ij">g@h.ij</a></p>',
  ],
  [
    "tasks",
    "- [x] a",
    '<ul class="contains-task-list"><li class="task-list-item"><input type="checkbox" checked disabled> a</li></ul>',
  ],
  ["preformatted", '<pre class="mermaid">\na --&gt; b\n\nc\n</pre>', '<pre class="mermaid">a --> bc</pre>'],
  [
    "a diagram in HTML",
    '<pre class="mermaid">\na["b<br>c"] <--> d\n\n.x[\n</pre>',
    '<pre class="mermaid">a["b&#x3C;br/>c"] &#x3C;--> d.x[</pre>',
  ],
  ["a diagram", "```mermaid\na --> b\n```", '<pre class="mermaid">a --> b</pre>'],
  ["an HTML block around Markdown", "<div class='x'>\n\n*a*\n\n</div>", '<div class="x"><p><em>a</em></p></div>'],
  ["a comment", "a\n\n<!-- b\n\nc -->\n\nd", "<p>a</p><p>d</p>"],
  ["entities", "&lt;a&gt; &eacute; &#8594;", "<p>&#x3C;a> é →</p>"],
  [
    "reference links",
    "[a][b] [c]\n\n[b]: http://x.y\n[c]: http://z",
    '<p><a href="http://x.y">a</a> <a href="http://z">c</a></p>',
  ],
  ["an aside", "(a *b*)", '<p class="aside">(a <em>b</em>)</p>'],
  ["no aside", "(a) b", "<p>(a) b</p>"],
  ["typography", "PID 1's `it's`", "<p>PID\u00a01’s <code>it's</code></p>"],
  ["more typography", "zombies' sum is 128 + 9", "<p>zombies’ sum is 128\u00a0+\u00a09</p>"],
])("renders: %s", (_name, text, html) => {
  expect(render(text)).toEqual({ html, diagnostics: [] });
});

test("fences in .lab[ ] are steps; those for machines are hidden; other code stays code", () => {
  const text = ".lab[\n- Do:\n  ```bash\n  ps\n  ```\n```key\n^C\n```\n```wait\n$\n```\n```yaml\na: 1\n```\n]";
  expect(render(text).html).toBe(
    '<div class="lab-steps" data-lab="zombies"><ul><li>Do:<pre data-step="bash"><code>ps</code></pre></li></ul>' +
      '<pre data-step="key"><code>^C</code></pre>' +
      '<pre><code class="language-yaml">a: 1</code></pre></div>',
  );
  expect(render("```bash\nps\n```").html).toBe('<pre><code class="language-bash">ps</code></pre>');
});

test.each([
  ["<script>alert(1)</script>", ""],
  ["a <b onclick=x>b</b>", "<p>a <b>b</b></p>"],
  ["a <svg onload=x>b<p>c</svg> d", "<p>a  d</p>"],
  ["<img src=javascript:x onerror=y alt=z>", '<img alt="z">'],
  ['<a href="java\nscript:x">a</a>', "<p><a>a</a></p>"],
  ["<scr<script>ipt>alert(1)</script>", "<p>&#x3C;scr</p>"],
  ["<iframe srcdoc=x>a</iframe>", ""],
  ["<pre><style>a</style></pre>", "<pre></pre>"],
  ["[a](HTTPS://example.org/A)", '<p><a href="https://example.org/A">a</a></p>'],
  ["[a](JavaScript:alert(1))", "<p><a>a</a></p>"],
  ["[a](javascript:alert(1))", "<p><a>a</a></p>"],
  ["![a](javascript:alert(1))", '<p><img alt="a"></p>'],
  ["<javascript:alert(1)>", "<p><a>javascript:alert(1)</a></p>"],
])("script cannot get into a page: %s", (text, html) => {
  expect(render(text).html).toBe(html);
});

test("says which HTML is left out", () => {
  expect(
    render('a\n\n<b style="x">c</b>\n<div\nonclick=x>').diagnostics.sort(
      (a, b) => a.line - b.line || a.code.localeCompare(b.code),
    ),
  ).toMatchObject([
    { code: "html-attribute", line: 3, column: 1 },
    { code: "html-attribute", line: 4, column: 1 },
    { code: "html-open", line: 4, column: 1 },
  ]);
});

test.each([
  [".x[\na", "error", 1, 1, "`.x[` is not closed; write ] after what it holds"],
  ["a\n\n]", "error", 3, 1, "] closes nothing here; take it out"],
  ["a\n\nb\nc .x[d", "error", 4, 3, "`.x[` is not closed; write ]"],
  ["- .x[\n  a\n\n]", "error", 1, 3, "`.x[` is not closed"],
  [`${".x[\n".repeat(9)}a\n${"]\n".repeat(9)}`, "error", 9, 1, "blocks are nested deeper than 8 here"],
  ["> ".repeat(60), "error", 1, 1, "this slide is nested too deeply"],
  ["[a][b]", "warning", 1, 1, "[b] has no address on this slide"],
  ["- a\n  ```\nb\n  ```", "warning", 3, 1, "this line is left of the list item that its code stands in"],
  ["a\n\n<!-- b", "warning", 3, 1, "nothing on this slide closes <!--"],
])("says what is wrong: %j", (text, severity, line, column, message) => {
  const { diagnostics } = render(text);
  expect(diagnostics[0]).toMatchObject({ severity, file: "a.md", line, column });
  expect(diagnostics[0]?.message).toContain(message);
});

test("code may have any number of marks", () => {
  expect(render(`\`\`\`\n${"_a_ ".repeat(2_000)}\n\`\`\``).diagnostics).toEqual([]);
});

test.each([
  ["images", "![".repeat(5_000) + "](a)".repeat(5_000)],
  ["links", "[".repeat(5_000) + "](a)".repeat(5_000)],
  ["quotes", "> ".repeat(20_000)],
  ["emphasis", "*a ".repeat(5_000) + "b* ".repeat(5_000)],
  ["closing brackets", "a]".repeat(5_000)],
  ["underlines", "a\n=\n".repeat(5_000)],
  ["references", "[a][b] ".repeat(5_000)],
  ["addresses", "www.a.b c@d.e ".repeat(5_000)],
  ["lengths of backticks", Array.from({ length: 50 }, (_, length) => "`".repeat(length)).join(" ")],
  ["lists in lists", Array.from({ length: 100 }, (_, depth) => `${"  ".repeat(depth)}- a\n`).join("")],
])("too many %s are shown as they were written, with an error", (_name, text) => {
  const { html, diagnostics } = render(text);
  expect(html).toMatch(/^<pre><code>/);
  expect(diagnostics).toMatchObject([{ code: "too-deep" }]);
});
