/** Slides as a page gets them: addresses that stay, steps, notes, labs. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { numberPrefixOf, type SlideHtml, slidesOf } from "../../src/components/deck/slides.ts";
import { articleHtml, articlesOf } from "../../src/course/article.ts";
import { deckOf } from "../course/deck-of.ts";

function slides(text: string): SlideHtml[] {
  return slidesOf(deckOf({ "a.md": text }), { addressOf: (address) => address });
}

test("an address is made from the name or the heading, and stays when slides are inserted before", () => {
  const some = "## One\n\na\n\n---\n\nname: chosen\n\n## Two\n\nb\n\n---\n\n## Three\n";
  const ids = slides(some).map(({ id }) => id);
  expect(ids).toEqual(["one", "chosen", "three"]);
  expect(slides(`## New\n\nn\n\n---\n\n${some}`).map(({ id }) => id)).toEqual(["new", ...ids]);
});

test("what a step adds is a fragment, all of a step at once", () => {
  const [slide] = slides("## One\n\nfirst\n\n--\n\nsecond\n\nalso second\n\n--\n\nthird\n");
  const steps = [...(slide?.html ?? "").matchAll(/class="fragment" data-fragment-index="(\d)"/g)].map(
    ([, step]) => step,
  );
  expect(steps).toEqual(["0", "0", "1"]);
});

test("notes are the speaker's words", () => {
  const [slide] = slides("## One\n\nfirst\n\n???\n\nSay *this*.\n\n:EN:- Taught\n");
  expect(slide?.notes).toContain("Say <em>this</em>.");
  expect(slide?.notes).not.toContain("Taught");
});

test("notes of a slide that is a title alone are those of the title's slide", () => {
  const [title, first] = slides("# Chapter\n\n???\n\nA quarter of an hour.\n\n---\n\n## First\n\na\n");
  expect(title?.notes).toContain("A quarter of an hour.");
  expect(first?.notes).toBe("");
  expect(slides("# Chapter\n\n## First\n\na\n\n???\n\nThree minutes.\n")[0]?.notes).toBe("");
});

test("links lead to slides by their address, and others are left alone", () => {
  const [slide] = slides("## One\n\n[two](#two), [out](https://a.example/)\n\n---\n\nname: two\n\n## Second\n\nb\n");
  expect(slide?.html).toContain('href="#two"');
  expect(slide?.html).toContain('href="https://a.example/"');
});

test("a title's slide is followed by what it opens, without the title again", () => {
  const [title, first] = slides("# Chapter\n\n## First\n\na\n");
  expect(title?.html).toContain("<h2>Chapter</h2>");
  expect(first?.html).not.toContain("Chapter");
});

test("a slide tells who does not see it, its chapter, and whether it counts; a title goes with its slide", () => {
  const text =
    "class: title\n\n## Welcome\n\n---\n\nclass: deep-dive\n\n# On `fork`\n\n## First\n\na\n\n---\n\ncount: false\n\n## Second\n\nb\n";
  expect(slides(text).map(({ leftOutBy, section, counted }) => [leftOutBy, section, counted])).toEqual([
    [["title"], "T", true],
    [["deep-dive"], "On fork", true],
    [["deep-dive"], "On fork", true],
    [[], "On fork", false],
  ]);
});

test("a step tells who does not see it", () => {
  const [slide] = slides("## One\n\nfirst\n\n--\n\nclass: deep-dive\n\nsecond\n");
  expect(slide?.html).toContain('data-left-out-by="deep-dive"');
  expect(slide?.leftOutBy).toEqual([]);
});

test("what stands before the numbers is plain text", () => {
  const deck = deckOf({ "a.md": "## One\n" }, "title: T\nslidenumberprefix: '#room &mdash; <b>'\n");
  expect(numberPrefixOf(deck)).toBe("#room — ");
});

/** What hostile authors try, each in the text and in the notes of a slide. */
const hostile = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<svg/onload=alert(1)><script>alert(1)</script></svg>",
  "<style>*{background:url(javascript:alert(1))}</style>",
  '<p style="background:url(javascript:alert(1))">a</p>',
  '<a href="java&#x73;cript:alert(1)">a</a>',
  "<a href=' javascript:alert(1)'>a</a>",
  "[a](javascript:alert(1))",
  "[a](java\nscript:alert(1))",
  "[a](&#106;avascript:alert(1))",
  "[a](data:text/html,<script>alert(1)</script>)",
  "[a](vbscript:alert(1))",
  "![a](data:image/svg+xml,<svg onload=alert(1)>)",
  "[a]\n\n[a]: javascript:alert(1)",
  "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
  "<object data=x></object><embed src=x><base href=//evil>",
  "<form action=javascript:alert(1)><button formaction=javascript:alert(1)>a</button></form>",
  "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
  "<details ontoggle=alert(1) open>a</details>",
  "```mermaid\na[<img src=x onerror=alert(1)>]\nclick a javascript:alert(1)\n```",
  '<pre class="mermaid"><script>alert(1)</script></pre>',
  "```<script>\na\n```",
  ".x<script>[a]",
  "| <script>alert(1)</script> |\n|-|",
  "<!-- --><script>alert(1)</script><!-- -->",
  "<!-- > --!><script>alert(1)</script>",
  "<scr<script>ipt>alert(1)</scr</script>ipt>",
  "<p/onmouseover=alert(1)/>",
  '<a href="https://a.b" onclick="alert(1)" id="c" name="d">a</a>',
  "<meta http-equiv=refresh content='0;url=javascript:alert(1)'><link rel=stylesheet href=x>",
];
/** What no page may have: an element that runs or loads, a handler, an address that runs. */
const unsafe =
  /<(?:script|style|iframe|frame|object|embed|base|form|button|math|svg|meta|link|template)\b|<\w[^>]*\s(?:(?:on\w+|style|srcdoc|formaction)=|(?:href|src)="\s*(?:javascript|vbscript|data):)/i;
const everywhere = (text: string): string => {
  const deck = deckOf({ "a.md": text }, "title: T\narticle: whole\n");
  const shown = slidesOf(deck, { addressOf: (address) => address }).flatMap(({ html, notes }) => [html, notes]);
  // In code it is text: what stands between quotes of an attribute, too.
  return [...shown, ...articlesOf(deck).map(articleHtml)].join("\n").replace(/="[^"]*[<>][^"]*"/g, "");
};

test.each(hostile)("nothing runs on a slide, in its notes or in an article: %s", (text) => {
  expect(everywhere(`## A\n\n${text}\n\n--\n\n- ${text}\n\n.lab[\n\n${text}\n\n]\n\n???\n\n${text}\n`)).not.toMatch(
    unsafe,
  );
});

test("nothing runs however it is put together", () => {
  const piece = fc.oneof(
    fc.constantFrom(...hostile),
    fc.constantFrom(
      "\n",
      "\n\n",
      " ",
      ".x[",
      "]",
      "`",
      "```\n",
      "<",
      ">",
      "/",
      '"',
      "'",
      "<!--",
      "-->",
      "<pre>",
      "</pre>",
      "???\n",
    ),
    fc.constantFrom(
      "---\n",
      "class: x\n",
      "background-image: url(javascript:alert(1))\n",
      "&lt;",
      "&#60;",
      "\\",
      "<b ",
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      expect(everywhere(pieces.join(""))).not.toMatch(unsafe);
    }),
    { numRuns: 500 },
  );
}, 30_000);

test("a picture behind a slide is a file or from a site", () => {
  const behind = (address: string) => slides(`background-image: url(${address})\n## A`)[0]?.background;
  expect(["a b.png", "'../x.png'", "https://a.b/c.png", "//a.b/c"].map(behind)).toEqual([
    "a b.png",
    "../x.png",
    "https://a.b/c.png",
    "//a.b/c",
  ]);
  expect(["javascript:alert(1)", "data:image/svg+xml,x", "JAVASCRIPT:x", "java\tscript:x"].map(behind)).toEqual([
    ...Array.from({ length: 4 }),
  ]);
});
