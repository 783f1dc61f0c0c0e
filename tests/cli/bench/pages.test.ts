import { expect, test } from "vitest";
import { type PageScore, scoreOf } from "../../../src/cli/bench/lighthouse.ts";
import { rowsOf, visits } from "../../../src/cli/bench/pages.ts";

const audit = (score: number | null, displayValue?: string) => ({ score, ...(displayValue && { displayValue }) });
const category = (score: number | null, ...auditRefs: { id: string; weight: number }[]) => ({ score, auditRefs });

/** The parts of a result of Lighthouse that are read, with one of what is not. */
function result(performance: number | null) {
  const paint = { id: "largest-contentful-paint", weight: 25 };
  return {
    lighthouseVersion: "13",
    categories: {
      performance: category(performance, paint, { id: "font-display", weight: 0 }),
      accessibility: category(1, { id: "color-contrast", weight: 7 }, { id: "video-caption", weight: 10 }),
      "best-practices": category(1),
      seo: category(0.92, { id: "meta-description", weight: 1 }),
    },
    audits: {
      "largest-contentful-paint": audit(0.9, "2.5 s"),
      "font-display": audit(0),
      "color-contrast": audit(1),
      "video-caption": audit(null),
      "meta-description": audit(0),
      "network-requests": {
        score: 1,
        details: {
          items: [
            { resourceType: "Document", transferSize: 9000 },
            { resourceType: "Script", transferSize: 20_500 },
            { resourceType: "Script", transferSize: 900 },
          ],
        },
      },
    },
  };
}

test("a page has points from 0 to 100, what its scripts weigh, and what costs points", () => {
  expect(scoreOf(result(0.97))).toEqual({
    points: { performance: 97, accessibility: 100, "best-practices": 100, seo: 92 },
    script_bytes: 21_400,
    costs: ["performance: largest-contentful-paint, 2.5 s", "seo: meta-description"],
  });
});

test("a page that could not be measured is no page with 0 points", () => {
  expect(() => scoreOf(result(null))).toThrow("could not be measured");
  expect(() => scoreOf(undefined)).toThrow();
});

test("each page has a row for each form and category, of the median of its runs, held to 100", () => {
  const score = (performance: number, script_bytes: number): PageScore => ({
    points: { performance, accessibility: 100, "best-practices": 100, seo: 100 },
    script_bytes,
    costs: [],
  });
  const scores = new Map(visits().map(({ key }) => [key, [score(100, 20_000)]]));
  scores.set("deck on a phone", [score(100, 1), score(97, 1), score(60, 1)]);
  scores.set("article on a phone", [score(100, 60_500)]);
  const rows = rowsOf(scores);
  expect(rows).toHaveLength(4 * 2 * 4 + 1);
  expect(rows.filter(({ holds }) => !holds)).toEqual([
    { what: "deck on a phone: performance", unit: "points", ours: 97, peers: {}, bar: "100", holds: false },
    expect.objectContaining({ unit: "kB", ours: 60.5, bar: "at most 60 kB", holds: false }),
  ]);
});
