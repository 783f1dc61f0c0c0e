/** What a lab or a text tells its readers to do, done in real sandboxes by the command as an author types it. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { makeStateDir } from "../../server/state-dir.ts";
import { runSolve } from "./run-solve.ts";

// Several commands start at a time, each of which loads the whole course's code.
vi.setConfig({ testTimeout: 180_000 });

let stateDir = "";
let labs = "";
beforeAll(async () => {
  stateDir = await makeStateDir();
  labs = await mkdtemp(join(tmpdir(), "labs-"));
});
afterAll(async () => {
  await rm(stateDir, { recursive: true });
  await rm(labs, { recursive: true });
});

function solve(args: string[], settings: Record<string, string> = {}, cwd?: string) {
  return runSolve(args, { PIDONE_STATE: stateDir, ...settings }, cwd);
}

/** A lab whose text is these steps. @returns its lab.md, as messages name it, and its text's first line */
async function writeLab(id: string, text: string, tasks = "[]"): Promise<string> {
  const dir = join(labs, id);
  await mkdir(dir);
  const keys = `title: ${id}\nsummary: A lab\ninits: [none, pid-one]\ncommand: [/lab/bin/main]\nterminals: 2\ntasks: ${tasks}`;
  await mkdir(join(dir, "bin"));
  await writeFile(join(dir, "bin/main"), main, { mode: 0o755 });
  await writeFile(join(dir, "lab.md"), `---\n${keys}\n---\n${text}`);
  return relative(process.cwd(), join(dir, "lab.md"));
}

/** PID 1 of these labs: ends with 7 at SIGTERM, with 5 after its shell. */
const main = "#!/usr/bin/perl\n$SIG{TERM} = sub { exit 7 };\nfork ? waitpid(-1, 0) : exec 'bash';\nexit 5;\n";

const fence = (kind: string, text = "") => `\`\`\`${kind}\n${text}\n\`\`\`\n`;

test("each kind of step does what it says", async () => {
  const file = await writeLab(
    "kinds",
    [
      ".lab[",
      fence("bash", "for i in 1 2; do\n  echo number $i\ndone"),
      fence("check"),
      fence("bash", "echo ready; cat; echo 'status was' $?"),
      fence("wait", "ready"),
      fence("keys", "hello"),
      fence("key", "Enter"),
      fence("wait", "hello\nhello"),
      fence("key", "^D"),
      fence("wait", "status was 0"),
      fence("hide", "touch /tmp/hidden; echo token-4711"),
      fence("check", "test -e /tmp/hidden"),
      fence("copy", "token-(\\d+)"),
      fence("keys", "echo pasted"),
      fence("paste"),
      fence("key", "Enter"),
      fence("longwait", "pasted4711"),
      fence("tmux", "select-pane -t 1"),
      fence("bash", "tty > /tmp/second"),
      fence("tmux", "last-pane"),
      fence("bash", "test $(tty) != $(cat /tmp/second)"),
      fence("bash", "false"),
      fence("wait", "root@"),
      fence("open", "https://example.org/"),
      fence("bash", "less /etc/passwd"),
      fence("wait", "root:x:0"),
      fence("key", "q"),
      fence("restart", "pid-one"),
      fence("bash", "test ! -e /tmp/hidden && test $(cat /proc/1/comm) = pid-one"),
      "]",
    ].join("\n"),
  );
  const { status, stdout, stderr } = await solve(["kinds", "--json", "--timeout", "20"], { PIDONE_LABS: labs });
  expect(JSON.parse(stdout)).toEqual({
    ok: true,
    sandbox: expect.stringMatching(/^oci: /),
    trials: [{ name: file, ok: true, steps: 28, seconds: expect.any(Number) }],
  });
  expect(stderr).toContain("restart pid-one");
  expect(status).toBe(0);
});

