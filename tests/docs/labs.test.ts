/** Each example in docs/labs.md is one, and all that a lab file may have is told there. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { labFrontMatterSchema } from "../../src/course/lab-file.ts";
import { parseLab } from "../../src/course/labs.ts";
import { conditionSchema, taskSchema } from "../../src/course/task-file.ts";

const text = readFileSync("docs/labs.md", "utf8");
const examples = [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, yaml = ""]) => yaml);

test.each(examples)("%s", (yaml) => {
  expect(parseLab(`---\n${yaml}---\n`, "labs/example/lab.md").inits).toContain("none");
});

test("the documents name each key", () => {
  const keys = [labFrontMatterSchema, taskSchema, conditionSchema].flatMap(({ shape }) => Object.keys(shape));
  expect(keys.filter((key) => !text.includes(`\`${key}\``))).toEqual([]);
  expect(examples.length).toBeGreaterThan(5);
});
