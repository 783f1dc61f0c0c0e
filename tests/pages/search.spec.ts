/** The search over the course, as who reads uses it: with keys. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { type StaticSite, serveSite } from "./static-site.ts";

let site: StaticSite;
test.beforeAll(async () => {
  site = await serveSite("dist/site");
});
test.afterAll(() => site.close());

/** A page's scripts come after its first paint. */
const ready = (page: Page) => expect(page.getByRole("button", { name: "Search" })).toBeVisible();
const dialog = (page: Page) => page.getByRole("dialog", { name: "Search the course" });

test("from / to a section, by keys alone, and loads nothing before", async ({ page }) => {
  const problems: string[] = [];
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  await page.goto(`${site.address}/read/init-systems/`, { waitUntil: "networkidle" });
  expect(asked.filter((path) => /pagefind|dialog/.test(path))).toEqual([]);

  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  // Two words, as the one alone stands in a lab as often.
  await page.keyboard.type("subreaper walks");
  await expect(dialog(page).getByRole("status")).toContainText(/place/);
  const results = dialog(page).getByRole("link");
  await expect(results.first()).toContainText("subreaper");
  // Of both words: before them came the answer to what was typed till then.
  await expect(results.first()).toHaveAttribute("href", /#not-always-pid-1-subreapers$/);
  await page.keyboard.press("ArrowDown");
  await expect(results.first()).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/read\/init-systems\/#not-always-pid-1-subreapers$/);
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByRole("heading", { name: "Not always PID 1: subreapers" })).toBeInViewport();
  expect(problems).toEqual([]);
});

test("who presses Enter before the answer is there goes to the first result all the same", async ({ page }) => {
  await page.goto(site.address);
  await ready(page);
  await page.keyboard.press("/");
  await page.keyboard.type("subreaper walks");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/read\/init-systems\/#not-always-pid-1-subreapers$/);
});

test("one search begins when the one before it has ended: Pagefind would mix their results", async ({ page }) => {
  const index = `
    document.documentElement.dataset.asked = "";
    export const options = async () => {};
    export const search = (words) => {
      document.documentElement.dataset.asked += words + ";";
      return new Promise((resolve) => addEventListener("pid-test-answer", () => resolve({ results: [] }), { once: true }));
    };`;
  await page.route("**/pagefind/pagefind.js", (route) =>
    route.fulfill({ contentType: "text/javascript", body: index }),
  );
  await page.clock.install();
  await page.goto(site.address);
  await ready(page);
  await page.keyboard.press("/");
  await page.getByRole("searchbox").pressSequentially("a");
  await page.clock.runFor(1_000);
  await expect(page.locator("html")).toHaveAttribute("data-asked", "a;");
  await page.keyboard.type("b");
  await page.clock.runFor(1_000);
  expect(await page.locator("html").getAttribute("data-asked")).toBe("a;");
  await page.evaluate(() => dispatchEvent(new Event("pid-test-answer")));
  await expect(page.locator("html")).toHaveAttribute("data-asked", "a;ab;");
});

test("what is typed on a result goes on in the field; Escape gives the focus back", async ({ page }) => {
  await page.goto(site.address);
  const button = page.getByRole("button", { name: "Search" });
  await button.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("zomb");
  await expect(dialog(page).getByRole("link").first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.type("ies");
  await expect(page.getByRole("searchbox")).toHaveValue("zombies");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  await expect(button).toBeFocused();
});

test("it says when nothing is found, and finds the lab's text too", async ({ page }) => {
  await page.goto(site.address);
  await ready(page);
  await page.keyboard.press("/");
  // No word of the course starts like it: the index would take a word of one letter for it.
  await page.keyboard.type("jjqqplugh");
  await expect(dialog(page).getByRole("status")).toContainText("Nothing found for “jjqqplugh”.");
  await page.getByRole("searchbox").fill("orphans");
  await expect(dialog(page).locator('a[href^="/labs/zombies/"]').first()).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the open search has no accessibility findings, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.goto(site.address);
    await ready(page);
    await page.keyboard.press("/");
    await page.keyboard.type("init");
    await expect(dialog(page).getByRole("link").first()).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
}
