/** A lab by keyboard alone, and what axe finds in it: in a real browser, with a scripted sandbox behind it. */
import { expect } from "@playwright/test";
import { drawn, expectAccessible, open, P, screenText, show, started, test, zombies } from "../page/lab.ts";
import type {} from "../page/main.ts";

test("nothing heavy is loaded before the click", async ({ page }) => {
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(request.url()));
  await open(page);
  expect(loaded.filter((url) => /xterm|d3-hierarchy|zod|woff2/.test(url))).toEqual([]);
});

test("the keyboard is enough: choose PID 1, start, type, leave, walk the tree, end", async ({ page }) => {
  await open(page, "mode=embed");
  // Each task can be begun at.
  for (const name of [/^Start at this task: Make/, /^Start at this task: Let/, /^Start at this task: Restart/]) {
    await page.keyboard.press("Tab");
    await expect(page.getByRole("button", { name })).toBeFocused();
  }
  await page.keyboard.press("Tab");
  await expect(page.getByRole("radio", { name: /The app itself/ })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: /pid-one/ })).toBeChecked();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Terminal" })).toBeFocused();
  expect(await page.evaluate(() => window.fake.last.init)).toBe("pid-one");

  await page.keyboard.type("ls");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+c");
  await expect.poll(() => page.evaluate(() => window.fake.last.typed)).toBe("ls\t\x1b\x03");

  await page.keyboard.press("Control+Shift+Enter");
  await expect(page.getByRole("button", { name: "Screen reader mode" })).toBeFocused();
  await show(page, zombies);
  await expect(page.getByRole("treeitem")).toHaveCount(5);
  for (let views = 0; views < 3; views += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  const item = (name: string) => page.getByRole("treeitem", { name });
  await expect(item("1 pid-one S, sleeping")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(item("7 bash")).toBeFocused();
  await page.keyboard.press("End");
  await expect(item("14 child Z, zombie, exited with code 0, child of 12")).toBeFocused();
  await expect(page.locator(".pid-tree__details")).toContainText("14 child: zombie, exited with code 0");
  await page.keyboard.press("ArrowLeft");
  await expect(item("12 make-zombies")).toBeFocused();

  await page.getByRole("button", { name: "End", exact: true }).press("Enter");
  await expect(page.locator(".pid-lab__notice")).toContainText("You ended this lab");
});

test("from the terminal's bar Shift+Tab leads up to the lab's bar, and the key that left leads back", async ({
  page,
}) => {
  await started(page);
  const terminal = page.getByRole("textbox", { name: "Terminal" });
  await expect(terminal).toBeFocused();
  await page.keyboard.press("Control+Shift+Enter");
  await page.keyboard.press("Shift+Tab");
  await expect(page.getByRole("button", { name: "End", exact: true })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(terminal).toBeFocused();
  await page.keyboard.press("Control+Shift+Enter");
  await page.keyboard.press("Control+Shift+Enter");
  await expect(terminal).toBeFocused();
  expect(await page.evaluate(() => window.fake.last.typed)).toBe("");
});

test.describe("axe finds nothing", () => {
  for (const [mode, theme] of [
    ["article", "light"],
    ["article", "dark"],
    ["page", "light"],
    ["page", "dark"],
    ["embed", "light"],
    ["embed", "dark"],
  ] as const) {
    test(`${mode}, ${theme}: before, while it runs, after the end`, async ({ page }) => {
      await open(page, `mode=${mode}&theme=${theme}`);
      await expectAccessible(page);
      await page.getByRole("button", { name: "Start the lab" }).click();
      await expect.poll(() => screenText(page)).toContain("root@lab:~#");
      await show(page, [...zombies, P(20, 7, "vi", "T"), P(21, 7, "yes", "R")]);
      await drawn(page, 7);
      await expectAccessible(page);
      await page.getByRole("button", { name: "Table" }).click();
      await page.getByRole("button", { name: "Screen reader mode" }).click();
      await expectAccessible(page);
      await page.evaluate(() => window.fake.last.over({ reason: "idle", detail: "Nobody typed for 10 minutes." }));
      await expectAccessible(page);
    });
  }
});
