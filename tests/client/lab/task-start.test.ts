import { expect, test } from "vitest";
import { startOf } from "../../../src/client/lab/task-start.ts";

const step = (text: string, kind = "bash") => ({ kind, text });
const tasks = [
  { id: "a", solution: [step("do a")] },
  { id: "b" }, // By cause.
  { id: "c", solution: [step("in vain"), step("tini", "restart"), step("do c")] },
  { id: "d", solution: [step("", "restart"), step("do d")] },
  { id: "e", solution: [step("exit")], ends: true },
  { id: "f", solution: [step("do f")] },
];

test("a task begins after those before it that are done in its sandbox, under their PID 1", () => {
  const starts = Object.fromEntries(tasks.map(({ id }) => [id, startOf(tasks, id)]));
  const [a, b] = tasks;
  expect(starts).toEqual({
    a: { init: "", before: [] },
    b: { init: "", before: [a] },
    c: { init: "", before: [a, b] },
    d: { init: "tini", before: [{ id: "c", solution: [step("do c")] }] },
    e: { init: "tini", before: [{ id: "d", solution: [step("do d")] }] },
    f: { init: "tini", before: [] },
  });
  expect(() => startOf(tasks, "g")).toThrow("no task g");
});
