import { expect, test } from "vitest";
import { renderSource, toHtml } from "../../src/course/dialect/render.ts";
import { sourceOf } from "../../src/course/dialect/source.ts";
import { glossaryOf, readGlossary } from "../../src/course/glossary.ts";

const text = "# Glossary\n\n## zombie, zombies\n\nA process that\nhas *ended*.\n\nMore.\n\n## init\n\nThe first.\n";

test("terms come in order, by any of their names, with the first paragraph as plain text", () => {
  const { terms, byName, diagnostics } = glossaryOf(sourceOf(text, "glossary.md"));
  expect(terms.map(({ id, names, short }) => [id, names, short])).toEqual([
    ["init", ["init"], "The first."],
    ["zombie", ["zombie", "zombies"], "A process that has ended."],
  ]);
  expect(byName.get("zombies")?.id).toBe("zombie");
  expect(diagnostics).toEqual([]);
});

test("a term that is there twice, or says nothing, is told with its line", () => {
  const { diagnostics } = glossaryOf(sourceOf("## a, b\n\nx\n\n## B\n", "glossary.md"));
  expect(diagnostics.map(({ file, line, code }) => `${file}:${line} ${code}`)).toEqual([
    "glossary.md:5 term-empty",
    "glossary.md:5 term-twice",
  ]);
});

test("a course without the file has no terms", async () => {
  expect((await readGlossary("tests/course")).terms).toEqual([]);
});

test("a word of a text leads to its term, whatever its case and line; another stays as it is", () => {
  const { byName } = glossaryOf(sourceOf(text, "glossary.md"));
  const lookUpTerm = (word: string) => {
    const term = byName.get(word);
    return term && { short: term.short, address: `/glossary/#${term.id}` };
  };
  const html = (markdown: string) =>
    toHtml(renderSource(sourceOf(markdown, "a.md"), { lab: undefined, lookUpTerm }).tree);
  expect(html("Many .term[Zombies].")).toBe(
    '<p>Many <span class="term"><a href="/glossary/#zombie" aria-description="A process that has ended.">Zombies</a>' +
      '<span class="term-card" aria-hidden="true" data-pagefind-ignore="">A process that has ended.</span></span>.</p>',
  );
  expect(html("A .term[ghost].")).toBe('<p>A <span class="term">ghost</span>.</p>');
});
