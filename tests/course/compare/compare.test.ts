import { expect, test } from "vitest";
import { compareReadings } from "../../../src/course/compare/compare.ts";

test.each([
  ["nothing", "class: a\n# A\n\n- a\n  - b\n\n.lab[\n\n```\n---\n```\n]\n---\nb\n--\nc", []],
  ["blanks after a separator", "a\n--- \nb", ["2:1 remark-separator"]],
  ["a separator between two backticks", "a `b\n\n---\n\nc `d", ["3:1 remark-separator"]],
  ["a separator in code that remark does not see", "~~~ a b\n---\n~~~", ["2:1 remark-no-separator"]],
  ["a word with a colon at the head", "a\n--\n\nNote: b", ["4:1 remark-property"]],
  ["an open bracket in code", ".a[\n```\n[\n```\n]\n\nb", ["1:1 remark-class-open"]],
  ["a closed bracket in code", ".a[\n```\n]\n```\n]\n\nb", ["1:1 remark-class-end"]],
  ["an item with one blank before it", "- a\n\n - b\n - c", ["3:2 remark-list"]],
  ["code left of its list item", "- a\n  ```\nb\n  ```", ["3:1 remark-fence"]],
  ["an item below a number", "1. a\n  - b", ["2:3 remark-list"]],
  ["a paragraph that starts with a break", "<br/>\n*a*\n\n<br/>\n\n<b>\n\n<div>\na", ["1:1 remark-html"]],
  ["nothing of what is nested without end", `${".a[".repeat(10_000)}${"]".repeat(10_000)}`, []],
  ["a list that does not start at 1", "3. a", ["1:1 remark-start"]],
])("lists where remark reads otherwise: %s", (_name, text, expected) => {
  expect(compareReadings(text, "a.md").map(({ line, column, code }) => `${line}:${column} ${code}`)).toEqual(expected);
});
