/** `npm run dev`, as an author sees it: a text is edited in an editor while its pages are open beside it. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { type DevSite, spawnDevSite } from "../../src/cli/spawn-dev-site.ts";
import { fakeLabServer } from "./fake-lab-server.ts";

let site: DevSite;
test.beforeAll(async () => {
  site = await spawnDevSite();
});
test.afterAll(() => site.stop());

async function edit(old: string, fresh: string): Promise<void> {
  const file = join(site.folder, "slides/init-systems/what-is-an-init-system.md");
  const text = await readFile(file, "utf8");
  expect(text.split(old)).toHaveLength(2);
  await writeFile(file, text.replace(old, fresh));
}

/** Opened, and listening for edits. The page is marked: one that comes anew has no mark. */
async function open(page: Page, path: string): Promise<void> {
  const listens = () => page.waitForEvent("console", (message) => message.text().includes("[vite] connected"));
  await Promise.all([listens(), page.goto(`${site.address}${path}`)]);
  // What Vite does once it knows what a page imports is done by now.
  await Promise.all([listens(), page.reload()]);
  await page.evaluate(() => document.documentElement.setAttribute("data-mark", ""));
}

/** Comes when a page that is loaded now has the text: whatever had to come anew has been told so. */
async function stored(page: Page, path: string, text: string): Promise<void> {
  const shown = async () => (await page.request.get(`${site.address}${path}`)).text();
  await expect.poll(shown).toContain(text);
}

test("an edit shows in an open article, which stays where it is, with its lab", async ({ page }) => {
  const server = await fakeLabServer(page);
  await open(page, "/read/init-systems/");
  const run = page.getByRole("button", { name: /^Run: / }).first();
  const ran = page.locator("pre[data-ran]").first();
  await run.click();
  await expect.poll(() => server.typed()).toContain("\r");
  await expect(ran).toBeVisible();
  // What the reader sees stays, whatever becomes of the text above.
  const seen = page.getByRole("heading", { name: "One PID 1 in each container" });
  await seen.evaluate((heading) => heading.scrollIntoView({ block: "center" }));
  const place = await seen.boundingBox();
  await edit("On most servers", `${"Written while you read. ".repeat(60)}\n\nOn most servers`);
  await expect(page.getByText("Written while you read.")).toHaveCount(1);
  await stored(page, "/read/init-systems/", "Written while you read.");
  await expect.poll(async () => Math.abs(((await seen.boundingBox())?.y ?? 0) - (place?.y ?? 0))).toBeLessThan(2);
  await expect(page.locator("html")).toHaveAttribute("data-mark", "");
  await expect(ran).toBeAttached();
  await expect(page.locator("pid-lab[data-live]")).toHaveCount(1);

  // Contents and text belong together: with a new heading both come anew.
  await edit("## Two duties", "## Two duties, no more");
  await expect(page.locator(".contents").getByText("Two duties, no more")).toBeVisible();
  await expect(page.locator("html")).not.toHaveAttribute("data-mark");
  await expect(page.locator("pid-lab[data-live]")).toHaveCount(1);
});

test("an edit shows in an open deck, on its slide, with the steps that were shown", async ({ page }) => {
  await open(page, "/deck/init-systems/#/one-pid-1-in-each-container");
  const slide = page.locator(".slides > section.present");
  await expect(slide).toHaveId("one-pid-1-in-each-container");
  await page.keyboard.press("PageUp");
  const step = slide.locator(".fragment").last();
  await expect(step).toHaveCSS("opacity", "1");
  const id = await slide.getAttribute("id");
  await edit("Whatever else an init system does", "Written while you present: whatever else an init system does");
  await expect(slide.getByText("Written while you present")).toBeVisible();
  await edit("names PID 1, without asking.", "names PID 1, and does not ask.");
  await expect(slide.getByText("and does not ask")).toBeVisible();
  await expect(step).toHaveCSS("opacity", "1");
  await stored(page, "/deck/init-systems/", "and does not ask");
  await expect(slide).toHaveId(id ?? "");
  await expect(page.locator("html")).toHaveAttribute("data-mark", "");
});
