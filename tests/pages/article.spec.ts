/** The article as its readers get it: with scripts off, on paper, beside its lab. */
import { readdir, readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { type StaticSite, serveSite } from "./static-site.ts";

let site: StaticSite;
test.beforeAll(async () => {
  site = await serveSite("dist/site");
});
test.afterAll(() => site.close());

test.describe("with JavaScript off", () => {
  test.use({ javaScriptEnabled: false });

  test("the article is whole", async ({ page }) => {
    await page.goto(`${site.address}/read/init-systems/`);
    for (const name of ["What is an init system for?", "Orphans and zombies", "An init for containers"]) {
      await expect(page.getByRole("heading", { level: 2, name, exact: true })).toBeVisible();
    }
    await expect(page.locator("pre[data-step=bash]").first()).toContainText("ps -e -o pid,ppid,stat,comm");
    await expect(page.getByRole("button", { name: "Switch to dark" })).toBeHidden();
    await expect(page.locator(".no-script")).toBeVisible();
    const details = page.locator("details").first();
    await details.locator("summary").click();
    await expect(details.locator("p").first()).toBeVisible();
  });

  test("the lab's page has its text and says what is missing", async ({ page }) => {
    await page.goto(`${site.address}/labs/zombies/`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByRole("heading", { name: "A zombie" })).toBeVisible();
    await expect(page.locator(".no-script")).toBeVisible();
  });
});

test("each heading of the contents leads to its place, by keyboard", async ({ page }) => {
  await page.goto(`${site.address}/read/init-systems/`);
  const link = page
    .getByRole("navigation", { name: "In this chapter" })
    .getByRole("link", { name: "Orphans that live" });
  await link.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#orphans-that-live$/);
  await expect(page.getByRole("heading", { name: "Orphans that live" })).toBeInViewport();
});

test("the lab stays beside the text on a wide screen and comes after it on a narrow one", async ({ page }) => {
  const boxes = async () => {
    const text = await page.locator("article").boundingBox();
    const lab = await page.locator("pid-lab").boundingBox();
    if (!text || !lab) throw new Error("the article or its lab is not shown");
    return { text, lab };
  };
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${site.address}/read/init-systems/`);
  await page.getByRole("heading", { name: "How to get it" }).scrollIntoViewIfNeeded();
  await expect(async () => {
    const wide = await boxes();
    expect(wide.lab.x).toBeGreaterThan(wide.text.x + wide.text.width);
  }).toPass();
  await expect(page.locator("pid-lab")).toBeInViewport({ ratio: 0.9 });

  await page.setViewportSize({ width: 820, height: 900 });
  await expect(async () => {
    const narrow = await boxes();
    expect(narrow.lab.y).toBeGreaterThanOrEqual(narrow.text.y + narrow.text.height);
  }).toPass();
});

test("while the lab's part of the page is still to come, the text stands where it will be", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  const text = page.getByRole("heading", { level: 1 });
  await page.goto(`${site.address}/read/init-systems/`);
  const whole = await text.boundingBox();
  await page.route("**/read/init-systems/", async (route) => {
    const response = await route.fetch();
    const html = await response.text();
    await route.fulfill({ response, body: html.slice(0, html.indexOf('<div class="lab-column"')) });
  });
  await page.goto(`${site.address}/read/init-systems/`);
  await expect(page.locator(".lab-column")).toHaveCount(0);
  expect((await text.boundingBox())?.x).toBe(whole?.x);
});

test("lines are 60 to 80 characters long on a wide screen", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${site.address}/read/init-systems/`);
  await page.evaluate(() => document.fonts.ready);
  const characters = await page.locator("article .prose > p").evaluateAll((paragraphs) =>
    paragraphs
      .map((paragraph) => {
        const lines =
          paragraph.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(paragraph).lineHeight);
        const cards = [...paragraph.querySelectorAll(".term-card")].map((card) => card.textContent).join("");
        return { length: paragraph.textContent.length - cards.length, lines: Math.round(lines) };
      })
      .filter(({ lines }) => lines >= 4)
      // The last line is half full on average.
      .map(({ length, lines }) => length / (lines - 0.5)),
  );
  const average = characters.reduce((sum, one) => sum + one, 0) / characters.length;
  expect(average).toBeGreaterThan(55);
  expect(average).toBeLessThan(80);
});

test("printed, it is the whole text and nothing else", async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem("pid-theme", "dark"));
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.goto(`${site.address}/read/init-systems/`);
  await expect(page.getByRole("banner")).toBeHidden();
  // Of the lab its picture is left, between the head and the text.
  for (const part of await page.locator(".lab-column :is(h2, li, input, button, a)").all())
    await expect(part).toBeHidden();
  const tops = await Promise.all(
    ["article h1", ".lab-recording", "article h2:visible"].map(async (part) => {
      const box = await page.locator(part).first().boundingBox();
      return box?.y ?? Number.NaN;
    }),
  );
  expect(tops).toEqual(tops.toSorted((a, b) => a - b));
  for (const button of await page.locator("article button").all()) await expect(button).toBeHidden();
  await expect(page.getByText("The field was alpha in Kubernetes 1.10")).toBeVisible();
  expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe("rgb(0, 0, 0)"); // Whatever the theme.
});

test("the scripts of the page weigh at most 60 KB compressed while no lab is open", async ({ page }) => {
  const scripts = new Set<string>();
  page.on("request", (request) => request.resourceType() === "script" && scripts.add(new URL(request.url()).pathname));
  await page.goto(`${site.address}/read/init-systems/`, { waitUntil: "networkidle" });
  const bodies = await Promise.all([...scripts].map((path) => readFile(`dist/site${path}`)));
  const bytes = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
  expect(bytes).toBeLessThanOrEqual(60 * 1024);
});

test("modules are asked for when there is something to read, at the latest after a second", async ({ page }) => {
  await page.goto(`${site.address}/read/init-systems/`);
  await expect(page.getByRole("button", { name: "Search" })).toBeVisible();
  const { asked, earliest } = await page.evaluate(() => {
    const starts = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".js"));
    const [painted] = performance.getEntriesByType("paint");
    const [navigation] = performance.getEntriesByType("navigation");
    const parsed = navigation instanceof PerformanceNavigationTiming ? navigation.domContentLoadedEventStart : 0;
    return {
      asked: Math.min(...starts.map(({ startTime }) => startTime)),
      earliest: Math.min(painted?.startTime ?? 0, parsed + 1000),
    };
  });
  expect(asked).toBeGreaterThanOrEqual(earliest);
});

test("modules come also where the browser does not tell of the first paint", async ({ page }) => {
  await page.addInitScript(() => {
    PerformanceObserver.prototype.observe = () => undefined;
  });
  await page.goto(`${site.address}/read/init-systems/`);
  await expect(page.getByRole("button", { name: "Search" })).toBeVisible();
});

test("no page has a script in its text but the one that runs before it is painted", async () => {
  const firstPaint = await readFile("src/components/first-paint.js", "utf8");
  const files = (await readdir("dist/site", { recursive: true })).filter((name) => name.endsWith(".html"));
  expect(files.length).toBeGreaterThan(3);
  for (const file of files) {
    const html = await readFile(`dist/site/${file}`, "utf8");
    const scripts = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>(.*?)<\/script>/gs)].map(([, text]) => text);
    expect(scripts, file).toEqual([firstPaint]);
  }
});
