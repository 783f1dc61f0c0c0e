import { expect, test } from "vitest";
import { posterOf } from "../../src/components/recording/poster.ts";
import { wordsIn } from "../../src/words/words.ts";
import { all, handRecorder, P } from "../recording/sample.ts";

const { site, elements } = wordsIn("en");

/** @returns whether the edge to each process but PID 1 is that of an adoption */
function adoptionsAfter(...lists: ReturnType<typeof all>[]): boolean[] | undefined {
  const { hand, recorder } = handRecorder();
  recorder.processes(all(1, P(1, 0, "app"), P(5, 1, "sh"), P(6, 5, "serve")));
  hand.now = 1_000;
  recorder.event({ at: 2, pid: 6, kind: "orphaned", from: 5, to: 1 });
  for (const list of lists) recorder.processes(list);
  const poster = posterOf(recorder.recording, { ...elements.tree, ...site.recording });
  return poster?.wide.edges.map(({ isAdopted }) => isAdopted);
}

test("an adoption is drawn where the list shows the new parent, and not before", () => {
  expect(adoptionsAfter(all(3, P(1, 0, "app"), P(6, 1, "serve")))).toEqual([true]);
  expect(adoptionsAfter()).toEqual([false, false]);
});
