import { expect, test } from "vitest";
import type { Deck } from "../../src/course/deck.ts";
import { textOf } from "../../src/course/dialect/source.ts";
import { readManifest } from "../../src/course/manifest.ts";
import { contentOf } from "../../src/course/slide-content.ts";
import { deckOf } from "./deck-of.ts";

const outline = (deck: Deck) =>
  deck.slides.map(({ number, id, kind, builds }) => [number, id, kind, textOf(builds[0].source).trim().split("\n")[0]]);

test("a title has a slide of its own before it, with the way to the one before, the contents and the one after", () => {
  const deck = deckOf(
    { "toc.md": "@@TOC@@", "a.md": "# One `x`\n\ntext\n---\n## Sub", "b.md": "# Two\n---\n## Other" },
    "title: T\ncontent:\n- toc.md\n- - a.md\n- - b.md\n",
  );
  expect(outline(deck)).toEqual([
    [1, "toc-part-1", "contents", "## Part 1"],
    [2, "toc-part-2", "contents", "## Part 2"],
    [3, "toc-one-x", "title", "One `x`"],
    [4, "one-x", "written", "# One `x`"],
    [5, "sub", "written", "## Sub"],
    // Its title slide takes the place of a slide that has the title only.
    [6, "toc-two", "title", "Two"],
    [7, "other", "written", "## Other"],
  ]);
  expect(deck.slides[0] && textOf(deck.slides[0].builds[0].source)).toBe("## Part 1\n\n- [One `x`](#toc-one-x)");
  expect(deck.slides[2]?.nav).toEqual({ previous: "toc-part-1", contents: "toc-part-1", next: "toc-two" });
  expect(deck.slides[5]?.nav).toEqual({ previous: "toc-one-x", contents: "toc-part-2", next: "toc-part-2" });
  expect(deck.slides[5]?.place).toMatchObject({ file: "b.md", line: 1 });
  expect(deck.parts.map(({ number, label, titles }) => [number, label, titles.length])).toEqual([
    [1, "Part 1", 1],
    [2, "Part 2", 1],
  ]);
});

test("without lists all is one part; lists may have titles, and lists in a list are the same part", () => {
  const files = { "a.md": "# A", "b.md": "# B", "c.md": "# C" };
  const parts = (content: string) =>
    deckOf(files, `title: T\ncontent: ${content}\n`).parts.map(({ label, titles }) => [
      label,
      ...titles.map(({ text }) => text),
    ]);
  expect(parts("[a.md, b.md]")).toEqual([["Contents", "A", "B"]]);
  expect(parts("[a.md, [b.md]]")).toEqual([["Contents", "B"]]);
  expect(parts("[[a.md, [b.md]], [c.md]]")).toEqual([
    ["Part 1", "A", "B"],
    ["Part 2", "C"],
  ]);
  expect(parts("[{title: First, content: [a.md]}, [c.md]]")).toEqual([
    ["First", "A"],
    ["Part 2", "C"],
  ]);
});

test("titles that differ in digits only have anchors of their own; the same title twice is told", () => {
  const deck = deckOf({ "a.md": "# E 1\n\na\n---\n# E 2\n\nb\n---\n# E 2\n\nc" });
  expect(deck.titles.map(({ anchor }) => anchor)).toEqual(["toc-e-", "toc-e--2", "toc-e--3"]);
  expect(deck.diagnostics).toMatchObject([{ code: "title-twice", line: 9 }]);
});

test("what the manifest excludes is left out, with its titles, and what is not counted has the number before", () => {
  const deck = deckOf(
    {
      "a.md":
        "# A\n\nx\n---\nclass: in-person\n# B\n\ny\n---\ncount: false\n## C\n--\nclass: in-person\nz\n--\nw\n---\n## D",
    },
    "title: T\nexclude: [in-person]\n",
  );
  expect(outline(deck).map(([number, id]) => [number, id])).toEqual([
    [1, "toc-a"],
    [2, "a"],
    [2, "c"],
    [3, "d"],
  ]);
  expect(deck.slides[2]?.builds.map(({ source }) => textOf(source).trim())).toEqual(["## C", "w"]);
});

