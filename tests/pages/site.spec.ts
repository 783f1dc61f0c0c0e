/** What every page of the built site must be, before any lab is started. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { readLabs } from "../../src/course/labs.ts";
import { type StaticSite, serveSite } from "./static-site.ts";

const pages = [
  "/",
  "/read/init-systems/",
  "/deck/init-systems/",
  "/deck/init-systems/speaker/",
  "/labs/",
  "/labs/zombies/",
  "/embed/zombies/",
  "/no-such-page/",
];

declare global {
  interface Window {
    shifted: number;
  }
}

let site: StaticSite;
test.beforeAll(async () => {
  site = await serveSite("dist/site");
});
test.afterAll(() => site.close());

/** A deck is made of its slides after the page is loaded. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(site.address + path);
  await expect(page.locator("main.deck:not([data-fitted])")).toHaveCount(0);
}

/** Opens what is folded, and lays out what is far from view, so that it is looked at too. */
async function unfold(page: Page): Promise<void> {
  await page.locator("details").evaluateAll((all) => {
    for (const details of all) details.setAttribute("open", "");
  });
  await page.locator("[data-text] > *").evaluateAll((all) => {
    for (const block of all) if (block instanceof HTMLElement) block.style.contentVisibility = "visible";
  });
}

for (const path of [...pages, "/fr/read/init-systems/"]) {
  test(`${path} loads the letters of English and French, and no whole font`, async ({ page }) => {
    const fonts: string[] = [];
    page.on("request", (request) => {
      if (request.resourceType() === "font") fonts.push(request.url());
    });
    await open(page, path);
    await unfold(page);
    await page.evaluate(() => document.fonts.ready);
    expect(fonts.length).toBeGreaterThan(1);
    expect(fonts.filter((url) => url.includes("-latin-"))).toEqual([]);
  });
}

for (const [path, width] of [
  ["/", 390],
  ["/read/init-systems/", 390],
  ["/read/init-systems/", 1440],
  ["/labs/zombies/", 390],
] as const) {
  test(`${path} at ${width} px stays where it is when its fonts come late`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await page.addInitScript(watchShifts);
    const { promise: painted, resolve: fontsMayCome } = Promise.withResolvers<void>();
    await page.route("**/*.woff2", async (route) => {
      await painted;
      await route.continue();
    });
    await page.goto(site.address + path, { waitUntil: "domcontentloaded" });
    await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
    fontsMayCome();
    await page.evaluate(async () => {
      for (const font of ["Literata Variable", "Source Sans 3 Variable"]) await document.fonts.load(`16px "${font}"`);
      for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    });
    // More than a tenth is felt (web.dev/articles/cls).
    expect(await page.evaluate(() => window.shifted)).toBeLessThan(0.1);
  });
}

/** Runs in the page: sums up what moved without the reader's doing. */
function watchShifts(): void {
  window.shifted = 0;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if ("value" in entry) window.shifted += Number(entry.value);
  });
  observer.observe({ type: "layout-shift", buffered: true });
}

