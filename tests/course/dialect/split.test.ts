import { expect, test } from "vitest";
import { textOf } from "../../../src/course/dialect/source.ts";
import { contentOf } from "../../../src/course/slide-content.ts";
import { deckOf } from "../deck-of.ts";

const written = (source: string) => deckOf({ "a.md": source }).chapters[0]?.slides ?? [];
const texts = (source: string) =>
  written(source).map(({ builds }) => builds.map((build) => textOf(build.source).trim()));

test.each([
  ["nothing", "", [[""]]],
  ["one slide", "a", [["a"]]],
  ["two slides", "a\n---\nb", [["a"], ["b"]]],
  ["steps", "a\n--\nb\n--\nc\n---\nd", [["a", "b", "c"], ["d"]]],
  ["carriage returns", "a\r\n---\r\nb", [["a"], ["b"]]],
  ["space after a separator", "a\n---  \nb", [["a"], ["b"]]],
  ["what only looks like one", "a\n----\n - - -\nb\n ---", [["a\n----\n - - -\nb\n ---"]]],
  ["a separator in code", "```\n---\n```\n---\nb", [["```\n---\n```"], ["b"]]],
  ["code in a list", "- a\n  ```yaml\n  x\n---\n  ```", [["- a\n  ```yaml\n  x\n---\n  ```"]]],
  ["a fence that nothing closes", "```\na\n---\nb", [["```\na"], ["b"]]],
  ["a longer fence", "````\n```\n---\n````\n---\nb", [["````\n```\n---\n````"], ["b"]]],
  ["a separator in a block that is closed", ".a[\n\nx\n\n---\n\ny\n]\n---\nb", [[".a[\n\nx\n\n---\n\ny\n]"], ["b"]]],
  ["a separator in a block that is not", ".lab[\n\nx\n\n---\n\n.lab[\ny\n]", [[".lab[\n\nx"], [".lab[\ny\n]"]]],
  ["an excluded slide", "a\n---\nexclude: true\nb\n---\nc", [["a"], ["c"]]],
  ["an excluded step", "a\n--\nexclude: true\nb\n--\nc", [["a", "c"]]],
  ["a layout", "layout: true\n# L\n---\na\n---\nlayout: false\nb", [["# L\n\na"], ["b"]]],
  ["a template", "name: t\nT\n---\ntemplate: t\na", [["T"], ["T\n\na"]]],
  ["content in a template", "name: t\n.x[{{content}}]!\n---\ntemplate: t\na\n\nb", [[".x[]!"], [".x[a\n\nb]!"]]],
  ["a variable", "name: x\nuser: a\n# {{ name }} {{ other }} \\{{ name }}", [["user: a\n# x {{ other }} {{ name }}"]]],
  ["a comment in the text", "a\n<!-- b -->\n---\nc", [["a\n<!-- b -->"], ["c"]]],
])("cuts: %s", (_name, source, expected) => {
  expect(texts(source)).toEqual(expected);
});

test("properties stand at the head, also after empty lines, or in a comment of their own", () => {
  const [slide] = written(
    "\nclass: pic, extra-details\nname: here\n\nlab: zombies\n# Title\nclass: no\n\n<!-- class: late -->",
  );
  expect(slide).toMatchObject({ classes: ["pic", "extra-details", "late"], name: "here", lab: "zombies" });
  expect(slide && textOf(slide.builds[0].source)).toBe("# Title\nclass: no\n\n");
  expect(written("<!-- TODO: later -->\nclass: a\nb")[0]).toMatchObject({ classes: ["a"] });
  expect(written("count: false\nbackground-image: url(images/a.png)")[0]).toMatchObject({
    counted: false,
    background: "images/a.png",
  });
});

test("a step goes on with the slide's classes and may add some; a layout's and a template's are inherited", () => {
  const [slide] = written("class: a\nx\n--\nclass: b, a\ny\n--\nz");
  expect(slide?.classes).toEqual(["a"]);
  expect(slide?.builds.map(({ classes }) => classes)).toEqual([["a"], ["a", "b"], ["a", "b"]]);
  const [first, second] = written("layout: true\nclass: l\nname: n\n---\nclass: a\n---\nb");
  expect(first?.classes).toEqual(["l", "a"]);
  expect(second).toMatchObject({ classes: ["l"], counted: true });
  expect(second?.name).toBeUndefined();
});

test("notes are kept apart, step by step: for who presents, for readers in their language, questions", () => {
  const source = "a\n???\nsay\n:EN:- one\n:FR:- un\n:EN:- two\n--\nb\n???\n:T: About\n:Q: Why?\n:A: No\n:A: ✔️Yes";
  const [slide] = written(source);
  const [first, second] = slide ? contentOf(slide).notes : [];
  expect(first?.build).toBe(0);
  expect(first && textOf(first.notes.speaker).trim()).toBe("say");
  expect([...(first?.notes.outline ?? [])].map(([key, value]) => [key, textOf(value).trim()])).toEqual([
    ["EN", "- one\n\n- two"],
    ["FR", "- un"],
  ]);
  expect(second).toMatchObject({
    build: 1,
    notes: {
      quiz: [
        {
          place: { file: "a.md", line: 11 },
          title: "About",
          question: "Why?",
          answers: [
            { text: "No", isRight: false },
            { text: "Yes", isRight: true },
          ],
        },
      ],
    },
  });
});

test("a whole slide has a blank line between steps and knows each line's place", () => {
  const slide = written("x\n---\nclass: c\na\n???\nnote\n--\nb\n--\n\nc\n")[1];
  const content = slide && contentOf(slide);
  expect(content?.source.lines).toEqual(["a", "", "b", "", "c", ""]);
  expect(content?.buildStarts).toEqual([0, 2, 3]);
  expect(content?.tree.children.map(({ position }) => position?.start.line)).toEqual([1, 3, 5]);
});

test.each([
  [
    "toc2: yes\n# T",
    "warning",
    "`toc2:` is no property of a slide and is read as text; properties are background-image, class",
  ],
  ["template: none\n# T", "error", "no slide before this one is named `none`"],
  ["name: a\n# T\n---\nname: a\n# U", "error", "another slide is named `a`"],
  ["# T\n---\n", "warning", "this slide shows nothing"],
  ["# T\n```\nx", "warning", "nothing closes ```, so all the rest of the slide is code"],
  [".x[\n\na\n\n--\n\nb\n]", "warning", "-- does not end a slide or a step inside `.x[`"],
])("says what %j means", (source, severity, message) => {
  const { diagnostics } = deckOf({ "a.md": source });
  expect(diagnostics).toMatchObject([{ severity, file: "a.md" }]);
  expect(diagnostics[0]?.message).toContain(message);
});