test("macros are the manifest's keys; LINK and INCLUDE name files, and what is included knows where it stands", () => {
  const deck = deckOf(
    {
      "a.md":
        "@@TITLE@@ @@CHAT@@ @@ZIP@@ @@HTML@@ `@@GITREPO@@`\n\n@@LINK[k/x.yaml]\n\n```yaml\n@@INCLUDE[k/x.yaml]\n```\n\n@@X@@ @@SLIDENUMBERPREFIX@@",
    },
    "title: |\n  T\n  U\nchat: there\ngitrepo: github.com/a/b\nslides: http://s/\n",
    { "k/x.yaml": "a: 1\n---\nb: 2\n" },
  );
  const [slide] = deck.slides;
  expect(slide && textOf(slide.builds[0].source)).toBe(
    "T<br/>U there http://s/slides.zip d.html `github.com/a/b`\n\n[k/x.yaml](https://github.com/a/b/tree/main/k/x.yaml)\n\n" +
      "```yaml\na: 1\n---\nb: 2\n```\n\n@@X@@ ",
  );
  expect(deck.diagnostics).toMatchObject([
    { severity: "error", code: "macro-unknown", file: "a.md", line: 9, column: 1 },
    { severity: "warning", code: "macro-empty", file: "a.md", line: 9, column: 7 },
  ]);
  const missing = deckOf({ "a.md": "b\n@@INCLUDE[c.yaml]" });
  expect(missing.diagnostics).toMatchObject([{ severity: "error", code: "macro-file", line: 2, column: 1 }]);
});

test("slides may stand in the manifest, and say where", () => {
  const deck = deckOf({}, "title: T\ncontent:\n- |\n  # In\n\n  .x[\n");
  const slide = deck.slides.at(-1);
  expect(slide && contentOf(slide).diagnostics).toMatchObject([
    { code: "class-open", file: "d.yml", line: 6, column: 1 },
  ]);
});

test("a layout and a template hold from file to file", () => {
  const deck = deckOf({
    "a.md": "name: t\nlayout: true\nclass: l\nTop\n---\nx",
    "b.md": "y\n---\nlayout: false\nz\n---\ntemplate: t\nw",
  });
  expect(
    deck.slides.map(({ classes, builds }) => [classes.join(), textOf(builds[0].source).replaceAll(/\s+/g, " ")]),
  ).toEqual([
    ["l", "Top x"],
    ["l", "Top y"],
    ["", "z"],
    ["l", "Top w"],
  ]);
});

test("steps of labs are data: those on the page, those in comments, on one line or on several", () => {
  const text = [
    "## A",
    ".lab[",
    "- Do `this`:",
    "  ```bash",
    "  curl http://`ADDRESS`:80 \\`x\\`",
    "  ```",
    "",
    "<!-- ```longwait ready: 1``` -->",
    "<!--",
    "```key ^C```",
    "```bash",
    "  a",
    "    b",
    "```",
    "```tmux split-pane```",
    "```copypaste join .*```",
    "```nothing x```",
    "-->",
    "  ```yaml",
    "  a: 1",
    "  ```",
    "]",
    "",
    ".exercise[ ```open http://x``` ]",
  ].join("\n");
  const [slide] = deckOf({ "a.md": text }).slides;
  const content = slide && contentOf(slide);
  expect(
    content?.labs.map(({ place, steps }) => [
      place.line,
      steps.map(({ kind, text: its, place: { line, column }, isHidden }) => [kind, its, line, column, isHidden]),
    ]),
  ).toEqual([
    [
      2,
      [
        ["bash", "curl http://ADDRESS:80 `x`", 4, 3, false],
        ["longwait", "ready: 1", 8, 6, true],
        ["key", "^C", 10, 1, true],
        ["bash", "a\n  b", 11, 1, true],
        ["tmux", "split-pane", 15, 1, true],
        ["copy", "join .*", 16, 1, true],
        ["paste", "", 16, 1, true],
      ],
    ],
    [24, []],
  ]);
  expect(content?.diagnostics).toMatchObject([{ code: "step-unknown", line: 17 }]);
});

test("`chapters` is what `content` was called before; a key without a value is none; unknown ones are told", () => {
  const { manifest, diagnostics } = readManifest("title: T\nchat:\nexclude:\nchapters: [a]\ntheme: x\n", "d.yml");
  expect(manifest).toMatchObject({ title: "T", chat: null, content: ["a"] });
  expect(diagnostics).toMatchObject([{ severity: "warning", code: "unknown-key", line: 5, column: 1 }]);
});

test.each([
  ["title: T\n", ":1:1: error: `content` is missing"],
  ["title: T\ncontent: []\n", ":2:10: error: `content` is []; write a list of one or more"],
  ["title: T\ncontent: [a\n", "error: this is not YAML"],
  ["title: T\narticle: some\ncontent: [a]\n", ':2:10: error: `article` is "some"; write one of whole, chapters'],
])("a manifest that cannot be used: %j", (text, message) => {
  expect(() => readManifest(text, "d.yml")).toThrow(message);
});

