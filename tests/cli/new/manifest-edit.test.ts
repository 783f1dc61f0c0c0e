import { expect, test } from "vitest";
import { addFile, moveFiles } from "../../../src/cli/new/manifest-edit.ts";

const head = 'title: "T" # the title\n\n# Of a room\nexclude:   [in-person]\n';

test.each([
  ["a list", "content:\n  - a.md # first\n  - b.md\n", "content:\n  - a.md # first\n  - b.md\n  - d/x.md\n"],
  ["a comment behind the last", "content:\n- a.md # last\n# end\n", "content:\n- a.md # last\n- d/x.md\n# end\n"],
  ["no newline at the end", "content:\n- a.md", "content:\n- a.md\n- d/x.md"],
  ["parts", "content:\n- a.md\n- - b.md\n  - c.md\n", "content:\n- a.md\n- - b.md\n  - c.md\n  - d/x.md\n"],
  ["a part of one", "content:\n- - b.md\n#- c.md\n", "content:\n- - b.md\n  - d/x.md\n#- c.md\n"],
  [
    "a part with a title",
    "content:\n- title: P\n  content:\n  - b.md\n",
    "content:\n- title: P\n  content:\n  - b.md\n  - d/x.md\n",
  ],
  ["slides at the end", "chapters:\n- a.md\n- |\n  # A\n\n  b\n", "chapters:\n- a.md\n- |\n  # A\n\n  b\n- d/x.md\n"],
  ["a list on one line", "content: [a.md, b.md]\n", "content: [a.md, b.md, d/x.md]\n"],
  ["keys behind it", "content:\n- a.md\nchat: x\n", "content:\n- a.md\n- d/x.md\nchat: x\n"],
])("adds a file, and changes nothing else: %s", (_name, before, after) => {
  expect(addFile(head + before, "d/x.md")).toBe(head + after);
});

test.each(["content:\n", "content: []\n", "content: [\n", "title: T\n", "content: a.md\n"])(
  "does not guess: %j",
  (text) => {
    expect(addFile(text, "x.md")).toBeUndefined();
  },
);

test("moves all files that it names into a folder", () => {
  expect(
    moveFiles(`${head}content:\n- a.md # a\n- - "b/c.md"\n  - |\n    # B\n- {title: P, content: ['d.md']}\n`, "n"),
  ).toBe(`${head}content:\n- n/a.md # a\n- - "n/b/c.md"\n  - |\n    # B\n- {title: P, content: ['n/d.md']}\n`);
});
