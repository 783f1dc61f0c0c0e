/** The handout: what a room takes home, on a screen. `pid-one pdf` prints it. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { type StaticSite, serveSite } from "./static-site.ts";

let site: StaticSite;
test.beforeAll(async () => {
  site = await serveSite("dist/site");
});
test.afterAll(() => site.close());

test("the speaker view leads to the handout, which has each slide, fits a phone and has no accessibility findings", async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${site.address}/deck/init-systems/speaker/`);
  const slides = await page.locator("[data-slide]").evaluateAll((all) => all.map(({ dataset }) => dataset.slide));
  await page.getByRole("link", { name: "Handout" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Init systems and PID 1" })).toBeVisible();
  expect(await page.locator(".handout-slide").evaluateAll((all) => all.map(({ id }) => id))).toEqual(slides);
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});
