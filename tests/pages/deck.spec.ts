/** The deck as who presents it uses it: keys, steps, addresses, notes, a lab beside its slides. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { fakeLabServer } from "./fake-lab-server.ts";
import { type StaticSite, serveSite } from "./static-site.ts";

let site: StaticSite;
test.beforeAll(async () => {
  site = await serveSite("dist/site");
});
test.afterAll(() => site.close());

function current(page: Page): Locator {
  return page.locator(".slides > section.present");
}

async function open(page: Page, place = ""): Promise<void> {
  await page.goto(`${site.address}/deck/init-systems/${place}`);
  await expect(current(page)).toBeVisible();
}

test("before its scripts are there, the first slide stands where it will be; if they do not come, all are shown", async ({
  page,
}) => {
  const title = page.locator(".slides > section").first().getByRole("heading");
  const second = page.locator(".slides > section").nth(1).getByRole("heading").first();
  await open(page);
  await page.evaluate(() => document.fonts.ready);
  const place = await title.boundingBox();
  await page.route("**/_astro/index.astro*.js", (route) => route.abort());
  await page.goto(`${site.address}/deck/init-systems/`, { waitUntil: "commit" });
  await expect(title).toBeVisible();
  await expect(second).toBeHidden();
  await page.evaluate(() => document.fonts.ready);
  expect(await title.boundingBox()).toEqual(place);
  await expect(second).toBeVisible();
  await page.goto(`${site.address}/deck/init-systems/#/two-duties`, { waitUntil: "commit" });
  await page.reload({ waitUntil: "commit" });
  await expect(page.locator(".deck-bar")).toBeVisible();
  await expect(title).toBeHidden();
});

