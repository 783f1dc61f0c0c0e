/** How soon an edit of Markdown shows in an open article and an open deck, in `npm run dev`. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { chromiumOptions } from "../browser/chromium.ts";
import { spawnDevSite } from "../spawn-dev-site.ts";
import type { BenchRow } from "./bench.ts";
import { quantile, time } from "./statistics.ts";

const pages = { article: "/read/init-systems/", deck: "/deck/init-systems/#/two-duties" } as const;
const text = "slides/init-systems/what-is-an-init-system.md";
const edited = "Whatever else an init system does";
const runs = 11;
const seconds_max = 0.5;

export async function benchReload(): Promise<BenchRow[]> {
  const site = await spawnDevSite();
  try {
    const browser = await chromium.launch(chromiumOptions);
    try {
      const rows: BenchRow[] = [];
      for (const [name, path] of Object.entries(pages)) {
        const page = await browser.newPage();
        const listens = page.waitForEvent("console", (message) => message.text().includes("[vite] connected"));
        await page.goto(`${site.address}${path}`);
        await listens;
        rows.push(rowOf(name, await measure(page, join(site.folder, text))));
        await page.close();
      }
      return rows;
    } finally {
      await browser.close();
    }
  } finally {
    await site.stop();
  }
}

/** @returns the milliseconds from each edit to its text in the page */
async function measure(page: Page, file: string): Promise<number[]> {
  const original = await readFile(file, "utf8");
  const all: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const word = `Edit${run}of${Date.now()}`;
    const shown = page.waitForFunction((word) => document.querySelector("main")?.textContent.includes(word), word);
    const edit = original.replace(edited, `${word} ${edited}`);
    all.push(
      await time(async () => {
        await writeFile(file, edit);
        await shown;
      }),
    );
  }
  return all;
}

function rowOf(name: string, all: readonly number[]): BenchRow {
  const ours = quantile(all, 0.5) / 1000;
  const what = `an edit of Markdown shows in an open ${name}`;
  return { what, unit: "s", ours, peers: {}, bar: `under ${seconds_max} s`, holds: ours < seconds_max };
}
