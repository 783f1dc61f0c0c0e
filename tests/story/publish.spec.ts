/** A recording is published from a lab, seen by somebody else, and deleted. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { startServer } from "../server/running-server.ts";
import { LabOnPage } from "./lab-page.ts";

async function expectAccessible(page: Page): Promise<void> {
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
}

test("who published a recording has a link for others, and takes it back", async ({ page, browser }) => {
  await using server = await startServer({ PIDONE_RECORDINGS_MAX: "1", PIDONE_WARM_MAX: "0" });
  await page.goto(`${server.address}/labs/zombies/`);
  const lab = new LabOnPage(page);
  await lab.start();
  await lab.terminal.click();
  await lab.type("echo for-$((40+2))-others");
  await expect.poll(() => lab.screen()).toContain("for-42-others");
  await page.getByRole("button", { name: "Recording", exact: true }).click();
  await expect(page.getByText("Whoever has the link sees all that terminals and processes have shown")).toBeVisible();
  await expect(page.getByText("It is kept for 7 days.")).toBeVisible();
  await page.getByRole("button", { name: "Publish", exact: true }).press("Enter");
  const link = page.getByRole("link", { name: /\/replay\/\?r=[\w-]{22}$/ });
  await expect(link).toBeFocused();
  const address = (await link.getAttribute("href")) ?? "";
  await expectAccessible(page);
  await page.screenshot({ path: "test-results/pictures/publish.png" });

  await page.getByRole("button", { name: "Publish", exact: true }).press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "There is no room for the recording." })).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await link.scrollIntoViewIfNeeded();
  // The terminal keeps its room above.
  const overlap_px = async () => {
    const [terminal, time] = await Promise.all([lab.terminal.boundingBox(), page.locator(".pid-time").boundingBox()]);
    return terminal && time ? terminal.y + terminal.height - time.y : Number.NaN;
  };
  await expect.poll(overlap_px).toBeLessThanOrEqual(1);
  await page.screenshot({ path: "test-results/pictures/publish-phone.png" });

  const other = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
  await other.goto(address);
  await expect(other.locator("pid-replay")).toHaveAttribute("data-state", "open");
  await other.getByRole("slider", { name: "Time" }).press("End");
  const shown = () => other.evaluate(() => document.querySelector("pid-terminal")?.text() ?? "");
  await expect.poll(shown).toContain("for-42-others");
  await expect(other.getByRole("treeitem").first()).toBeVisible();

  // The page that published it is gone, and comes back later.
  await page.reload();
  await lab.prompt();
  await page.getByRole("button", { name: "Recording", exact: true }).click();
  await page.getByRole("button", { name: "Delete it" }).press("Enter");
  await expect(link).toBeHidden();
  await other.reload();
  await expect(other.getByRole("alert")).toHaveText(
    "There is no such recording. It was deleted, or its time is over. Ask whoever sent you the link.",
  );
  await expectAccessible(other);
  await other.context().close();
});
