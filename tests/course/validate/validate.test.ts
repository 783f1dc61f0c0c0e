import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { formatDiagnostic } from "../../../src/course/diagnostic.ts";
import { problems } from "../../../src/course/problems.ts";
import { readDeck } from "../../../src/course/read-deck.ts";
import { deckScripts } from "../../../src/course/scripts.ts";
import { validate } from "../../../src/course/validate/validate.ts";
import { digestOf } from "../../../src/course/verified.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "course-"));
});
afterEach(() => rm(folder, { recursive: true }));

const lab =
  "---\ntitle: L\nsummary: S\ninits: [none]\ncommand: [a]\ntasks:\n  - { id: done, goal: T, check: { event: zombie }, solution: [a] }\n---\n";
const manifest = "title: T\nlab: l\ncontent: [c/a.md]\n";

/** What is told of a course of these files: file, line, column and code of each. */
async function told(files: Record<string, string>, path = ""): Promise<string[]> {
  const all = { "labs/l/lab.md": `${lab}text`, "slides/d.yml": manifest, "slides/c/a.md": "text", ...files };
  for (const [name, text] of Object.entries(all)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const { diagnostics } = await validate(join(folder, path));
  return diagnostics.map(({ file, line, column, code }) => `${relative(folder, file)}:${line}:${column} ${code}`);
}

test("a course without a fault", async () => {
  const text =
    "name: here\n# A\n\n[b](#here) [c](#toc-a) [d](#sub) [e](./d.yml.html#here) [f](../d.yml) [g](https://x.y) [h](../../labs/l/lab.md)\n\n" +
    '![x](x.png) ![y](../y.png) <img src="x.png" alt="z">\n\n.small[.warning[a]] @@TITLE@@\n---\n## Sub\n\n.lab[\n\n' +
    "```bash\nls\n```\n\n<!-- ```wait x``` ```key ^C``` ```copy y``` ```paste``` ```check task done``` ```check``` ```restart none``` ```restart``` -->\n]";
  expect(await told({ "slides/c/a.md": text, "slides/c/x.png": "", "slides/y.png": "" })).toEqual([]);
});

test("a lab with a broken init must bring it, as a program", async () => {
  const text = lab.replace("[none]", "[none, broken]");
  expect(await told({ "labs/l/lab.md": text })).toContain("labs/l/lab.md:4:15 broken-missing");
  await mkdir(join(folder, "labs/l/bin"));
  await writeFile(join(folder, "labs/l/bin/broken-init"), "#!/bin/sh\n");
  expect(await told({ "labs/l/lab.md": text })).toContain("labs/l/lab.md:4:15 broken-missing");
  await chmod(join(folder, "labs/l/bin/broken-init"), 0o755);
  expect(await told({ "labs/l/lab.md": text })).toEqual([]);
});

test.each([
  ["[a](#none)", "1:1 link-anchor"],
  ["a [b](none.md)", "1:3 link-file"],
  ["a [b](../../labs/no-such/lab.md)", "1:3 link-lab"],
  ["[a](javascript:x)", "1:1 address-unsafe"],
  ["![a](none.png)", "1:1 image-missing"],
  ["<img src='none.png' alt='a'>", "1:1 image-missing"],
  ["![](https://x.y/z.png)", "1:1 alt-missing"],
  ["background-image: url(none.png)\n# A", "1:1 image-missing"],
  ["class: smal\n# A", "1:1 class-unknown"],
  ["a .smal[b]", "1:3 class-unknown"],
  ["many .term[zombies]", "1:6 term-unknown"],
  ["Press .button[restrat].", "1:7 button-unknown"],
  ["# A\n---\n### B", "3:1 heading-level"],
  ["# A\n\n# B", "3:1 title-second"],
  ["#\n\na", "1:1 heading-empty"],
  ["# A\n\na\n---\n# A\n\nb", "5:1 title-twice"],
  ["# A\n---\n---\nb", "3:1 slide-empty"],
  [".lab[\n\na", "1:1 class-open"],
  ["lab: none\n# A", "1:1 lab-unknown"],
  [".lab[\n<!-- ```wait x``` -->\n]", "2:6 wait-for-nothing"],
  [".lab[\n<!-- ```paste x``` -->\n]", "2:6 paste-nothing"],
  [".lab[\n```key\nControl and C\n```\n]", "2:1 key-unknown"],
  [".lab[\n```check\ntask none\n```\n]", "2:1 task-unknown"],
  [".lab[\n<!-- ```restart systemd``` -->\n]", "2:6 init-unknown"],
  [".lab[\n```bash\n```\n]", "2:1 step-empty"],
  ["@@NONE@@", "1:1 macro-unknown"],
  ["template: none\na", "1:1 template-missing"],
  ["a <blink>b</blink>", "1:3 html-tag"],
  [".predict[\n\na\n\n]", "1:1 question-answers"],
  [".predict[\n\na\n\n- [x] b\n\nc\n\n]", "1:1 question-answers"],
  ["a\n\n.quiz[\n\na\n\n- [x] b\n- [x] c\n\nd\n\n]", "3:1 question-right"],
  [".quiz[\n\na\n\n- [ ] b\n- [ ] c\n\nd\n\n]", "1:1 question-right"],
  [".quiz[\n\n- [ ] b\n- [x] c\n\nd\n\n]", "1:1 question-empty"],
  [".quiz[\n\na\n\n- [ ] b\n- [x] c\n\n]", "1:1 question-explanation"],
  [".predict[\n\na\n\n- [ ] b\n- [x] c\n\n```outcome\nzombie: 3\n```\n\nd\n\n]", "8:1 question-outcome"],
])("%j", async (text, expected) => {
  expect(await told({ "slides/c/a.md": text })).toEqual([`slides/c/a.md:${expected}`]);
});

test("steps that have changed since they were run are told of", async () => {
  const text = (command: string) => `# A\n\n.lab[\n\`\`\`bash\n${command}\n\`\`\`\n]`;
  await told({ "slides/c/a.md": text("ls") });
  const [script] = deckScripts(await readDeck(join(folder, "slides/d.yml")));
  const digest = script === undefined ? "" : digestOf(script);
  const run = { digest, steps: 1, date: "2030-01-01", runtime: "runc 1", kernel: "6.1" };
  const record = { "slides/verified.json": JSON.stringify({ "slides/c/a.md": run }) };
  expect(await told({ ...record, "slides/c/a.md": `Other words.\n\n${text("ls")}` })).toEqual([]);
  expect(await told({ ...record, "slides/c/a.md": text("ls -l") })).toEqual(["slides/c/a.md:1:1 steps-not-run"]);
});

test("manifests and labs: each that cannot be used is told, the others are checked", async () => {
  expect(
    await told({
      "slides/d.yml": "title: T\ntheme: x\nlab: none\ncontent:\n- c/a.md\n-\n- c/none.md\n- ../x.md\n",
      "slides/e.yml": "title: T\n",
      "labs/l/lab.md": `${lab}[a](none)`,
      "labs/m/lab.md": "text",
    }),
  ).toEqual([
    "labs/l/lab.md:9:1 link-file",
    "labs/m/lab.md:1:1 front-matter",
    "slides/d.yml:1:1 lab-unknown",
    "slides/d.yml:2:1 unknown-key",
    "slides/d.yml:6:2 content-empty",
    "slides/d.yml:7:3 file-missing",
    "slides/d.yml:8:3 file-outside",
    "slides/e.yml:1:1 yaml",
  ]);
});

test("a chapter of two decks is told of once; a chapter alone, or a folder without a manifest, is checked as well", async () => {
  const files = { "slides/c/a.md": "a .smal[b]", "slides/e.yml": manifest };
  expect(await told(files)).toHaveLength(1);
  expect(await told(files, "slides/c/a.md")).toHaveLength(1);
  expect(await told(files, "slides/d.yml")).toHaveLength(1);
  expect(await told({ ...files, "slides/c/d/b.md": "]" }, "slides/c")).toHaveLength(2);
});

test("a chapter alone: images are where its manifest would look, and what it links to may be in other chapters", async () => {
  const text =
    "class: secrets\n# A\n\n![x](images/x.png) @@GITREPO@@ [b](e.yml.html#c)\n\n@@INCLUDE[k/a.yaml]\n---\n[there](#toc-there)";
  const files = { "slides/c/a.md": text, "slides/images/x.png": "", "slides/e.yml": manifest, "k/a.yaml": "a" };
  expect(await told(files, "slides/c/a.md")).toEqual(["slides/c/a.md:8:1 link-elsewhere"]);
  const { decks } = await validate(join(folder, "slides/c/a.md"));
  expect(decks.map(({ slides }) => slides.length)).toEqual([2]);
});

test("YAML files that are no manifests are left alone", async () => {
  const compose = "services:\n  www:\n    image: nginx\n";
  expect(await told({ "slides/docker-compose.yml": compose, "slides/compose.yaml": compose })).toEqual([]);
});

test("a message says what was meant", async () => {
  await told({ "slides/c/a.md": "# Apples\n\n.smal[b] [c](#toc-aples)" });
  const { diagnostics } = await validate(folder);
  expect(diagnostics.map((one) => formatDiagnostic(one).replace(/^.*?(?=\d+:\d+:)/, ""))).toEqual([
    "3:1: warning: no style knows the class `smal`; did you mean `small`?",
    "3:10: error: no slide and no heading is called #toc-aples; did you mean #toc-apples?",
  ]);
});

test("a lab that is not there: the name, or the way to it, that was probably meant; or all names", async () => {
  const labs = { "labs/orphans/lab.md": `${lab}[a](../orphan/lab.md) [b](../l/lab.md)` };
  const text = "[a](../../labs/orphan/lab.md) [b](../labs/orphans/lab.md#x) [c](../../labs/something/lab.md)";
  await told({ ...labs, "slides/c/a.md": text });
  const { diagnostics } = await validate(folder);
  expect(diagnostics.map(({ message }) => message)).toEqual([
    "no lab is at ../orphan/lab.md; did you mean lab.md?",
    "no lab is at ../../labs/orphan/lab.md; did you mean ../../labs/orphans/lab.md?",
    "no lab is at ../labs/orphans/lab.md#x; did you mean ../../labs/orphans/lab.md?",
    "no lab is at ../../labs/something/lab.md; labs are l, orphans",
  ]);
});

test("the course's own text has nothing wrong in it", async () => {
  const { decks, diagnostics } = await validate(".");
  expect(diagnostics).toEqual([]);
  // The guide for authors is a chapter itself.
  expect(decks.map(({ id }) => id)).toContain("authoring");
});

test("each entry of the catalogue has a code of its own", () => {
  const codes = Object.values(problems).map(
    (problem: (...args: never[]) => { code: string }) => problem(...([] as never[])).code,
  );
  expect(new Set(codes).size).toBe(codes.length);
});
