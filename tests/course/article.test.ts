import { expect, test } from "vitest";
import { articleHtml, articlesOf } from "../../src/course/article.ts";
import { linkArticles } from "../../src/course/links.ts";
import { readDecks } from "../../src/course/read-deck.ts";
import { deckOf } from "./deck-of.ts";

function chapter(files: Record<string, string>, manifest = "title: T\nlab: zombies\n") {
  const deck = deckOf(files, `${manifest}article: whole\n`);
  const [article] = articlesOf(deck);
  if (article === undefined) throw new Error("no article");
  return { ...article, html: articleHtml(article), diagnostics: [...deck.diagnostics, ...article.diagnostics] };
}

test("builds merge, notes and in-person slides are left out, extra details fold", () => {
  const { html, diagnostics } = chapter({
    "a.md":
      "# A\n- one\n--\n- two\n???\nnote\n---\nclass: in-person\n## Here\n---\nclass: extra-details\n## More\nx\n---\nclass: self-paced\n## Alone\ny",
  });
  expect(diagnostics).toEqual([]);
  expect(html.replaceAll("\n", "")).toBe(
    '<h2 id="a">A</h2><ul><li><p>one</p></li><li><p>two</p></li></ul>' +
      '<details class="extra-details"><summary><h3 id="more">More</h3></summary><p>x</p></details>' +
      '<h3 id="alone">Alone</h3><p>y</p>',
  );
});

test("its sources are the files that it has something of", () => {
  const deck = deckOf(
    { "w.md": "class: in-person\n\nHello\n---\n@@TOC@@", "a.md": "# A\n\nx" },
    "title: T\narticle: whole\n",
  );
  expect(articlesOf(deck).map(({ sources }) => sources)).toEqual([[{ file: "a.md", title: "A" }]]);
});

test("headings have ids of their own, which a name keeps stable, and repeated titles show once", () => {
  const { headings, html } = chapter({
    "a.md": "# A\n---\n## What's *this*?\n---\n## What's *this*?\nmore\n---\nname: Kept_it\n## Changed\n---\n## A",
    "b.md": "# B\n## C\n### D",
  });
  expect(headings).toEqual([
    { depth: 2, id: "a", text: "A" },
    { depth: 3, id: "whats-this", text: "What’s this?" },
    { depth: 3, id: "Kept_it", text: "Changed" },
    { depth: 3, id: "a-2", text: "A" },
    { depth: 2, id: "b", text: "B" },
    { depth: 3, id: "c", text: "C" },
  ]);
  expect(html.match(/What’s/g)).toHaveLength(1);
  expect(html).toContain("<h4>D</h4>");
});

test("commands run in the chapter's lab, unless a slide names another", () => {
  const step = ".lab[\n```bash\nps\n```\n]";
  const { html } = chapter({ "a.md": `${step}\n---\nlab: signals\n${step}` });
  expect(html.match(/data-lab="\w+"/g)).toEqual(['data-lab="zombies"', 'data-lab="signals"']);
});

test("notes for readers appear: what is taught, in the reader's language, and questions", () => {
  const { html } = chapter({
    "a.md": "# A\nx\n???\nsay\n:EN:- one\n:FR:- un\n---\n## B\ny\n???\n:Q: Why *b*?\n:A: no\n:A: ✔️yes",
  });
  expect(html.replaceAll("\n", "")).toBe(
    '<h2 id="a">A</h2><p>x</p><h3 id="b">B</h3><p>y</p>' +
      '<div class="question quiz" data-question="f91ab80121"><p class="question-label">Question</p>' +
      '<div class="question-text"><p>Why <em>b</em>?</p></div><ol><li>no</li><li data-right="">yes</li></ol>' +
      '<details class="question-solution"><summary>Answer</summary><div class="question-right">' +
      '<p><strong class="question-letter">B.</strong> yes</p></div></details></div>' +
      '<aside class="outline"><p>What this chapter taught</p><ul><li>one</li></ul></aside>',
  );
});

