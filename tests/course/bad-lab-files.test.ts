import { expect, test } from "vitest";
import { CourseError } from "../../src/course/diagnostic.ts";
import { parseLab } from "../../src/course/labs.ts";

const good = {
  title: "title: A lab",
  summary: "summary: What it is",
  inits: "inits: [none]",
  command: "command: [/lab/bin/app]",
};

function labFile(changes: Partial<Record<keyof typeof good | "more", string>>): string {
  return ["---", ...Object.values({ ...good, ...changes }).filter((line) => line !== ""), "---", "Text."].join("\n");
}

const task = (id: string, check: string, more = "solution: [a]") =>
  `  - { id: ${id}, goal: Do it, check: ${check}, ${more} }`;

test.each([
  ["no front matter", "Just text", ["1:1: error: no front matter; start the file with a line ---"]],
  ["front matter without end", "---\ntitle: A lab", ["1:1: error: the front matter that starts here does not end"]],
  [
    "nothing in it",
    "---\n---\n",
    ["2:1: error: nothing is here; write keys and values, of title, summary, order, inits"],
  ],
  ["a missing key", labFile({ title: "" }), ["2:1: error: `title` is missing; write some text"]],
  ["a wrong type", labFile({ title: "title: [a]" }), ['2:8: error: `title` is ["a"]; write some text']],
  ["an unknown key", labFile({ more: "colour: red" }), ["6:1: error: `colour` is not a key; write one of title,"]],
  [
    "an unknown init",
    labFile({ inits: "inits: [none, foo]" }),
    ['4:15: error: `inits[1]` is "foo"; write one of none,'],
  ],
  ["an empty list", labFile({ command: "command: []" }), ["5:10: error: `command` is []; write a list of one or more"]],
  [
    "a number out of range",
    labFile({ more: "limits: { pids: 2 }" }),
    ["6:17: error: `limits.pids` is 2; write a whole number from 8 to 4096"],
  ],
  [
    "an unknown key deep inside",
    labFile({ more: "limits: { pdis: 64 }" }),
    ["6:11: error: `pdis` is not a key in `limits`; write one of pids, memory_mib, cpus, tmpfs_mib"],
  ],
  [
    "two containers of one name",
    labFile({ more: "containers: [{ name: a, command: [b] }, { name: a, command: [c] }]" }),
    ['6:49: error: `containers[1].name` is "a"; another container has this name; write one of its own'],
  ],
  [
    "the name of the first container for another",
    labFile({ more: "containers: [{ name: main, command: [b] }]" }),
    ['6:22: error: `containers[0].name` is "main"; the container of `command` has this name; write another one'],
  ],
  [
    "a task's id that is no id",
    labFile({ more: `tasks:\n${task("Zombie", "{ event: zombie }")}` }),
    ['7:11: error: `tasks[0].id` is "Zombie"; write lower-case letters, digits and dashes, such as make-a-zombie'],
  ],
  [
    "the same task id twice",
    labFile({ more: `tasks:\n${task("a", "{ event: zombie }")}\n${task("a", "{ event: reaped }")}` }),
    ['8:11: error: `tasks[1].id` is "a"; another task has this id; write one of its own'],
  ],
  [
    "a check of nothing",
    labFile({ more: `tasks:\n${task("a", "{}")}` }),
    ["7:34: error: `tasks[0].check` is {}; write one of event, pids, command, ending in it"],
  ],
  [
    "a check of two things",
    labFile({ more: `tasks:\n${task("a", "{ event: zombie, ending: { code: 1 } }")}` }),
    ['7:34: error: `tasks[0].check` is {"event":"zombie","ending":{"code":1}}; write one of event'],
  ],
  [
    "what goes with something else",
    labFile({ more: `tasks:\n${task("a", "{ command: a, by: 1 }")}` }),
    ["7:52: error: `tasks[0].check.by` is 1; it goes with `event`"],
  ],
  [
    "a button that no page has",
    labFile({
      more: `tasks:\n${task("a", "{ event: zombie }", 'hints: [b, "Press .button[restrat]."], solution: [c]')}`,
    }),
    [
      '7:64: error: `tasks[0].hints[1]` is "Press .button[restrat]."; pages have no .button[restrat]; write .button[restart]',
    ],
  ],
  [
    "an event that there is not",
    labFile({ more: `tasks:\n${task("a", "{ event: died }")}` }),
    ['7:43: error: `tasks[0].check.event` is "died"; write one of forked, executed, exited, orphaned, zombie, reaped'],
  ],
  [
    "an ending that cannot be",
    labFile({ more: `tasks:\n${task("a", "{ ending: { code: 300 } }")}` }),
    ["7:52: error: `tasks[0].check.ending.code` is 300; write a whole number from 0 to 255"],
  ],
  [
    "a task without a solution",
    labFile({ more: `tasks:\n${task("a", "{ event: zombie }", "hints: [b]")}` }),
    [
      "7:5: error: `tasks[0].solution` is missing; write a list of one or more, each item some text, or keys and values",
    ],
  ],
  [
    "solutions without a cause",
    labFile({ more: `tasks:\n${task("a", "{ event: zombie }", "solutions: { b: [c] }")}` }),
    ['7:64: error: `tasks[0].solutions` is {"b":["c"]}; the lab has no `causes`'],
  ],
  [
    "a cause without a solution",
    labFile({ more: `causes: [b, d]\ntasks:\n${task("a", "{ event: zombie }", "solutions: { b: [c] }")}` }),
    ['`tasks[0].solutions` is {"b":["c"]}; write one for each of b, d'],
  ],
  [
    "two kinds of solution",
    labFile({ more: `causes: [b]\ntasks:\n${task("a", "{ event: zombie }", "solution: [c], solutions: { b: [c] }")}` }),
    ['`tasks[0].solutions` is {"b":["c"]}; there is a `solution` already; write one of both'],
  ],
  [
    "a step of no known kind",
    labFile({ more: `tasks:\n${task("a", "{ event: zombie }", "solution: [{ press: ^C }]")}` }),
    ['`tasks[0].solution[0]` is {"press":"^C"}; write a command, or one of key, keys,'],
  ],
  [
    "a step of two kinds",
    labFile({ more: `tasks:\n${task("a", "{ event: zombie }", "solution: [{ key: ^C, wait: a }]")}` }),
    ['`tasks[0].solution[0]` is {"key":"^C","wait":"a"}; write'],
  ],
  [
    "a restart with a PID 1 that there is not",
    labFile({ more: `tasks:\n${task("a", "{ event: zombie }", "solution: [restart: systemd]")}` }),
    ["`tasks[0].solution[0]"],
  ],
  [
    "a wrong way without an answer",
    labFile({
      more: `tasks:\n${task("a", "{ event: zombie }", "solution: [a], wrong: [{ when: { event: reaped }, steps: [b] }]")}`,
    }),
    ["`tasks[0].wrong[0].say` is missing; write some text"],
  ],
  [
    "a check under a PID 1 that the lab does not offer",
    labFile({ more: `tasks:\n${task("a", "{ event: zombie, init: tini }")}` }),
    [
      '7:57: error: `tasks[0].check.init` is "tini"; the lab does not offer it; write one of none, or add it to `inits`',
    ],
  ],
  [
    "the same in a wrong way and in a step",
    labFile({
      inits: "inits: [none, pid-one]",
      more: `tasks:\n${task("a", "{ event: zombie }", "solution: [restart: tini, b], wrong: [{ when: { event: reaped, init: broken }, say: c, steps: [restart: pid-one] }]")}`,
    }),
    [
      '`tasks[0].solution[0].restart` is "tini"; the lab does not offer it; write one of none, pid-one, or add',
      '`tasks[0].wrong[0].when.init` is "broken"; the lab does not offer it',
    ],
  ],
  [
    "a wrong way that does what is no later task",
    labFile({
      more: `tasks:\n${task("a", "{ event: zombie }", "solution: [a], wrong: [{ when: { event: reaped }, say: b, steps: [c], does: [a] }]")}\n${task("d", "{ event: zombie }")}`,
    }),
    ['`tasks[0].wrong[0].does[0]` is "a"; no task after this one has this id; write one of d'],
  ],
  ["bad YAML", labFile({ title: "title: [a" }), ["error: this is not YAML: "]],
  ["a key twice", labFile({ more: "title: Again" }), ["6:1: error: this is not YAML: Map keys must be unique"]],
  ["an alias to nothing", labFile({ title: "title: *a" }), ["error: this YAML cannot be read: Unresolved alias"]],
  [
    "several at once, in the order of their lines",
    labFile({ title: "", summary: "summary: 3" }),
    ["2:1: error: `title` is missing; write some text", "2:10: error: `summary` is 3; write some text"],
  ],
])("%s", (_name, source, messages) => {
  expect(() => parseLab(source, "labs/x/lab.md")).toThrow(CourseError);
  try {
    parseLab(source, "labs/x/lab.md");
  } catch (error) {
    const lines = error instanceof CourseError ? error.message.split("\n") : [];
    expect(lines).toHaveLength(messages.length);
    for (const [index, message] of messages.entries()) {
      expect(lines[index]).toContain("labs/x/lab.md:");
      expect(lines[index]).toContain(message);
    }
  }
});
