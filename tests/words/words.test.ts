import { expect, test } from "vitest";
import { initSchema } from "../../src/protocol/labs.ts";
import { endReasonSchema } from "../../src/protocol/messages.ts";
import { problemNames } from "../../src/server/problems.ts";
import { languages } from "../../src/words/language.ts";
import { wordsIn } from "../../src/words/words.ts";

const en = wordsIn("en").elements;
const fr = wordsIn("fr").elements;

test.each(languages)("%s: every end has a reason and something to do next, every PID 1 a meaning", (language) => {
  const { ends, inits } = wordsIn(language).elements.lab;
  for (const reason of [...endReasonSchema.options, "lost" as const]) {
    expect(ends[reason].title).toMatch(/^\p{Lu}.*[^.]$/u);
    expect(ends[reason].next).toMatch(/\.$/);
  }
  for (const init of initSchema.options) expect(inits[init].meaning).toMatch(/\.$/);
});

test("French has words for every problem that the server can have", () => {
  expect(Object.keys(fr.problems).toSorted()).toEqual([...problemNames].toSorted());
});

test.each([
  [0, 5, "5 tasks", "5 tâches"],
  [0, 1, "1 task", "1 tâche"],
  [1, 5, "1 of 5 tasks done", "1 tâche faite sur 5"],
  [2, 5, "2 of 5 tasks done", "2 tâches faites sur 5"],
  [5, 5, "✓ 5 tasks, all done", "✓ 5 tâches, toutes faites"],
  [1, 1, "✓ 1 task, done", "✓ 1 tâche, faite"],
])("%i of %i tasks", (done, of, english, french) => {
  expect(en.lab.tasks.inList(done, of)).toBe(english);
  expect(fr.lab.tasks.inList(done, of)).toBe(french);
});

test.each([
  [1, 5, "You are next. It may take about a minute;"],
  [2, 61, "You are number 2 in the queue. It may take about 2 minutes;"],
  [12, 3600, "You are number 12 in the queue. It may take about 60 minutes;"],
])("place %i in the queue for %i s is told in round figures", (place, wait_s, told) => {
  expect(en.lab.queue.words(place, wait_s)).toContain(told);
});

test.each([
  [45, "or 45 seconds without typing"],
  [120, "or 2 minutes without typing"],
  [600, "or 10 minutes without typing"],
])("%i s without typing", (seconds, told) => {
  expect(en.lab.bar.orIdle(seconds)).toBe(told);
});

test.each([
  [604_800, "7 days", "7 jours"],
  [86_400, "1 day", "1 jour"],
  [5400, "90 minutes", "90 minutes"],
  [61, "61 seconds", "61 secondes"],
])("a span of %i seconds", (seconds, english, french) => {
  expect(en.replay.span(seconds)).toBe(english);
  expect(fr.replay.span(seconds)).toBe(french);
});

test.each([
  [2 * 1024 * 1024, "2.1 MB", "2,1 Mo"],
  [2_000_001, "2.1 MB", "2,1 Mo"],
  [2000, "2 kB", "2 ko"],
])("%i bytes", (bytes, english, french) => {
  expect(en.replay.size(bytes)).toBe(english);
  expect(fr.replay.size(bytes)).toBe(french);
});

test.each([
  [0, "the beginning", "le début"],
  [61_000, "1 minute 1 second", "1 minute 1 seconde"],
  [7_325_000, "2 hours 2 minutes 5 seconds", "2 heures 2 minutes 5 secondes"],
])("%i ms, said", (at_ms, english, french) => {
  expect(en.replay.spoken(at_ms)).toBe(english);
  expect(fr.replay.spoken(at_ms)).toBe(french);
});

test("French counts none as one", () => {
  expect(fr.reading.progress.read(0, 3)).toBe("0 section lue sur 3");
  expect(fr.tree.gauge.pids(12, 64)).toBe("12 PID sur 64");
});