test("a manifest without a title is called by its name; keys of container.training's own page are known", () => {
  const { manifest, diagnostics } = readManifest("imagelabels: true\naskai: true\ncontent: [a]\n", "x/kube.yml");
  expect(manifest.title).toBe("kube");
  expect(diagnostics).toMatchObject([{ severity: "warning", code: "title-missing" }]);
});

test("the environment sets keys anew, and says if it cannot", () => {
  const text = "title: T\nexclude: [a]\narticle: whole\ncontent: [a]\n";
  const read = (environment: Record<string, string>) => readManifest(text, "d.yml", environment).manifest;
  expect(read({ OVERRIDE_title: "U", OVERRIDE_exclude: "b, c", OVERRIDE_none: "x" })).toMatchObject({
    title: "U",
    exclude: ["b", "c"],
  });
  expect(() => read({ OVERRIDE_article: "some" })).toThrow("d.yml:1:1: error: the environment's OVERRIDE_article");
});

test("a slide that is a title, or asks for the contents, gives its notes to what is made of it", () => {
  const files = {
    "a.md": "@@TOC@@\n???\nHow long\n---\n# A\n???\nFor A\n---\n## B\n???\nFor B",
    "c.md": "# C\n\nx\n???\nFor C",
  };
  const deck = deckOf(files, "title: T\ncontent: [[a.md], [c.md]]\n");
  expect(deck.slides.map(({ id, builds: [{ notes }] }) => [id, notes?.lines.join("").trim()])).toEqual([
    ["toc-part-1", "How long"],
    ["toc-part-2", undefined],
    ["toc-a", "For A"],
    ["b", "For B"],
    ["toc-c", undefined],
    ["c", "For C"],
  ]);
});

test("all parts of the contents may be on one slide; `toc:` puts a slide among them", () => {
  const files = {
    "a.md": "# A\n\nx\n---\nname: here\ntoc: Look *here*\n\n## H",
    "b.md": "name: there\ntoc: There\n# B\n---\ntoc: Nowhere\n# C",
  };
  const contents = (manifest: string) => {
    const deck = deckOf({ "toc.md": "@@TOC@@", ...files }, `title: T\n${manifest}content: [toc.md, [a.md], [b.md]]\n`);
    const lines = deck.slides.flatMap(({ kind, builds }) => (kind === "contents" ? builds[0].source.lines : []));
    return { lines: lines.filter((line) => line !== ""), deck };
  };
  const { lines, deck } = contents("");
  expect(lines).toEqual([
    "## Part 1",
    "- [A](#toc-a)",
    "- [Look *here*](#here)",
    "## Part 2",
    "- [There](#there)",
    "- [B](#toc-b)",
    "- [C](#toc-c)",
  ]);
  expect(deck.diagnostics).toMatchObject([{ code: "toc-name", file: "b.md", line: 5 }]);
  // A slide with a title alone stays if the contents lead to it.
  expect(deck.slides.map(({ id }) => id)).toContain("there");
  expect(["toc", "toc-section-2", "toc-module-1", "toc-part-2"].map((name) => deck.anchors.get(name))).toEqual([
    "toc-part-1",
    "toc-part-2",
    "toc-part-1",
    "toc-part-2",
  ]);
  const single = contents("toc: single\n");
  expect(single.lines.slice(0, 4)).toEqual(["## Contents", ".toc-single[", "**Part 1**", "- [A](#toc-a)"]);
  expect(single.deck.anchors.get("toc-section-2")).toBe("toc");
  expect(single.deck.slides.find(({ kind }) => kind === "title")?.nav?.contents).toBe("toc");
});

test("what a text includes is bounded", () => {
  const deck = deckOf({ "a.md": "@@INCLUDE[x]\n".repeat(10_000) }, "title: T\n", { x: "y\n".repeat(40_000) });
  const lines = deck.chapters[0]?.slides.flatMap(({ builds }) => builds[0].source.lines) ?? [];
  expect(lines.length).toBeLessThan(100_000);
  expect(deck.diagnostics[0]).toMatchObject({ severity: "error", code: "included-long", file: "a.md", line: 3 });
});

test.each([
  ["# A #", "A"],
  ["# C#", "C#"],
  ["#   A  b   ##  ", "A  b"],
  ["# A \\#", "A \\#"],
  ["# `a` # b", "`a` # b"],
])("the title of %j is %j", (line, title) => {
  expect(deckOf({ "a.md": `${line}\n\nx` }).titles.map(({ text }) => text)).toEqual([title]);
});
