import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { renderLabText } from "../../src/course/lab-text.ts";
import { readLab, readLabs, toPlainSummary, toSummary } from "../../src/course/labs.ts";
import { labSummarySchema } from "../../src/protocol/labs.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "labs-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function writeLab(id: string, more = "", text = "Text."): Promise<void> {
  await mkdir(join(folder, id), { recursive: true });
  const keys = `title: Lab ${id}\nsummary: What it is\ninits: [none, tini]\ncommand: [/bin/sh]\n${more}`;
  await writeFile(join(folder, id, "lab.md"), `---\n${keys}---\n${text}`);
}

test("each folder with a lab.md is a lab; others are none", async () => {
  await writeLab("second");
  await writeLab("first");
  await mkdir(join(folder, "image"));
  expect((await readLabs(folder)).map(({ id, dir }) => [id, dir])).toEqual([
    ["first", join(folder, "first")],
    ["second", join(folder, "second")],
  ]);
});

test("what a lab does not say has a default", async () => {
  await writeLab("plain");
  expect(await readLab(join(folder, "plain"))).toMatchObject({
    terminals: 1,
    capabilities: [],
    tasks: [],
    limits: { pids: 64, memory_mib: 128, cpus: 0.5, tmpfs_mib: 16 },
  });
});

test("each of several containers has a terminal of its name; further ones have none", async () => {
  const containers = "containers: [{ name: sidecar, command: [sh] }, { name: web, command: [web] }]\n";
  await writeLab("pod", containers);
  await writeLab("more", `${containers}terminals: 3\n`);
  const titles = async (id: string) => toSummary(await readLab(join(folder, id))).terminals.map(({ title }) => title);
  expect(await titles("pod")).toEqual(["sidecar", "web"]);
  expect(await titles("more")).toEqual(["sidecar", "web", "Terminal 3"]);
});

test.each(["CAP_SYS_ADMIN", "CAP_NET_RAW", "kill"])("a lab may not have %s, and is told what it may", async (name) => {
  await writeLab("greedy", `capabilities: [CAP_KILL, ${name}]\n`);
  await expect(readLab(join(folder, "greedy"))).rejects.toThrow(/capabilities.*write one of CAP_CHOWN.*CAP_KILL/s);
});

test("a server tells of tasks in plain words; a page gets the marks, whose names it knows in its language", async () => {
  await writeLab("plain", `tasks: [{ id: a, goal: "Press .button[stop]", check: { event: zombie }, solution: [b] }]\n`);
  const lab = await readLab(join(folder, "plain"));
  expect(toPlainSummary(lab).tasks[0]?.goal).toBe("Press Stop");
  expect(toSummary(lab).tasks[0]?.goal).toBe("Press .button[stop]");
});

test("the summary is what the protocol says, and keeps the conditions of tasks to itself", async () => {
  const task =
    "{ id: a, goal: Do it, check: { event: zombie }, hints: [h], solution: [b, key: ^C, restart: ], explanation: e }";
  await writeLab("two", `terminals: 2\ntasks: [${task}]\n`);
  const summary = toSummary(await readLab(join(folder, "two")));
  expect(labSummarySchema.parse(summary)).toEqual({
    id: "two",
    title: "Lab two",
    summary: "What it is",
    terminals: [
      { id: 0, title: "Terminal 1" },
      { id: 1, title: "Terminal 2" },
    ],
    inits: ["none", "tini"],
    tasks: [
      {
        ...{ id: "a", goal: "Do it", hints: ["h"], explanation: "e" },
        solution: [
          { kind: "bash", text: "b" },
          { kind: "key", text: "^C" },
          { kind: "restart", text: "" },
        ],
      },
    ],
  });
});

test("a solution's steps have their place in the file", async () => {
  await writeLab(
    "steps",
    "tasks:\n  - id: a\n    goal: g\n    check: { command: c }\n    solution:\n      - d\n      - wait: e\n",
  );
  const [task] = (await readLab(join(folder, "steps"))).tasks;
  expect(task?.place).toMatchObject({ line: 7 });
  expect(task?.solution).toMatchObject([
    { kind: "bash", text: "d", place: { line: 11, column: 9 } },
    { kind: "wait", text: "e", place: { line: 12, column: 9 } },
  ]);
});

test("the text's commands run in the lab itself, and its lines have their numbers in the file", async () => {
  await writeLab("text", "", ".lab[\n```bash\nps\n```\n]\n\n.small[open");
  const { html, diagnostics } = renderLabText(await readLab(join(folder, "text")));
  expect(html).toContain('<div class="lab-steps" data-lab="text">');
  expect(html).toContain('<pre data-step="bash"><code>ps</code></pre>');
  expect(diagnostics).toMatchObject([{ line: 13, severity: "error" }]);
});

test("each of the course's labs has three to six tasks, all of them with help, and answers a wrong way", async () => {
  for (const { id, tasks } of await readLabs("labs")) {
    expect(tasks.length, id).toBeGreaterThanOrEqual(3);
    expect(tasks.length, id).toBeLessThanOrEqual(6);
    const bare = tasks.filter(({ hints, explanation }) => hints.length === 0 || explanation === undefined);
    expect(bare.map((task) => `${id}: ${task.id}`)).toEqual([]);
    expect(tasks.flatMap(({ wrong }) => wrong).length, `${id} answers no wrong way`).toBeGreaterThan(0);
  }
});

test("the course's own labs can be read and rendered", async () => {
  for (const lab of await readLabs("labs")) {
    expect(renderLabText(lab).diagnostics).toEqual([]);
    expect(lab.text).toContain(".lab[");
  }
});
