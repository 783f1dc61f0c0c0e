/**
 * The three views of the processes, at one moment of a recording that is played at `/replay/`, beside pictures of what
 * somebody looked at and found good. In it is what a view has to tell apart: who runs, sleeps, was stopped, is a zombie by
 * a signal or by its own exit, was adopted, leads a session, has another user.
 */
import { expect, test } from "@playwright/test";
import { type StaticSite, serveSite } from "./static-site.ts";

let site: StaticSite;
test.beforeAll(async () => {
  site = await serveSite("dist/site");
});
test.afterAll(() => site.close());
test.use({ viewport: { width: 1440, height: 720 }, timezoneId: "UTC" });

/** Edges of letters may differ by machine; a mark, a zombie's hatching or its dashes are more than this. */
const tolerance = { threshold: 0.3, maxDiffPixels: 200 };

test("tree, table and timeline look as they shall, in light and dark", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await page.goto(`${site.address}/replay/`);
  await page.locator('input[type="file"]').setInputFiles(`${import.meta.dirname}/views.cast`);
  // What it celebrates while it plays is not of the moment that it is moved to.
  await page.locator(".pid-box.pid-adopted").waitFor();
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("slider", { name: "Time" }).fill("11500");
  for (const view of ["Tree", "Table", "Timeline"]) {
    await page.getByRole("button", { name: view, exact: true }).click();
    await page.mouse.move(0, 0);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expect
        .soft(page.locator("process-tree"))
        .toHaveScreenshot(`${view.toLowerCase()}-${colorScheme}.png`, tolerance);
    }
  }
});
