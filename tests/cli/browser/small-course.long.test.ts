/** Commands that look at pages in a real browser: `pid-one validate --layout` and `pid-one pdf`, on a course of two decks. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { appendFile, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { smallSite } from "../small-site.ts";

const paragraph = "Many words that need room, and none that could be left out, as a test would have it.\n\n";
const faults = [
  "# Slides\n\n## One that fits\n\nSome words, and code:\n\n```\nls\n```",
  `## Too high\n\n${paragraph.repeat(24)}`,
  `## Too wide\n\n\`\`\`\n${"wide ".repeat(40)}\n\`\`\``,
  `## Wide in large letters\n\n\`\`\`\n${"wide ".repeat(20)}\n\`\`\``,
  `## Long, and fits\n\n${paragraph.repeat(3)}- One step\n\n--\n\n- and another`,
  `## Too high with its lab\n\n${paragraph.repeat(9)}.lab[\n\n\`\`\`bash\nls\n\`\`\`\n\n]`,
  `## A command too long\n\n.lab[\n\n\`\`\`bash\n${"echo words; ".repeat(8)}\n\`\`\`\n\n]`,
].join("\n\n---\n\n");

/** On each slide of the deck: what stands on paper, beside its number. The first is made from the chapter's title. */
const printed = [
  ["A chapter to print"],
  ["What is there", "At once.", "Only later.", "make | tee log"],
  ["A command", "Type it:", "$ make-zombies 3"],
  ["A question", "How many are left?", "None.", "All of them."],
  ["A picture", "from here", "to there"],
];
const answer = "Somebody has to reap them.";
const notes = ["Tell them to wait for it.", "Ask who has seen one before."];
const chapter = `# A chapter to print

## What is there

At once.

--

Only later.

\`\`\`
make | tee log
\`\`\`

???

${notes[0]}

---

## A command

.lab[

- Type it:

  \`\`\`bash
  make-zombies 3
  \`\`\`

]

???

${notes[1]}

---

## A question

.quiz[

How many are left?

- [ ] None.
- [x] All of them.

${answer}

]

---

## A picture

\`\`\`mermaid
flowchart LR
  a[from here] --> b[to there]
\`\`\`
`;

let folder: string;
beforeAll(async () => {
  folder = await smallSite({
    "slides/faults.yml": "title: Faults\nlab: zombies\ncontent:\n  - small/faults.md\n",
    "slides/small/faults.md": faults,
    "slides/paper.yml": "title: On paper\nlab: zombies\ncontent:\n  - small/paper.md\n",
    "slides/small/paper.md": chapter,
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function pidOne(...args: string[]) {
  return spawnSync(process.execPath, [join(folder, "src/cli/pid-one.ts"), ...args], { cwd: folder, encoding: "utf8" });
}

describe("validate --layout", () => {
  test("tells each slide that does not fit, and by how much, and nothing else", () => {
    const { status, stdout } = pidOne("validate", "--layout", "--json", "--strict");
    expect(status).toBe(1);
    const { diagnostics } = JSON.parse(stdout);
    const lineOf = (heading: string) => faults.split("\n").indexOf(heading);
    expect(diagnostics).toMatchObject([
      { code: "slide-high", file: "slides/small/faults.md", line: lineOf("## Too high"), column: 1 },
      { code: "slide-wide", line: lineOf("## Too wide") },
      { code: "slide-high", line: lineOf("## Too high with its lab") },
      { code: "slide-breaks", line: lineOf("## A command too long") },
    ]);
    expect(diagnostics[0].message).toMatch(/^in its smallest letters this slide is [1-9]\d+ px higher .* split/);
    expect(diagnostics[1].message).toMatch(/ is [1-9]\d+ px wider .* break the line/);
    expect(diagnostics[3].message).toMatch(/^the command "echo words; .*" does not fit on one line .* shorten it/);
  });

  test("a chapter alone is no deck of the site", () => {
    expect(pidOne("validate", "--layout", "slides/small/paper.md")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('the site\'s deck "paper" is not that of slides/small/paper.md'),
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
});

describe("pdf", () => {
  /** The text of each page, without blanks: lines break elsewhere on paper. */
  function pagesOf(name: string): string[] {
    const text = execFileSync("pdftotext", [join(folder, "dist/pdf", name), "-"], { encoding: "utf8" });
    return text.split("\f").slice(0, -1).map(letters);
  }
  function letters(text: string): string {
    return text.replaceAll(/\s/g, "");
  }
  const info = (name: string) => execFileSync("pdfinfo", [join(folder, "dist/pdf", name)], { encoding: "utf8" });

  test("says what it does, and makes what it was asked for", async () => {
    const { status, stdout, stderr } = pidOne("pdf", "paper");
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(stdout).toMatch(/» Printing the slides of paper: \d+ s\ndist\/pdf\/paper\.pdf\n/);
    expect((await readdir(join(folder, "dist/pdf"))).sort()).toEqual(["paper-handout.pdf", "paper.pdf"]);
  });

  test("slides: a page of 16:9 for each, with all that its steps show, without answers and notes", () => {
    const pages = pagesOf("paper.pdf");
    expect(pages).toHaveLength(printed.length);
    for (const [index, words] of printed.entries())
      for (const text of words) expect(pages[index]).toContain(letters(text));
    for (const text of [answer, ...notes]) expect(pages.join("")).not.toContain(letters(text));
    expect(info("paper.pdf")).toMatch(/Tagged: +yes[\s\S]*Page size: +960 x 540 pts/);
  });

  test("the handout: A4, slides with answers and notes, and no page is empty", () => {
    const pages = pagesOf("paper-handout.pdf");
    for (const page of pages) expect(page.length).toBeGreaterThan(100);
    const all = pages.join("");
    for (const text of [...printed.flat(), answer, ...notes]) expect(all).toContain(letters(text));
    expect(info("paper-handout.pdf")).toMatch(/Page size: .*\(A4\)/);
  });

  test("a deck that is not there: which are", () => {
    expect(pidOne("pdf", "none")).toMatchObject({
      status: 2,
      stderr: 'pid-one pdf: there is no deck "none"; write one of faults, paper\n',
    });
  });
});

test("a site that was built from another text is not looked at", async () => {
  await appendFile(join(folder, "slides/small/faults.md"), "\n\nMore words.\n");
  expect(pidOne("pdf")).toMatchObject({ status: 1, stdout: "", stderr: expect.stringContaining("Run: npm run build") });
});
