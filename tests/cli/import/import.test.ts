import { mkdir, readdir, readFile, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { folderOf, pidOne } from "../in-folder.ts";

const chapter = `class: pic
# A

![an image](images/x.png) <img src="images/y.png" alt="y">

\`\`\`yaml
@@INCLUDE[k8s/a.yaml]
![](images/in-code.png)
\`\`\`
---
- a

 - b
`;
const manifest = "title: T # kept\ncontent:\n- c/a.md\n#- c/no.md\n- |\n  @@TOC@@\n";

let source = "";
let course = "";
beforeEach(async () => {
  source = await folderOf({
    "slides/1.yml": manifest,
    "slides/docker-compose.yml": "services: {}\n",
    "slides/README.md": "about",
    "slides/c/a.md": chapter,
    "slides/images/x.png": "x",
    "slides/images/unused.png": "z",
    "k8s/a.yaml": "a: 1\n",
  });
  course = await folderOf({ "slides/own.yml": "title: O\ncontent: [own.md]\n", "slides/own.md": "# O\n\no\n" });
});
afterEach(async () => {
  await rm(source, { recursive: true });
  await rm(course, { recursive: true });
});

const inSlides = async (): Promise<string[]> =>
  (await readdir(join(course, "slides"), { recursive: true, withFileTypes: true }))
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(course.length + "/slides/".length))
    .sort();

test("chapters, manifests, and what these show and include; what is missing and what differs is told", async () => {
  const { status, stdout, stderr } = pidOne(course, "import", source);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(await inSlides()).toEqual(["1.yml", "c/a.md", "images/x.png", "k8s/a.yaml", "own.md", "own.yml"]);
  expect(await readFile(join(course, "slides/1.yml"), "utf8")).toBe(manifest);
  expect(stdout).toContain("1 chapters, 1 manifests, 1 images, 1 included files");
  expect(stdout).toContain("Missing in the folder (1):\n  c/a.md: images/y.png\n");
  expect(stdout).toMatch(/Reads differently than in remark \(1\):\n {2}slides\/c\/a\.md:13:2: /);
});

test("into a folder: manifests name the files there, all is found, and nothing is in the way", async () => {
  expect(pidOne(course, "import", source).status).toBe(0);
  const { status, stdout } = pidOne(course, "import", source, "--into", "n", "--json");
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ copied: { chapters: 1 }, diagnostics: [{ code: "image-missing" }] });
  expect(await readFile(join(course, "slides/n-1.yml"), "utf8")).toBe(manifest.replace("- c/a.md", "- n/c/a.md"));
  expect(await inSlides()).toEqual(expect.arrayContaining(["n/c/a.md", "n/images/x.png", "n/k8s/a.yaml"]));
});

test("chapters without a manifest get one", async () => {
  await rm(join(source, "slides/1.yml"));
  expect(pidOne(course, "import", join(source, "slides"), "--into", "n").status).toBe(0);
  expect(await readFile(join(course, "slides/n.yml"), "utf8")).toBe('title: "n"\ncontent:\n  - "n/c/a.md"\n');
});

test("if one file is there already, nothing is copied", async () => {
  await mkdir(join(course, "slides/c"));
  await writeFile(join(course, "slides/c/a.md"), "mine");
  const { status, stderr } = pidOne(course, "import", source);
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: "pid-one import: slides/c/a.md is there already, so nothing is copied; write --into NAME\n",
  });
  expect(await inSlides()).toEqual(["c/a.md", "own.md", "own.yml"]);
  expect(await readFile(join(course, "slides/c/a.md"), "utf8")).toBe("mine");
});

test("links that lead out are not followed, neither there nor here", async () => {
  await symlink("/etc/hostname", join(source, "slides/images/y.png"));
  await symlink("/etc", join(source, "slides/etc"));
  await symlink("a.md", join(source, "slides/c/linked.md"));
  await symlink(join(source, "k8s"), join(course, "slides/images"));
  const refused = pidOne(course, "import", source);
  expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining("slides/images/x.png is there already") });
  await rm(join(course, "slides/images"));
  const { status, stdout } = pidOne(course, "import", source);
  expect(status).toBe(0);
  expect(stdout).toContain("Left out (2):\n");
  expect(await inSlides()).not.toContain("images/y.png");
  expect(await readFile(join(course, "slides/c/linked.md"), "utf8")).toBe(chapter);
});

test("what is too large is not copied", async () => {
  await truncate(join(source, "slides/images/x.png"), 21 * 1024 * 1024);
  const { status, stderr } = pidOne(course, "import", source);
  expect(status).toBe(1);
  expect(stderr).toContain("slides/images/x.png has 22020096 bytes");
  expect(await inSlides()).toEqual(["own.md", "own.yml"]);
});

test.each([
  [["import"], 2, "Usage"],
  [["import", "none"], 1, "none is not there"],
  [["import", "slides", "--into", "../x"], 2, "cannot be a folder's name"],
])("a call that is wrong: %j", (args, code, words) => {
  const { status, stderr } = pidOne(course, ...args);
  expect(status).toBe(code);
  expect(stderr).toContain(words);
});