test.concurrent.each([
  ["a command that fails", fence("bash", "ls /nowhere"), "bash: the command ended with status 2", "cannot access"],
  ["a text that never comes", fence("bash", "sleep 99") + fence("wait", "Done"), 'wait: "Done" did not come', "sleep"],
  ["what the command says itself is no answer", fence("bash", ": Done") + fence("wait", "Done"), '"Done" did not', ":"],
  ["a program that never ends", fence("bash", "cat"), "bash: the next prompt did not come in", "root@"],
  ["half a command", fence("bash", "echo 'a"), "waits for the rest of the command", ">"],
  ["the end of the lab", fence("bash", "exit"), "did not come: the lab has ended", "exit"],
  [
    "a check that does not hold",
    fence("check", "echo no; false"),
    "check: not so in 7 s: it ended with status 1: no",
    "root@",
  ],
  ["nothing to copy", fence("copy", "nobody"), "copy: nothing on the screen matches /nobody/", "root@"],
  ["a terminal that there is not", fence("tmux", "selectp -t 7"), "tmux: terminal 7 is not there", "root@"],
])("the report of %s", async (name, steps, reason, screen) => {
  const file = await writeLab(name.replaceAll(" ", "-"), `.lab[\n${fence("bash", "echo before")}${steps}]\n`);
  // Several start at a time. Those that end by their time limit cost it.
  const seconds = /did not|not so in/.test(reason) && !reason.includes("has ended") ? "7" : "30";
  const { status, stdout } = await solve([join(file, ".."), "--quiet", "--timeout", seconds], { PIDONE_LABS: labs });
  expect(status).toBe(1);
  // The step stands after the front matter, the opening, and one step of three lines; a wait after another three.
  const line = 13 + (steps.split("```").length > 3 ? 3 : 0);
  expect(stdout).toContain(`${file}:${line}:1: error: `);
  expect(stdout).toContain(reason);
  expect(stdout).toMatch(/the last screen:\n {4}\| root@[\w-]+:~# echo before\n {4}\| before/);
  expect(stdout).toContain(screen);
  expect(stdout).toContain("0 of 1 work");
});

const tasks = `
  - id: event
    goal: An orphan of perl's
    check: { event: orphaned, to: 1, parent: perl }
    solution: ["perl -e 'fork ? sleep 1 : sleep 5'"]
  - id: command
    goal: A file
    check: { command: "test -e /tmp/x || { echo There is no x; false; }" }
    solution: [touch /tmp/x]
    wrong:
      - { when: { command: test -e /tmp/y }, say: That is y, steps: [touch /tmp/y] }
      - { when: { command: "false" }, say: There is no x, steps: ["true"] }
  - id: status
    goal: A file, told by a status
    check: { command: test -e /tmp/z && exit 8, status: 8, init: pid-one }
    solution: [restart: pid-one, touch /tmp/z]
  - id: stopped
    goal: An end on request
    check: { ending: { code: 7, seconds_max: 5 } }
    solution: [stop: ]
  - id: left
    goal: An end by itself
    check: { ending: { code: 5 } }
    solution: [exit]
`;

test("tasks are open before their solution and done after it, and wrong ways are answered", async () => {
  const file = await writeLab("tasks", "Text.", tasks);
  const { status, stdout } = await solve(["tasks", "--quiet", "--timeout", "20"], { PIDONE_LABS: labs });
  expect(
    stdout
      .replaceAll(/ in [\d.]+ s$/gm, "")
      .split("\n")
      .slice(0, -2),
  ).toEqual([
    `${file}, task event: 1 step`,
    `${file}, task command: 1 step`,
    `${file}, task command, wrong way 1: 1 step`,
    `${file}, task command, wrong way 2: 1 step`,
    `${file}, task status: 2 steps`,
    `${file}, task stopped: 1 step`,
    `${file}, task left: 1 step`,
    `${file}, tasks event, command: 2 steps`,
    `${file}, tasks status, stopped: 2 steps`,
  ]);
  expect(status).toBe(0);
});

test("of a lab that draws what is wrong in it, tasks are tried with each cause", async () => {
  const check = '{ command: test "$(cat /tmp/x)" = "$PID_ONE_CAUSE" }';
  const solutions = "{ left: [echo left > /tmp/x], right: [echo right > /tmp/x] }";
  const task = `{ id: a, goal: G, check: ${check}, solutions: ${solutions} }`;
  const file = await writeLab("causes", "Text.", `[${task}]\ncauses: [left, right]`);
  const { status, stdout } = await solve(["causes", "--quiet", "--timeout", "20"], { PIDONE_LABS: labs });
  expect(stdout).toContain(`${file}, task a: left: 1 step in `);
  expect(stdout).toContain(`${file}, task a: right: 1 step in `);
  expect(status).toBe(0);
});

const badTasks = `
  - { id: early, goal: G, check: { command: "true" }, solution: ["true"] }
  - { id: never, goal: G, check: { command: "false" }, solution: [echo I tried] }
  - { id: broken, goal: G, check: { command: "false" }, solution: [cd /nowhere] }
  - id: unanswered
    goal: G
    check: { command: "false" }
    solution: ["true"]
    wrong: [{ when: { command: "false" }, say: That is wrong, steps: [echo So] }]
`;

test("tasks that do not hold what they promise are told, each with its line", async () => {
  const file = await writeLab("bad-tasks", "Text.", badTasks);
  const { status, stdout } = await solve(["bad-tasks", "--quiet", "--timeout", "5"], { PIDONE_LABS: labs });
  expect(stdout).toContain(`${file}:8:7: error: check: task "early" is done before anything is\n`);
  expect(stdout).toMatch(/:9:7: error: check: the end of task "never", whose solution was done, did not come in 5 s\n/);
  expect(stdout).toMatch(/ {4}\| root@bad-tasks:~# echo I tried\n {4}\| I tried\n/);
  expect(stdout).toMatch(/:10:68: error: bash: the command ended with status 1\n.*\n {4}\| cd \/nowhere\n/);
  expect(stdout).toContain(
    ':11:5: error: check: the answer "That is wrong" of task "unanswered" did not come in 5 s\n',
  );
  expect(status).toBe(1);
});

const earlyTasks = `
  - id: x
    goal: G
    check: { command: test -e /tmp/x }
    solution: [touch /tmp/x]
    wrong:
      - { when: { command: test -e /tmp/y }, say: That is y, steps: [touch /tmp/y] }
      - { when: { command: test -e /tmp/z }, say: That is z, steps: [touch /tmp/z], does: [z] }
  - { id: y, goal: G, check: { command: test -e /tmp/y }, solution: [touch /tmp/y] }
  - { id: z, goal: G, check: { command: test -e /tmp/z }, solution: [touch /tmp/x /tmp/z] }
  - { id: xz, goal: G, check: { command: test -e /tmp/z -a -e /tmp/x }, solution: [touch /tmp/x /tmp/z] }
`;

test("a task that a way of an earlier one does is told, unless that one's file says so", async () => {
  const file = await writeLab("early-tasks", "Text.", earlyTasks);
  const { status, stdout } = await solve(["early-tasks", "--quiet", "--timeout", "30"], { PIDONE_LABS: labs });
  expect(stdout.match(/^.* already$/gm)).toEqual([
    `${file}:15:7: error: check: task "y" is done by a wrong way of task "x" already`,
    `${file}:17:7: error: check: task "xz" is done by the solution of task "z" already`,
  ]);
  expect(stdout).toContain(`${file}, task x, wrong way 2: 1 step in `);
  expect(status).toBe(1);
});

test("what works is written down, with what ran it; what does not is taken out", async () => {
  const course = join(labs, "..", `${basename(labs)}-course`);
  await mkdir(join(course, "slides"), { recursive: true });
  await writeLab("recorded", ".lab[\n```bash\ntrue\n```\n]\n");
  await writeFile(join(course, "slides/deck.yml"), "title: D\nlab: recorded\ncontent: [a.md, b.md]\n");
  await writeFile(join(course, "slides/a.md"), "# A\n\n.lab[\n```bash\ntrue\n```\n]\n");
  await writeFile(join(course, "slides/b.md"), "# B\n\n.lab[\n```bash\ntrue\n```\n]\n");
  const recorded = async () => JSON.parse(await readFile(join(course, "slides/verified.json"), "utf8"));
  try {
    await solve(["--record", "slides/deck.yml"], { PIDONE_LABS: labs }, course);
    const run = {
      steps: 1,
      runtime: expect.stringMatching(/^(runc|crun) \d/),
      kernel: expect.stringMatching(/^\d+\.\d+/),
    };
    expect(await recorded()).toMatchObject({ "slides/a.md": run, "slides/b.md": run });
    await writeFile(join(course, "slides/b.md"), "# B\n\n.lab[\n```bash\nfalse\n```\n]\n");
    await solve(["--record", "slides/b.md"], { PIDONE_LABS: labs }, course);
    expect(Object.keys(await recorded())).toEqual(["slides/a.md"]);
  } finally {
    await rm(course, { recursive: true });
  }
});

test("what cannot be tried", async () => {
  expect(await solve(["nobody"])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('there is no lab and no file "nobody"; labs are '),
  });
  expect(await solve(["--timeout", "soon"])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("such as 60"),
  });
  expect(await solve(["--what"])).toMatchObject({ status: 2, stderr: expect.stringContaining("Usage: pid-one solve") });
  expect(await solve([], { PIDONE_SANDBOX: "none" })).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("no lab can run here."),
  });
});