test("keys go on and back, step by step, and the address names the slide", async ({ page }) => {
  await open(page);
  await expect(current(page).getByRole("heading", { level: 2, name: "What is an init system" })).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(page).toHaveURL(/#\/what-is-an-init-system$/);
  await page.keyboard.press("PageDown");
  await expect(page).toHaveURL(/#\/two-duties$/);
  const later = current(page).locator(".fragment").first();
  await expect(later).toHaveCSS("opacity", "0");
  await page.keyboard.press("Space");
  await expect(later).toHaveCSS("opacity", "1");
  await expect(page).toHaveURL(/#\/two-duties/);
  await page.keyboard.press("PageUp");
  await page.keyboard.press("PageUp");
  await expect(page).toHaveURL(/#\/what-is-an-init-system$/);
  await expect(page.locator(".deck-number")).toHaveText(/2\s*\/\s*\d+/);
});

test("an address leads to its slide, and so do its number and a word on it", async ({ page }) => {
  await open(page, "#/orphans-that-live");
  await expect(current(page)).toHaveId("orphans-that-live");
  await page.keyboard.press("g");
  await page.keyboard.type("3");
  await page.keyboard.press("Enter");
  await expect(current(page)).toHaveId("two-duties");
  // reveal.js closes the field once more 1 ms after it lost the focus: a field opened before that would go with it.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1)));
  await page.keyboard.press("g");
  await page.keyboard.type("a-minimal-init");
  await page.keyboard.press("Enter");
  await expect(current(page)).toHaveId("a-minimal-init");
});

test("?exclude leaves out slides for another audience, in the speaker view as well", async ({ page }) => {
  await open(page);
  const all = await page.locator(".slides > section").count();
  const extra = page.locator(".slides > section.extra-details");
  const left = await extra.count();
  expect(left).toBeGreaterThan(1);
  await open(page, "?exclude=extra-details");
  await expect(extra).toHaveCount(0);
  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect(page.locator(".deck-number")).toHaveText(`1 / ${all - left}`);
  const opened = page.waitForEvent("popup");
  await page.keyboard.press("s");
  await expect((await opened).getByText(`Slide 1 of ${all - left}`)).toBeVisible();
});

test("?incremental=false shows all of a slide at once", async ({ page }) => {
  await open(page, "?incremental=false#/two-duties");
  for (const item of await current(page).locator("p, li").all()) await expect(item).toHaveCSS("opacity", "1");
  await page.keyboard.press("ArrowRight");
  await expect(page).not.toHaveURL(/two-duties/);
});

test("an address that makes no sense is told what to write, and the deck is there", async ({ page }) => {
  await open(page, "?exclude=extra-detail&incremental=no");
  const notice = page.getByRole("alert");
  await expect(notice).toContainText("exclude=extra-detail: no slide has this class. Classes here: extra-details.");
  await expect(notice).toContainText("incremental=no: write false");
  await notice.getByRole("button", { name: "Close" }).click();
  await expect(notice).toHaveCount(0);
  await page.keyboard.press("ArrowRight");
  await expect(page).toHaveURL(/#\/what-is-an-init-system$/);
});

test("numbers have the manifest's prefix, and count what counts; the chapter stands beside them", async ({ page }) => {
  await page.goto(`${site.address}/deck/authoring/#/questions`);
  const foot = page.locator(".deck-foot");
  await expect(foot).toHaveText(/^Guide for authors — 8 \/ \d+ ?One text, two forms$/);
  const numbers = new Map<string, string>();
  for (const id of ["the-manifest", "what-a-chapter-teaches-and-questions", "a-lab-of-your-own"]) {
    await page.evaluate((place) => {
      location.hash = `#/${place}`;
    }, id);
    await expect(current(page)).toHaveId(id);
    numbers.set(id, (await page.locator(".deck-number").textContent()) ?? "");
  }
  expect([...numbers.values()].map((text) => Number(/(\d+) \//.exec(text)?.[1]))).toEqual([10, 10, 11]);
});

test("overview and black", async ({ page }) => {
  await open(page, "#/two-duties");
  await page.keyboard.press("Escape");
  await expect(page.locator(".reveal.overview")).toBeVisible();
  await expect(page.locator("#one-pid-1-in-each-container")).toBeInViewport();
  await page.keyboard.press("Escape");
  await expect(page.locator(".reveal.overview")).toHaveCount(0);
  await page.keyboard.press("b");
  await expect(page.locator(".pause-overlay")).toHaveCSS("opacity", "1");
  await page.keyboard.press("b");
  await expect(page.locator(".pause-overlay")).toHaveCSS("opacity", "0");
});

test("the speaker view follows the deck, and leads it", async ({ page }) => {
  await open(page, "#/what-is-an-init-system");
  const opened = page.waitForEvent("popup");
  await page.keyboard.press("s");
  const speaker = await opened;
  const shown = speaker.locator("[data-role=current]");
  await expect(shown.getByRole("heading", { name: "The first process" })).toBeVisible();
  await expect(shown.getByRole("group", { name: "Notes" })).toBeVisible();
  await expect(speaker.locator("[data-role=next]").getByRole("heading", { name: "Two duties" })).toBeVisible();
  await expect(speaker.getByText("Slide 2 of")).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(shown.getByRole("heading", { name: "Two duties" })).toBeVisible();
  await expect(shown.locator(".to-come").first()).toBeVisible();
  await speaker.getByRole("button", { name: "Next" }).click();
  await expect(shown.locator(".to-come")).toHaveCount(0);
  await speaker.keyboard.press("PageDown");
  await speaker.keyboard.press("PageDown");
  await expect(current(page)).toHaveId("meet-yours");
});

test("a command on a slide runs in the lab beside it, which takes the keys and gives them back", async ({ page }) => {
  const server = await fakeLabServer(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page, "#/meet-yours");
  await current(page).getByRole("button", { name: "Run: ps -e" }).click();
  await expect.poll(() => server.typed()).toContain("ps -e -o pid,ppid,stat,comm\r");
  const terminal = page.getByRole("textbox", { name: "Terminal" });
  // At its real size: no element around it is scaled, or the mouse would be elsewhere.
  const scaled = await terminal.evaluate((element) => {
    const around: string[] = [];
    for (let one: Element | null = element; one; one = one.parentElement) {
      const { transform, zoom } = getComputedStyle(one);
      if (one.matches(".deck-lab, .deck, .deck-lab *") && (!["none", ""].includes(transform) || zoom !== "1"))
        around.push(one.className);
    }
    return around;
  });
  expect(scaled).toEqual([]);

  await page.locator("pid-terminal .xterm-screen").click();
  await expect(terminal).toBeFocused();
  await page.keyboard.type("n b.");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Escape");
  await expect.poll(() => server.typed()).toContain("n b.\x1b[C\x1b");
  await expect(current(page)).toHaveId("meet-yours");
  await expect(terminal).toBeFocused();
  await page.keyboard.type("x");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(terminal).not.toBeFocused();
  await expect(page.locator(".reveal.overview")).toHaveCount(0);
  await page.keyboard.press("ArrowRight");
  await expect(current(page)).toHaveId("toc-orphans-and-zombies");
  await expect(page.locator(".deck-lab")).toBeHidden();
  await open(page, "#/make-some");
  await expect(page.locator(".deck-lab pid-lab")).toBeVisible();
});

test("screen readers get a page, not an application", async ({ page }) => {
  await open(page, "#/two-duties");
  await expect(page.getByRole("application")).toHaveCount(0);
  await expect(page.locator("section.past").first()).toHaveAttribute("aria-hidden", "true");
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const slide of ["two-duties", "meet-yours", "who-is-pid-1-after-sh-c"]) {
    test(`the slide ${slide} has no accessibility findings, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await open(page, `#/${slide}`);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    });
  }
}

for (const width of [390, 820, 1440]) {
  test(`no slide is wider than the window at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await open(page);
    const ids = await page.locator(".slides > section").evaluateAll((all) => all.map(({ id }) => id));
    for (const id of ids) {
      await page.evaluate((place) => {
        location.hash = `#/${place}`;
      }, id);
      await expect(current(page)).toHaveId(id);
      const { scrollWidth, clientWidth } = await current(page).evaluate(({ scrollWidth, clientWidth }) => ({
        scrollWidth,
        clientWidth,
      }));
      expect(scrollWidth, id).toBeLessThanOrEqual(clientWidth);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}

test("?print-pdf has a page for each slide, with all steps", async ({ page }) => {
  await page.goto(`${site.address}/deck/init-systems/?print-pdf`);
  const slides = page.locator(".pdf-page > section");
  await expect(slides.first()).toBeVisible();
  expect(await page.locator(".pdf-page").count()).toBe(await slides.count());
  for (const step of await page.locator(".pdf-page .fragment").all()) await expect(step).toHaveCSS("opacity", "1");
  await expect
    .poll(() =>
      slides.evaluateAll((all) => all.filter((one) => one.scrollHeight > one.clientHeight + 1).map(({ id }) => id)),
    )
    .toEqual([]);
});

test.describe("with JavaScript off", () => {
  test.use({ javaScriptEnabled: false });

  test("all slides stand one below the other", async ({ page }) => {
    await page.goto(`${site.address}/deck/init-systems/`);
    const slides = await page.locator(".slides > section").all();
    expect(slides.length).toBeGreaterThan(20);
    for (const slide of slides) await expect(slide).toBeVisible();
    const [first, second] = await Promise.all([slides[0]?.boundingBox(), slides[1]?.boundingBox()]);
    expect(second?.y).toBeGreaterThan((first?.y ?? 0) + (first?.height ?? 0));
    for (const step of await page.locator(".fragment").all()) await expect(step).toHaveCSS("opacity", "1");
  });
});