test("a step of its own class is left out or folded alone; what the manifest excludes is left out, self-paced stays", () => {
  const source =
    "## A\nx\n--\nclass: in-person\ny\n--\nz\n--\nclass: extra-details\nw\n---\nclass: custom\nv\n---\nclass: self-paced\nu";
  const { html } = chapter({ "a.md": source }, "title: T\nexclude: [custom, self-paced]\n");
  expect(html.replaceAll("\n", "")).toBe(
    '<h3 id="a">A</h3><p>x</p><p>z</p>' +
      '<details class="extra-details"><summary><span>More about this</span></summary><p>w</p></details><p>u</p>',
  );
});

test("each chapter with a title is an article; what has none goes on with the one before", () => {
  const deck = deckOf(
    {
      "title.md": "class: title\n@@TITLE@@",
      "k/a.md": "# First `one`<br/>of\n\nx\n\n# Second\n\n## S",
      "k/b.md": "## More\n\ny",
      "k/c.md": "class: title\n# Third\n---\n## Sub\n### Subsub",
    },
    "title: T\n",
  );
  const [contents, ...articles] = articlesOf(deck);
  expect(contents).toMatchObject({ id: "d", title: "T", next: { id: "d/a", title: "First one of" } });
  expect(contents && articleHtml(contents).replaceAll("\n", "")).toBe(
    '<ul><li><a href="#toc-first-onebrof">First <code>one</code><br>of</a></li>' +
      '<li><a href="#toc-second">Second</a></li><li><a href="#toc-third">Third</a></li></ul>',
  );
  expect(articles[0]).toMatchObject({ previous: { id: "d" }, next: { id: "d/c" } });
  expect(
    articles.map(({ id, title, headings }) => ({ id, title, headings: headings.map(({ depth, id }) => [depth, id]) })),
  ).toEqual([
    {
      id: "d/a",
      title: "First one of",
      headings: [
        [2, "second"],
        [2, "s"],
        [2, "more"],
      ],
    },
    {
      id: "d/c",
      title: "Third",
      headings: [
        [2, "sub"],
        [3, "subsub"],
      ],
    },
  ]);
  expect(articles.slice(1).map(articleHtml).join()).toMatch(/^(?!.*Third).*Sub/s);
  expect([...(articles[0]?.anchors ?? [])]).toEqual([
    ["toc-first-onebrof", ""],
    ["toc-second", "second"],
  ]);
});

test("links lead to the article that has what they name, to other decks, and to slides that no article has", () => {
  const deck = deckOf(
    {
      "t.md": "name: start\nclass: title\nx",
      "k/a.md": "# A\n[b](#toc-b) [s](#sub) [t](#start) [c](b.md) [d](d.yml.html#toc-b) [e](#none) [f](http://x#y)",
      "k/b.md": "# B\nname: no\n---\nname: sub\n## S\n[a](#toc-a) [s](#sub)",
    },
    "title: T\n",
  );
  const articles = articlesOf(deck);
  linkArticles([{ deck, articles }], {
    article: (id) => `/r/${id}/`,
    deck: (id, slide) => `/d/${id}/#${slide}`,
    file: (path) => `/f/${path}`,
    lab: (id) => `/l/${id}/`,
  });
  const links = articles.map((article) =>
    [...articleHtml(article).matchAll(/href="([^"]*)"/g)].map(([, href]) => href),
  );
  expect(links).toEqual([
    ["/r/d/a/", "/r/d/b/"],
    ["/r/d/b/", "/r/d/b/#sub", "/d/d/#start", "/r/d/b/", "/r/d/b/", "#none", "http://x#y"],
    ["/r/d/a/", "#sub"],
  ]);
});

test("the course's own chapters have nothing wrong in them", async () => {
  for (const deck of await readDecks("slides")) {
    for (const article of articlesOf(deck)) {
      expect([...deck.diagnostics, ...article.diagnostics]).toEqual([]);
      expect(article.headings.length).toBeGreaterThan(0);
    }
  }
});
