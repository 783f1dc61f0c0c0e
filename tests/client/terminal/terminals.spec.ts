/** What a lab does with what its terminals show and ask. */
import { expect } from "@playwright/test";
import { expectAccessible, open, screenText, started, test } from "../page/lab.ts";
import type {} from "../page/main.ts";

test("a hostile program cannot write the clipboard or the title", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await started(page);
  await page.evaluate(() => navigator.clipboard.writeText("mine"));
  await page.evaluate(() => window.fake.last.print("\x1b]52;c;ZXZpbA==\x07\x1b]0;evil\x07\x1b]2;evil\x07harmless"));
  await expect.poll(() => screenText(page)).toContain("harmless");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("mine");
  await expect(page).toHaveTitle("A lab");
});

test("what a terminal of the past asked is not answered into the shell of now", async ({ page }) => {
  await started(page);
  await page.evaluate(() => {
    window.fake.last.tell((on) => on.hello?.({ replay: true }));
    window.fake.last.print("\x1b[c\x1b[6nold");
  });
  await expect.poll(() => screenText(page)).toBe("old");
  expect(await page.evaluate(() => window.fake.last.typed)).toBe("");
  await page.evaluate(() => window.fake.last.print("\x1b[6n"));
  await expect.poll(() => page.evaluate(() => window.fake.last.typed)).toBe("\x1b[1;4R");
});

test("without a graphics card the page is drawn as text, not by WebGL in software", async ({ page }) => {
  await started(page);
  const rows = page.locator("pid-terminal .xterm-rows");
  // Its font comes just before what draws.
  await expect(rows).toHaveCSS("font-family", /JetBrains/);
  await page.waitForLoadState("networkidle");
  await expect(rows).toBeAttached();
  await expect(page.locator("pid-terminal canvas")).toHaveCount(0);
});

test("every byte that was drawn is reported", async ({ page }) => {
  await started(page);
  const before = await page.evaluate(() => window.fake.last.taken);
  await page.evaluate(() => {
    for (let chunk = 0; chunk < 50; chunk += 1) window.fake.last.print("x".repeat(20_000));
  });
  await expect.poll(() => page.evaluate(() => window.fake.last.taken)).toBe(before + 1_000_000);
});

test("several terminals stand behind tabs", async ({ page }) => {
  await open(page);
  await page.evaluate(() => {
    window.fake.terminals = [
      { id: 0, title: "First" },
      { id: 1, title: "Second" },
    ];
  });
  await page.getByRole("button", { name: "Start the lab" }).click();
  await page.getByRole("tab", { name: "First" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.getByRole("textbox", { name: "Second" }).focus();
  await page.keyboard.type("x");
  await expect.poll(() => page.evaluate(() => window.fake.last.typed)).toBe("x");
  await expect(page.getByRole("textbox", { name: "First" })).toBeHidden();
  await expectAccessible(page);
});
