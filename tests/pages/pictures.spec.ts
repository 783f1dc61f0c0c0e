/**
 * How slides look: beside pictures of what somebody looked at and found good. Fonts come with the site, so pictures of one
 * machine are those of another but for a few edges. What moves, the lab and the number, is not on them.
 */
import { expect, test } from "@playwright/test";
import { type StaticSite, serveSite } from "./static-site.ts";

let site: StaticSite;
test.beforeAll(async () => {
  site = await serveSite("dist/site");
});
test.afterAll(() => site.close());

/** What is on a picture, on which slide. */
const shown = {
  title: { slide: "toc-what-is-an-init-system-for", part: ".slide" },
  command: { slide: "make-some", part: ".slide" },
  table: { slide: "nearly-transparent", part: "table" },
} as const;

const windows = [
  { width: 1440, height: 900, colorScheme: "light", names: ["title", "command", "table"] },
  { width: 820, height: 1180, colorScheme: "light", names: ["title", "command", "table"] },
  { width: 390, height: 844, colorScheme: "light", names: ["title", "command", "table"] },
  { width: 820, height: 1180, colorScheme: "dark", names: ["command"] },
] as const;

for (const { width, height, colorScheme, names } of windows) {
  test(`slides look as they shall at ${width} px, ${colorScheme}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.goto(`${site.address}/deck/init-systems/`);
    await page.locator("main.deck[data-fitted]").waitFor();
    for (const name of names) {
      const { slide, part } = shown[name];
      await page.evaluate((place) => {
        location.hash = `#/${place}`;
      }, slide);
      // Waits until two pictures in a row are the same.
      await expect
        .soft(page.locator(`.slides > section.present[id="${slide}"] ${part}`))
        .toHaveScreenshot(`${name}-${width}-${colorScheme}.png`, {
          maxDiffPixelRatio: 0.02,
          mask: [page.locator(".deck-foot, .reveal > .progress")],
        });
    }
  });
}
