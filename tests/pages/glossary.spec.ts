/** Words of the glossary: beside the text by pointer and keyboard, without scripts, and as a page. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { type StaticSite, serveSite } from "./static-site.ts";

let site: StaticSite;
test.beforeAll(async () => {
  site = await serveSite("dist/site");
});
test.afterAll(() => site.close());

const card = (page: Page) => page.locator(".term-card:visible");

for (const width of [1440, 390]) {
  test(`a term says what it means, and its card is within ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(`${site.address}/read/init-systems/`);
    const link = page.locator("article").getByRole("link", { name: "PID namespace" }).first();
    await expect(link).toHaveAccessibleDescription(/A numbering of processes of its own/);
    await expect(card(page)).toHaveCount(0);
    await link.hover();
    await expect(card(page)).toContainText("A numbering of processes of its own");
    await page.screenshot({ path: `test-results/pictures/term-${width}.png` });
    await expect(async () => {
      const box = await card(page).boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
    }).toPass();
    await page.keyboard.press("Escape");
    await expect(card(page)).toHaveCount(0);
    await page.mouse.move(0, 0);
    await link.focus();
    await expect(card(page)).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/glossary\/#pid-namespace$/);
    await expect(page.locator("#pid-namespace")).toBeInViewport();
  });
}

test("on a slide, too, where Escape takes the card away and leaves the slide", async ({ page }) => {
  await page.goto(`${site.address}/deck/init-systems/#/one-pid-1-in-each-container`);
  await page.locator("main.deck[data-fitted]").waitFor();
  const link = page.locator("section.present").getByRole("link", { name: "PID namespace" });
  await link.focus();
  await expect(card(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(card(page)).toHaveCount(0);
  await expect(page.locator(".reveal.overview")).toHaveCount(0);

  // What the card says is not what the slide says.
  await page.keyboard.press("g");
  await page.keyboard.type("numbering of processes of its own");
  await expect(page.getByRole("dialog").getByRole("option")).toHaveCount(1);
});

test.describe("with JavaScript off", () => {
  test.use({ javaScriptEnabled: false });
  test("a term says what it means", async ({ page }) => {
    await page.goto(`${site.address}/read/init-systems/`);
    await page.locator("article").getByRole("link", { name: "PID namespace" }).first().hover();
    await expect(card(page)).toBeVisible();
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing in the glossary, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(`${site.address}/`);
    await page.getByRole("link", { name: "Glossary" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Glossary" })).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });
}