for (const path of pages) {
  test.describe(path, () => {
    test("has no accessibility findings, on a wide screen and on a phone, light and dark", async ({ page }) => {
      await page.emulateMedia({ reducedMotion: "reduce" });
      await open(page, path);
      await unfold(page);
      for (const [width, colorScheme] of [
        [1440, "light"],
        [1440, "dark"],
        [390, "dark"],
      ] as const) {
        await page.setViewportSize({ width, height: 844 });
        await page.emulateMedia({ colorScheme });
        // By default axe leaves out the size of what fingers have to hit.
        const axe = new AxeBuilder({ page }).options({ rules: { "target-size": { enabled: true } } });
        const { violations } = await axe.analyze();
        const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
        expect(found, `${width} px, ${colorScheme}`).toEqual([]);
      }
    });

    test("loads from its own host only, and breaks no rule of the content policy", async ({ page }) => {
      const hosts = new Set<string>();
      const problems: string[] = [];
      page.on("request", (request) => hosts.add(new URL(request.url()).origin));
      page.on("pageerror", (error) => problems.push(String(error)));
      page.on("console", (message) => {
        // The lab's page asks whether there is a lab server; on a static host there is none.
        const missing = new URL(message.location().url || site.address).pathname;
        const isExpected = message.text().includes("404") && ["/no-such-page/", "/readyz"].includes(missing);
        if (message.type() === "error" && !isExpected) problems.push(message.text());
      });
      await page.goto(site.address + path, { waitUntil: "networkidle" });
      expect([...hosts]).toEqual([site.address]);
      expect(problems).toEqual([]);
    });

    test("has a title, a description, headings in order, and room at any width", async ({ page }) => {
      await open(page, path);
      expect((await page.title()).length).toBeGreaterThan(10);
      const description = await page.locator("meta[name=description]").getAttribute("content");
      expect(description?.length).toBeGreaterThan(20);
      const levels = await page
        .locator("h1, h2, h3, h4, h5, h6")
        .evaluateAll((headings) => headings.map((heading) => Number(heading.tagName[1])));
      expect(levels.filter((level) => level === 1)).toHaveLength(1);
      expect(levels[0]).toBe(1);
      for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
      await unfold(page);
      for (const width of [1440, 820, 390, 320]) {
        await page.setViewportSize({ width, height: 844 });
        const scrollWidth = () => page.evaluate(() => document.documentElement.scrollWidth);
        await expect.poll(scrollWidth, `scrolls sideways at ${width} px`).toBeLessThanOrEqual(width);
      }
    });
  });
}

test("the skip link is the first stop of the keyboard and leads to the content", async ({ page }) => {
  await page.goto(`${site.address}/read/init-systems/`);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});

test("a site that knows no address of its own names none", async ({ page }) => {
  await page.goto(`${site.address}/read/init-systems/`);
  await expect(page.locator("meta[property='og:title']")).toHaveAttribute("content", /^Init systems and PID.1$/);
  await expect(page.locator("link[rel=canonical], meta[property='og:image'], meta[property='og:url']")).toHaveCount(0);
});

test("every link inside the site leads somewhere", async ({ page }) => {
  const links = new Set<string>();
  for (const path of pages) {
    await page.goto(site.address + path);
    const found = await page.locator("a[href^='/'], a[href^='#']").evaluateAll((all) => all.map(String));
    for (const link of found) links.add(link);
  }
  for (const link of [...links].map((text) => new URL(text))) {
    const answer = await page.goto(link.href);
    // A deck writes #/ID.
    if (link.hash !== "") await expect(page.locator(`[id="${link.hash.replace(/^#\/?/, "")}"]`)).toHaveCount(1);
    else if (!pages.includes(link.pathname)) expect(answer?.status()).toBe(200);
  }
});

test("a choice of light or dark is remembered, and is there before anything is painted", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(site.address);
  await page.getByRole("button", { name: "Switch to dark" }).click();
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background();
  // The one script that comes before is part of the page's text.
  await page.route("**/*.js", (route) => route.abort());
  await page.goto(`${site.address}/read/init-systems/`);
  await expect.poll(background).toBe(dark);
  await page.unroute("**/*.js");
  await page.reload();
  await page.getByRole("button", { name: "Switch to light" }).click();
  await expect.poll(background).not.toBe(dark);
});

test("all labs are listed, the easiest first, with how much of each is done in this browser", async ({ page }) => {
  await page.goto(`${site.address}/read/init-systems/`);
  await page.getByRole("navigation", { name: "Course" }).getByRole("link", { name: "Labs" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Labs" })).toBeVisible();
  const labs = page.getByRole("main").getByRole("listitem");
  await expect(labs).toHaveCount((await readLabs("labs")).length);
  await expect(labs.first()).toContainText("4 tasks");
  const first = labs.first().getByRole("link", { name: "Zombies and orphans" });
  await first.click();
  await expect(page.getByRole("link", { name: "Labs" })).toHaveAttribute("aria-current", "true");
  await page.evaluate(() => localStorage.setItem("pid-one.progress.zombies", '["zombie", "adopted", "long gone"]'));
  await page.goBack();
  await expect(labs.first()).toContainText("2 of 4 tasks done");
  await expect(labs.nth(1)).not.toContainText("done");
});
