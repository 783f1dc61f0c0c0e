import "../../../src/words/en/speak.ts";
import { expect, test } from "vitest";
import { doneTasks, saveDoneTasks } from "../../../src/client/lab/progress.ts";
import { addProgress, ProgressError, writeProgress } from "../../../src/client/progress/file.ts";
import { answers, saveAnswer } from "../../../src/client/questions/answers.ts";
import { readings, saveReading } from "../../../src/client/reading/readings.ts";
import { memoryStore } from "../memory-store.ts";

const reading = (at: number, ...read: string[]) => ({ title: "A", of: 3, read, at });
const answer = (at: number, choice: number) => ({ choice, isRevealed: true, at });

test("what one browser has is in another after its file was added", () => {
  const [home, work] = [memoryStore(), memoryStore()];
  saveReading("init-systems", reading(5, "one", "two"), home);
  saveReading("other", reading(6, "x"), home);
  saveAnswer("q1", answer(7, 2), home);
  saveDoneTasks("zombies", new Set(["zombie"]), home);
  home.set("pid-one.session.zombies", '{"token": "secret"}');
  const text = writeProgress(home);
  expect(text).not.toContain("secret");
  addProgress(text, work);
  expect([...readings(work).keys()]).toEqual(["init-systems", "other"]);
  expect(readings(work).get("init-systems")?.read).toEqual(["one", "two"]);
  expect(answers(work).get("q1")).toEqual(answer(7, 2));
  expect([...doneTasks("zombies", work)]).toEqual(["zombie"]);
});

test("the later answer and reading stay, and tasks of both", () => {
  const [file, mine] = [memoryStore(), memoryStore()];
  for (const [store, at] of [
    [file, 5],
    [mine, 9],
  ] as const) {
    saveReading("init-systems", reading(at, `read at ${at}`), store);
    saveAnswer("q1", answer(at, at), store);
    saveDoneTasks("zombies", new Set([`done at ${at}`]), store);
  }
  saveAnswer("q2", answer(1, 0), file);
  addProgress(writeProgress(file), mine);
  expect(readings(mine).get("init-systems")?.read).toEqual(["read at 9"]);
  expect([...answers(mine)].map(([id, { choice }]) => [id, choice])).toEqual([
    ["q1", 9],
    ["q2", 0],
  ]);
  expect([...doneTasks("zombies", mine)].sort()).toEqual(["done at 5", "done at 9"]);
});

test.each([
  ["no JSON", "hello", "not JSON"],
  ["another file", '{"a": 1}', "no file of progress"],
  ["a later version", '{"format": "pid-one-progress", "version": 2, "kept": {}}', "no file of progress"],
])("%s is refused, and nothing changes", (_name, text, words) => {
  const store = memoryStore();
  expect(() => addProgress(text, store)).toThrow(ProgressError);
  expect(() => addProgress(text, store)).toThrow(words);
  expect(store.keys()).toEqual([]);
});

test("what is in the file and is not ours, or not what it should be, is left out", () => {
  const store = memoryStore();
  const kept = { "pid-one.answers": { q: { choice: "x" } }, "pid-one.session.zombies": { token: "t" }, theme: "dark" };
  addProgress(JSON.stringify({ format: "pid-one-progress", version: 1, kept }), store);
  expect(answers(store).size).toBe(0);
  expect(store.keys()).toEqual(["pid-one.answers"]);
});
