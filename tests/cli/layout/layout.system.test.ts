/** `pid-one validate --layout` looks at slides in a real browser. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { appendFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { smallSite } from "../small-site.ts";

const paragraph = "Many words that need room, and none that could be left out, as a test would have it.\n\n";
const chapter = [
  "# Slides\n\n## One that fits\n\nSome words, and code:\n\n```\nls\n```",
  `## Too high\n\n${paragraph.repeat(24)}`,
  `## Too wide\n\n\`\`\`\n${"wide ".repeat(40)}\n\`\`\``,
  `## Wide in large letters\n\n\`\`\`\n${"wide ".repeat(20)}\n\`\`\``,
  `## Long, and fits\n\n${paragraph.repeat(3)}- One step\n\n--\n\n- and another`,
  `## Too high with its lab\n\n${paragraph.repeat(9)}.lab[\n\n\`\`\`bash\nls\n\`\`\`\n\n]`,
].join("\n\n---\n\n");

let folder: string;
beforeAll(async () => {
  folder = await smallSite({
    "slides/small.yml": "title: Small\nlab: zombies\ncontent:\n  - small/slides.md\n",
    "slides/small/slides.md": chapter,
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function layout(...args: string[]) {
  return spawnSync(process.execPath, [join(folder, "src/cli/pid-one.ts"), "validate", "--layout", ...args], {
    cwd: folder,
    encoding: "utf8",
  });
}

test("tells each slide that does not fit, and by how much, and nothing else", () => {
  const { status, stdout } = layout("--json", "--strict");
  expect(status).toBe(1);
  const { diagnostics } = JSON.parse(stdout);
  const lineOf = (heading: string) => chapter.split("\n").indexOf(heading);
  expect(diagnostics).toMatchObject([
    { code: "slide-high", file: "slides/small/slides.md", line: lineOf("## Too high"), column: 1 },
    { code: "slide-wide", line: lineOf("## Too wide") },
    { code: "slide-high", line: lineOf("## Too high with its lab") },
  ]);
  expect(diagnostics[0].message).toMatch(/^in its smallest letters this slide is [1-9]\d+ px higher .* split/);
  expect(diagnostics[1].message).toMatch(/ is [1-9]\d+ px wider .* break the line/);
});

test("a chapter alone is no deck of the site", () => {
  expect(layout("slides/small/slides.md")).toMatchObject({
    status: 2,
    stderr: "pid-one validate: the site has no page /deck/slides/\n",
  });
});

test("a signal in the middle takes the browser with it", async () => {
  const command = spawn(process.execPath, [join(folder, "src/cli/pid-one.ts"), "validate", "--layout"], {
    cwd: folder,
  });
  const browsers = () => spawnSync("pgrep", ["-P", `${command.pid}`, "chrom"], { encoding: "utf8" }).stdout.trim();
  await expect.poll(browsers, { timeout: 20_000 }).not.toBe("");
  const [browser] = browsers().split("\n");
  command.kill("SIGTERM");
  expect(await once(command, "exit")).toEqual([143, null]);
  expect(existsSync(`/proc/${browser}`)).toBe(false);
});

test("a site that was built from another text is not looked at", async () => {
  await appendFile(join(folder, "slides/small/slides.md"), "\n\nMore words.\n");
  expect(layout()).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("Run: npm run build") });
});
