import { expect, test } from "vitest";
import { wholeSlide } from "../../../src/course/dialect/slide.ts";
import { splitSlides } from "../../../src/course/dialect/split.ts";

const slidesOf = (source: string) => splitSlides(source, "a.md").slides;
const texts = (source: string) => slidesOf(source).map(({ builds }) => builds.map(({ text }) => text.trim()));

test.each([
  ["nothing", "", [[""]]],
  ["one slide", "a", [["a"]]],
  ["two slides", "a\n---\nb", [["a"], ["b"]]],
  ["builds", "a\n--\nb\n--\nc\n---\nd", [["a", "b", "c"], ["d"]]],
  ["carriage returns", "a\r\n---\r\nb", [["a"], ["b"]]],
  ["space after a separator", "a\n---  \nb", [["a"], ["b"]]],
  ["what only looks like one", "a\n----\n - - -\nb", [["a\n----\n - - -\nb"]]],
  ["a separator in code", "```\n---\n```\n---\nb", [["```\n---\n```"], ["b"]]],
  ["code in a list", "- a\n  ```yaml\n  x\n---\n  ```", [["- a\n  ```yaml\n  x\n---\n  ```"]]],
  ["a fence that nothing closes", "```\na\n---\nb", [["```\na"], ["b"]]],
  ["a longer fence", "````\n```\n---\n````\n---\nb", [["````\n```\n---\n````"], ["b"]]],
])("splits %s", (_name, source, expected) => {
  expect(texts(source)).toEqual(expected);
});

test("properties stand at the head, also after empty lines, and not further down", () => {
  const [slide] = slidesOf("\nclass: pic, extra-details\nname: here\n\nlab: zombies\n# Title\nclass: no");
  expect(slide).toMatchObject({ classes: ["pic", "extra-details"], name: "here", lab: "zombies" });
  expect(slide?.builds[0].text).toBe("# Title\nclass: no");
});

test("a build goes on with the slide's classes and may add some", () => {
  const [slide] = slidesOf("class: a\nx\n--\nclass: b, a\ny");
  expect(slide?.classes).toEqual(["a", "b"]);
});

test("notes are kept apart, build by build", () => {
  const [slide] = slidesOf("a\n???\nfirst\n--\nb\n???\nsecond");
  expect(slide?.builds.map(({ text, notes }) => [text, notes?.text])).toEqual([
    ["a", "first"],
    ["b", "second"],
  ]);
});

test("a whole slide keeps each line where it was in the file", () => {
  const [, slide] = slidesOf("x\n---\nclass: c\na\n???\nnote\n--\nb");
  expect(slide && wholeSlide(slide)).toEqual({ line: 3, text: "\na\n\n\n\nb" });
});

test.each([
  ["toc: yes\n# T", "`toc:` is no property of a slide and is read as text; properties are class, lab, name"],
  ["layout: true\n# T", "`layout:` has no effect; take it out, or use class, lab, name"],
])("says what a head %j means", (source, message) => {
  const { diagnostics } = splitSlides(`a\n---\n${source}`, "a.md");
  expect(diagnostics).toMatchObject([{ severity: "warning", file: "a.md", line: 3 }]);
  expect(diagnostics[0]?.message).toContain(message);
});
