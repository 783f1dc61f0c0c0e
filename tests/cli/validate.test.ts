import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "chapters-"));
writeFileSync(join(folder, "a.md"), "# A\n\n.lab[\n\nb\n---\n## C\n\n.smal[d]\n\n - e\n - f");
writeFileSync(join(folder, "b.md"), "# B\n\n.smal[c]\n--\nnote: d");
afterAll(() => rmSync(folder, { recursive: true }));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    "node",
    [join(process.cwd(), "src/cli/pid-one.ts"), "validate", ...args],
    {
      cwd: folder,
      encoding: "utf8",
    },
  );
  return { status, stdout, stderr };
}

test("says file, line, column, what was found and what to write instead; an error makes it fail", () => {
  const { status, stdout } = run();
  expect(status).toBe(1);
  expect(stdout.split("\n").slice(0, 2)).toEqual([
    "a.md:3:1: error: `.lab[` is not closed; write ] after what it holds, or, for more than one paragraph, put it alone on its line and a line ] where it ends",
    "a.md:9:1: warning: no style knows the class `smal`; did you mean `small`?",
  ]);
  expect(stdout).toContain("2 decks, 3 slides: 1 error, 3 warnings\n");
});

test("a warning fails only if it shall", () => {
  expect(run("b.md").status).toBe(0);
  expect(run("--strict", "b.md").status).toBe(1);
});

test("--json is one object", () => {
  const { status, stdout } = run("--json", "b.md");
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    ok: true,
    errors: 0,
    warnings: 2,
    decks: 1,
    slides: 1,
    diagnostics: [
      { severity: "warning", code: "class-unknown", file: "b.md", line: 3, column: 1 },
      { code: "unknown-property" },
    ],
  });
});

test("--compare lists where remark reads otherwise, and never fails", () => {
  const { status, stdout } = run("--compare");
  expect(status).toBe(0);
  expect(stdout).toMatch(/^b\.md:5:1: warning: remark takes `note:` for a property/);
});

test("a path that is not there, and an option that there is not", () => {
  expect(run("none")).toMatchObject({ status: 2, stderr: "pid-one validate: none is not there\n" });
  expect(run("--none").status).toBe(2);
});
