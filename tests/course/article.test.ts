import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { renderArticle } from "../../src/course/article.ts";
import { readChapter, readChapters } from "../../src/course/chapter.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "slides-"));
  await mkdir(join(folder, "c"));
});
afterEach(() => rm(folder, { recursive: true }));

async function chapter(files: Record<string, string>, manifest = "title: T\nlab: zombies\n") {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, "c", name), text);
  const content = `content:\n${Object.keys(files)
    .map((name) => `  - c/${name}\n`)
    .join("")}`;
  await writeFile(join(folder, "c.yml"), manifest + content);
  return renderArticle(await readChapter(join(folder, "c.yml")));
}

test("builds merge, notes and in-person slides are left out, extra details fold", async () => {
  const { html, diagnostics } = await chapter({
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

test("headings have ids of their own, which a name keeps stable, and repeated titles show once", async () => {
  const { headings, html } = await chapter({
    "a.md": "# A\n---\n## What's *this*?\n---\n## What's *this*?\nmore\n---\nname: kept\n## Changed\n---\n## A",
    "b.md": "# B\n## C\n### D",
  });
  expect(headings).toEqual([
    { depth: 2, id: "a", text: "A" },
    { depth: 3, id: "whats-this", text: "What’s this?" },
    { depth: 3, id: "kept", text: "Changed" },
    { depth: 3, id: "a-2", text: "A" },
    { depth: 2, id: "b", text: "B" },
    { depth: 3, id: "c", text: "C" },
  ]);
  expect(html.match(/What’s/g)).toHaveLength(1);
  expect(html).toContain("<h4>D</h4>");
});

test("commands run in the chapter's lab, unless a slide names another", async () => {
  const step = ".lab[\n```bash\nps\n```\n]";
  const { html } = await chapter({ "a.md": `${step}\n---\nlab: signals\n${step}` });
  expect(html.match(/data-lab="\w+"/g)).toEqual(['data-lab="zombies"', 'data-lab="signals"']);
});

test("the manifest's keys are macros, lists nest, slides may stand in it", async () => {
  await writeFile(join(folder, "c", "a.md"), "@@TITLE@@ @@CHAT@@");
  await writeFile(
    join(folder, "c.yml"),
    "title: T\nchat: there\ncontent:\n- - c/a.md\n  - [c/a.md]\n- |\n  # In\n  it\n",
  );
  const { html } = renderArticle(await readChapter(join(folder, "c.yml")));
  expect(html.replaceAll("\n", "")).toBe('<p>T there</p><p>T there</p><h2 id="in">In</h2><p>it</p>');
});

describe("a manifest that cannot be used", () => {
  test.each([
    ["title: T\ncontent:\n- c/none.md\n", ":3:1: error: `c/none.md` does not exist; write the name of a file below"],
    ["title: T\ncontent:\n- ../x.md\n", ":3:1: error: `../x.md` is outside of"],
    ["content: [c/a.md]\n", ":1:1: error: `title` is missing; write some text"],
    ["title: T\ncontent: []\n", ":2:10: error: `content` is []; write a list of one or more"],
    ["title: T\ntheme: x\ncontent: [c/a.md]\n", ":2:1: error: `theme` is not a key; write one of title"],
  ])("%j", async (manifest, message) => {
    await writeFile(join(folder, "c", "a.md"), "a");
    await writeFile(join(folder, "c.yml"), manifest);
    await expect(readChapter(join(folder, "c.yml"))).rejects.toThrow(message);
  });
});

test("the course's own chapters have nothing wrong in them", async () => {
  for (const article of (await readChapters("slides")).map(renderArticle)) {
    expect(article.diagnostics).toEqual([]);
    expect(article.headings.length).toBeGreaterThan(0);
  }
});
