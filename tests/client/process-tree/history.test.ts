import { expect, test } from "vitest";
import { ProcessHistory } from "../../../src/client/process-tree/history.ts";
import { process } from "./sample.ts";

test("a new parent is an adoption, and is remembered while the process is there", () => {
  const history = new ProcessHistory();
  expect([...history.update({ list: [process(1, 0, "app"), process(41, 1, "sh"), process(42, 41, "sleep")] })]).toEqual(
    [],
  );
  expect([...history.update({ list: [process(1, 0, "app"), process(42, 1, "sleep")] })]).toEqual([42]);
  expect(history.adoption(42)).toMatchObject({ from: 41 });
  expect([...history.update({ list: [process(1, 0, "app"), process(42, 1, "sleep")] })]).toEqual([]);
  history.update({ list: [process(1, 0, "app")] });
  expect(history.adoption(42)).toBeNull();
});

test("an event tells of an adoption that no snapshot saw happen", () => {
  const history = new ProcessHistory();
  history.event({ at: 0, kind: "orphaned", pid: 42, from: 41, to: 1 });
  history.update({ list: [process(42, 1, "sleep")] });
  expect(history.adoption(42)).toMatchObject({ from: 41 });
});

test("an adoption counts though nobody saw the parent before", () => {
  const history = new ProcessHistory();
  history.event({ at: 0, kind: "orphaned", pid: 42, to: 1 });
  history.update({ list: [process(42, 1, "sleep")] });
  expect(history.adoption(42)).toMatchObject({ from: null });
});

test("the gone keep their names, and a PID used again starts without one", () => {
  const history = new ProcessHistory();
  history.update({ list: [process(42, 7, "ls")] });
  history.update({ list: [] });
  expect(history.commandOf(42)).toBe("ls");
  history.event({ at: 0, kind: "forked", pid: 42, ppid: 7 });
  expect(history.commandOf(42)).toBeNull();
  history.event({ at: 0, kind: "executed", pid: 42, command: "cat" });
  expect(history.commandOf(42)).toBe("cat");
  expect(history.commandOf(99)).toBeNull();
});

test("names do not pile up for ever", () => {
  const history = new ProcessHistory();
  for (let pid = 1; pid <= 6_000; pid += 1) history.event({ at: 0, kind: "executed", pid, command: "x" });
  expect(history.commandOf(1)).toBeNull();
  expect(history.commandOf(6_000)).toBe("x");
});
