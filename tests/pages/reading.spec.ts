/** What a reader's browser keeps of the reading, and code that copies. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { type StaticSite, serveSite } from "./static-site.ts";

let site: StaticSite;
test.beforeAll(async () => {
  site = await serveSite("dist/site");
});
test.afterAll(() => site.close());

const contents = (page: Page) => page.getByRole("navigation", { name: "In this chapter" });
const first = /^The first process/;

test("a section whose end was seen is read: in the contents, after a reload, on the first page, until it is forgotten", async ({
  page,
}) => {
  await page.goto(`${site.address}/read/init-systems/`);
  await expect(contents(page).getByRole("button", { name: "Forget" })).toBeHidden();
  await page.getByRole("heading", { name: "Two duties" }).scrollIntoViewIfNeeded();
  await expect(contents(page).getByRole("link", { name: "The first process (read)" })).toHaveCount(1);
  await expect(contents(page).getByRole("link", { name: "How to get it", exact: true })).toHaveCount(1);
  await page.reload();
  await expect(contents(page).getByRole("link", { name: "The first process (read)" })).toHaveCount(1);
  await expect(contents(page)).toContainText(/\d+ of \d+ sections read/);

  await page.goto(site.address);
  await expect(page.getByText(/sections read of/)).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Init systems and PID 1" }).click();

  await contents(page).getByRole("button", { name: "Forget" }).click();
  await expect(contents(page).getByRole("link", { name: first })).toHaveText("The first process");
  await page.goto(site.address);
  await expect(page.getByText(/sections read of/)).toBeHidden();
});

test("progress goes to another browser as a file, and a file that is none is refused", async ({ page, browser }) => {
  await page.goto(`${site.address}/read/init-systems/`);
  await page.getByRole("heading", { name: "Two duties" }).scrollIntoViewIfNeeded();
  await expect(contents(page).getByRole("link", { name: "The first process (read)" })).toHaveCount(1);
  await page.goto(site.address);
  await page.getByText("Your progress", { exact: true }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as a file" }).click();
  const file = await (await downloading).path();

  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(site.address);
  await other.getByText("Your progress", { exact: true }).click();
  const input = other.getByLabel("Add a file");
  await input.setInputFiles({ name: "a.json", mimeType: "application/json", buffer: Buffer.from("hello") });
  await expect(other.getByRole("status")).toContainText("This is no file of progress");
  await input.setInputFiles(file);
  await expect(other.getByRole("status")).toContainText("is added");
  expect((await new AxeBuilder({ page: other }).analyze()).violations).toEqual([]);
  await other.goto(`${site.address}/read/init-systems/`);
  await expect(contents(other).getByRole("link", { name: "The first process (read)" })).toHaveCount(1);
  await context.close();
});

test("a command is copied by keyboard, and that it was is said", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`${site.address}/read/init-systems/`);
  await page.getByRole("button", { name: "Copy: make-zombies 3 &" }).first().focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "Copied" })).toHaveCount(1);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("make-zombies 3 &");
});
