/** What Lighthouse says about the pages as visitors get them: built, compressed, under the server's content policy. */
import type { BenchRow } from "./bench.ts";
import { withLabServer } from "./lab-server.ts";
import { type Category, categories, type Form, measurePage, type PageScore } from "./lighthouse.ts";
import { quantile } from "./statistics.ts";

const pages = {
  home: "/",
  article: "/read/init-systems/",
  deck: "/deck/init-systems/",
  lab: "/labs/zombies/",
} as const;
type Page = keyof typeof pages;

const forms: Record<Form, string> = { mobile: "on a phone", desktop: "on a desk" };
const names: Record<Category, string> = {
  performance: "performance",
  accessibility: "accessibility",
  "best-practices": "best practices",
  seo: "search engines",
};
const runs = 3;
const script_kB_max = 60;

export async function benchPages(): Promise<BenchRow[]> {
  const scores = new Map<string, PageScore[]>();
  await withLabServer({}, async ({ address }) => {
    // In turn, so that all meet the same machine.
    for (let round = 1; round <= runs; round += 1) {
      for (const { page, form, key } of visits()) {
        const score = await measurePage(`${address}${pages[page]}`, form);
        scores.set(key, [...(scores.get(key) ?? []), score]);
        process.stdout.write(`${key}, ${round} of ${runs}: ${said(score)}\n`);
      }
    }
  });
  return rowsOf(scores);
}

/** @param scores for each of `visits` those of its runs */
export function rowsOf(scores: ReadonlyMap<string, readonly PageScore[]>): BenchRow[] {
  const points = visits().flatMap(({ key }) =>
    categories.map((category): BenchRow => {
      const ours = quantile(
        (scores.get(key) ?? []).map((score) => score.points[category]),
        0.5,
      );
      return { what: `${key}: ${names[category]}`, unit: "points", ours, peers: {}, bar: "100", holds: ours === 100 };
    }),
  );
  const bytes = (scores.get(keyOf("article", "mobile")) ?? []).map(({ script_bytes }) => script_bytes);
  const ours = quantile(bytes, 0.5) / 1000;
  const what = "JavaScript of an article before its lab is opened, compressed, with its headers";
  const bar = `at most ${script_kB_max} kB`;
  return [...points, { what, unit: "kB", ours, peers: {}, bar, holds: ours <= script_kB_max }];
}

export function visits(): { page: Page; form: Form; key: string }[] {
  const all: Page[] = ["home", "article", "deck", "lab"];
  const both: Form[] = ["mobile", "desktop"];
  return all.flatMap((page) => both.map((form) => ({ page, form, key: keyOf(page, form) })));
}

function keyOf(page: Page, form: Form): string {
  return `${page} ${forms[form]}`;
}

function said({ points, costs }: PageScore): string {
  return [categories.map((category) => points[category]).join(" "), ...costs].join("; ");
}
