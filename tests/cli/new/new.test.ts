import { readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderOf, pidOne } from "../in-folder.ts";

const manifest = "title: T # of all\nlab: first\ncontent:\n  - d/a.md\n  # the end\n";

async function inCourse(files: Record<string, string>, work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await folderOf({ "slides/d.yml": manifest, "slides/d/a.md": "# A\n\nb\n", ...files });
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("a chapter and a lab have nothing wrong in them, and the manifest has its comments still", () =>
  inCourse({}, async (folder) => {
    expect(pidOne(folder, "new", "lab", "first")).toMatchObject({ status: 0, stderr: "" });
    const { status, stdout } = pidOne(folder, "new", "chapter", "signals-and-traps");
    expect(status).toBe(0);
    expect(stdout).toContain("slides/d/signals-and-traps.md is new");
    expect(await readFile(join(folder, "slides/d.yml"), "utf8")).toBe(
      "title: T # of all\nlab: first\ncontent:\n  - d/a.md\n  - d/signals-and-traps.md\n  # the end\n",
    );
    expect(await readFile(join(folder, "slides/d/signals-and-traps.md"), "utf8")).toMatch(/^# Signals and traps\n/);
    expect((await stat(join(folder, "labs/first/bin/hello"))).mode & 0o777).toBe(0o755);
    expect(pidOne(folder, "validate", "--strict")).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("0 warnings"),
    });
  }));

test("what is there stays as it is", () =>
  inCourse({ "labs/l/lab.md": "mine", "slides/e.yml": manifest }, async (folder) => {
    expect(pidOne(folder, "new", "lab", "l")).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("is there already"),
    });
    expect(await readFile(join(folder, "labs/l/lab.md"), "utf8")).toBe("mine");
    expect(pidOne(folder, "new", "chapter", "a", "--deck", "d")).toMatchObject({ status: 1 });
    expect(await readFile(join(folder, "slides/d.yml"), "utf8")).toBe(manifest);
    const { status, stderr } = pidOne(folder, "new", "chapter", "b");
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: "pid-one new: which deck is it for? write --deck d or e\n",
    });
  }));

test.each([
  [["new"], 2, "Usage"],
  [["new", "slide", "x"], 2, "Usage"],
  [["new", "lab", "../x"], 2, '"../x" cannot be a name'],
  [["new", "lab", "x", "--none"], 2, "Usage"],
  [["new", "chapter", "x", "--deck", "z"], 1, 'there is no deck "z"; write --deck d'],
])("a call that is wrong: %j", (args, code, words) =>
  inCourse({}, async (folder) => {
    const { status, stderr } = pidOne(folder, ...args);
    expect(status).toBe(code);
    expect(stderr).toContain(words);
  }),
);
