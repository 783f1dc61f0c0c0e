/** The deck as who presents it uses it: keys, steps, addresses, notes, a lab beside its slides. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { type FakeLabServer, fakeLabServer } from "./fake-lab-server.ts";
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
  // From then on it obeys keys.
  await page.locator("main.deck[data-fitted]").waitFor();
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
  // What waits for scripts waits two seconds by the clock of animations: it stands still while we look.
  const session = await page.context().newCDPSession(page);
  await session.send("Animation.enable");
  const clock = (playbackRate: number) => session.send("Animation.setPlaybackRate", { playbackRate });
  await clock(0);
  await page.goto(`${site.address}/deck/init-systems/`, { waitUntil: "commit" });
  await expect(title).toBeVisible();
  await expect(second).toBeHidden();
  await expect.poll(() => title.boundingBox()).toEqual(place);
  await clock(1);
  await expect(second).toBeVisible();
  await clock(0);
  await page.goto(`${site.address}/deck/init-systems/#/two-duties`, { waitUntil: "commit" });
  await page.reload({ waitUntil: "commit" });
  await expect(page.locator(".deck-bar")).toBeVisible();
  await expect(title).toBeHidden();
});

test("keys go on and back, step by step, and the address names the slide", async ({ page }) => {
  await open(page);
  await expect(current(page).getByRole("heading", { level: 2, name: "Init systems and PID 1" })).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(page).toHaveURL(/#\/toc-part-1$/);
  await page.keyboard.press("PageDown");
  await expect(page).toHaveURL(/#\/toc-what-is-an-init-system-for$/);
  await page.keyboard.press("PageDown");
  await expect(page).toHaveURL(/#\/the-first-process$/);
  await page.keyboard.press("PageDown");
  await expect(page).toHaveURL(/#\/two-duties$/);
  const later = current(page).locator(".fragment").first();
  await expect(later).toHaveCSS("opacity", "0");
  await page.keyboard.press("Space");
  await expect(later).toHaveCSS("opacity", "1");
  await expect(page).toHaveURL(/#\/two-duties/);
  await page.keyboard.press("PageUp");
  await page.keyboard.press("PageUp");
  await expect(page).toHaveURL(/#\/the-first-process$/);
  await expect(page.locator(".deck-number")).toHaveText(/4\s*\/\s*\d+/);
});

test("an address leads to its slide", async ({ page }) => {
  await open(page, "#/orphans-that-live");
  await expect(current(page)).toHaveId("orphans-that-live");
});

test("one dialog leads to a slide, by its number, words of its title, words on it or the list", async ({ page }) => {
  await open(page, "#/the-first-process");
  const dialog = page.getByRole("dialog", { name: "Go to a slide" });
  const field = dialog.getByRole("combobox");
  const chosen = dialog.getByRole("option", { selected: true });
  await page.keyboard.press("g");
  await expect(field).toBeFocused();
  await expect(chosen).toHaveText("4 The first process");
  await page.keyboard.press("ArrowDown");
  await expect(chosen).toHaveText("5 Two duties");
  await expect(field).toHaveAttribute("aria-activedescendant", (await chosen.getAttribute("id")) ?? "none");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(current(page)).toHaveId("two-duties");

  await page.keyboard.press("/");
  await page.keyboard.type("4");
  await expect(chosen).toHaveText("4 The first process");
  await page.keyboard.press("Enter");
  await expect(current(page)).toHaveId("the-first-process");

  await page.keyboard.press("/");
  await page.keyboard.type("INIT minimal");
  await expect(chosen).toHaveText(/A minimal init/);
  await page.keyboard.press("Enter");
  await expect(current(page)).toHaveId("a-minimal-init");

  await page.keyboard.press("/");
  await page.keyboard.type("no such words anywhere");
  await expect(dialog.getByRole("status")).toHaveText("No slide has “no such words anywhere”.");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeVisible();
  // What would move the deck is the field's.
  await field.fill("");
  await page.keyboard.type("b d. ?");
  await expect(field).toHaveValue("b d. ?");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(current(page)).toHaveId("a-minimal-init");
  await expect(page.locator(".reveal.overview, .reveal.paused")).toHaveCount(0);
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
  await expect(notice).toContainText(
    "exclude=extra-detail: no slide has this class. Classes here: extra-details, in-person, title.",
  );
  await expect(notice).toContainText("incremental=no: write false");
  await notice.getByRole("button", { name: "Close" }).click();
  await expect(notice).toHaveCount(0);
  await page.keyboard.press("ArrowRight");
  await expect(page).toHaveURL(/#\/toc-part-1$/);
});

test("numbers have the manifest's prefix, and count what counts; the chapter stands beside them", async ({ page }) => {
  await page.goto(`${site.address}/deck/authoring/#/questions`);
  await page.locator("main.deck[data-fitted]").waitFor();
  const foot = page.locator(".deck-foot");
  await expect(foot).toHaveText(/^Guide for authors — 9 \/ \d+ ?One text, two forms$/);
  const numbers = new Map<string, string>();
  for (const id of ["the-manifest", "what-a-chapter-teaches-and-questions", "a-lab-of-your-own"]) {
    await page.evaluate((place) => {
      location.hash = `#/${place}`;
    }, id);
    await expect(current(page)).toHaveId(id);
    numbers.set(id, (await page.locator(".deck-number").textContent()) ?? "");
  }
  const [manifest = 0, ...others] = [...numbers.values()].map((text) => Number(/(\d+) \//.exec(text)?.[1]));
  // The second is not counted, and has the number of the one before it.
  expect(others).toEqual([manifest, manifest + 1]);
});

test("overview and black", async ({ page }) => {
  await open(page, "#/two-duties");
  await page.keyboard.press("Escape");
  await expect(page.locator(".reveal.overview")).toBeVisible();
  await expect(page.locator("#one-pid-1-in-each-container")).toBeInViewport();
  await page.keyboard.press("Escape");
  await expect(page.locator(".reveal.overview")).toHaveCount(0);
  for (const key of ["b", "."]) {
    await page.keyboard.press(key);
    await expect(page.locator(".pause-overlay")).toHaveCSS("opacity", "1");
    await page.keyboard.press("g");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press(key);
    await expect(page.locator(".pause-overlay")).toHaveCSS("opacity", "0");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(current(page)).toHaveId("two-duties");
  }
});

async function drag(page: Page, from: [number, number], to: [number, number]): Promise<void> {
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move(...to, { steps: 5 });
  await page.mouse.up();
}

test("drawings stay with their slide, and at their place on it", async ({ page }) => {
  await open(page, "#/the-first-process");
  const lines = current(page).locator(".deck-ink polyline");
  await page.keyboard.press("d");
  await drag(page, [300, 200], [500, 400]);
  await drag(page, [500, 200], [300, 400]);
  await expect(lines).toHaveCount(2);
  const box = await lines.first().boundingBox();
  expect(box?.x).toBeCloseTo(300, -1);
  expect(box?.width).toBeCloseTo(200, -1);
  await page.keyboard.press("ArrowRight");
  await expect(current(page)).toHaveId("two-duties");
  await drag(page, [300, 300], [400, 300]);
  await expect(lines).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(page.locator(".reveal.overview")).toHaveCount(0);
  await expect(page.locator(".deck-tools")).toBeHidden();
  await drag(page, [300, 500], [400, 500]);
  await expect(lines).toHaveCount(1);
  await page.keyboard.press("ArrowLeft");
  await expect(lines).toHaveCount(2);
  await page.keyboard.press("d");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(lines).toHaveCount(1);
  await page.keyboard.press("c");
  await expect(lines).toHaveCount(0);
});

test("a laser pointer follows the mouse, until Escape", async ({ page }) => {
  await open(page, "#/two-duties");
  const dot = page.locator(".deck-laser");
  await page.keyboard.press("l");
  await page.mouse.move(410, 310);
  await expect(dot).toBeVisible();
  const box = await dot.boundingBox();
  expect((box?.x ?? 0) + (box?.width ?? 0) / 2).toBeCloseTo(410, 0);
  expect((box?.y ?? 0) + (box?.height ?? 0) / 2).toBeCloseTo(310, 0);
  await page.keyboard.press("Escape");
  await expect(dot).toBeHidden();
  await page.mouse.move(500, 310);
  await expect(dot).toBeHidden();
});

test("the list of keys does what they do, for who has none", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await open(page, "#/two-duties");
  const dialog = page.getByRole("dialog", { name: "Keys and tools" });
  await page.keyboard.press("?");
  await expect(dialog.getByRole("listitem").filter({ hasText: "Laser pointer" })).toContainText("L");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await page.keyboard.press("t");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.keyboard.press("t");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
  await page.getByRole("button", { name: "Keys and tools" }).click();
  await dialog.getByRole("button", { name: "Draw on the slide" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator(".deck-tools")).toContainText("Pen");
});

test("a full screen has the lab too", async ({ page }) => {
  await open(page, "#/two-duties");
  await page.keyboard.press("f");
  await expect.poll(() => page.evaluate(() => document.fullscreenElement?.tagName)).toBe("HTML");
});

test("the speaker view follows the deck, and leads it", async ({ page }) => {
  await open(page, "#/the-first-process");
  const opened = page.waitForEvent("popup");
  await page.keyboard.press("s");
  const speaker = await opened;
  const shown = speaker.locator("[data-role=current]");
  await expect(shown.getByRole("heading", { name: "The first process" })).toBeVisible();
  await expect(shown.getByRole("group", { name: "Notes" })).toBeVisible();
  await expect(speaker.locator("[data-role=next]").getByRole("heading", { name: "Two duties" })).toBeVisible();
  await expect(speaker.getByText("Slide 4 of")).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(shown.getByRole("heading", { name: "Two duties" })).toBeVisible();
  await expect(shown.locator(".to-come").first()).toBeVisible();
  await speaker.getByRole("button", { name: "Next" }).click();
  await expect(shown.locator(".to-come")).toHaveCount(0);
  await speaker.keyboard.press("PageDown");
  await speaker.keyboard.press("PageDown");
  await expect(current(page)).toHaveId("meet-yours");
});

/** The line of time below the lab has its keys for itself; terminal and tree show its moment, and *Live* what is now. */
async function goBackInTime(page: Page, server: FakeLabServer): Promise<void> {
  const slider = page.getByRole("slider", { name: "Time" });
  const panes = page.locator(".pid-lab__panes:visible");
  const screen = () =>
    panes.locator("pid-terminal").evaluate((terminal: HTMLElementTagNameMap["pid-terminal"]) => terminal.text());
  const reached_ms = () => slider.getAttribute("max").then(Number);
  const seen = async (last: RegExp, boxes: number): Promise<void> => {
    await expect.poll(screen).toMatch(last);
    await expect(panes.getByRole("treeitem")).toHaveCount(boxes);
    await expect(current(page)).toHaveId("meet-yours");
  };
  server.print("earlier");
  server.processes([1, 0, "app"], [7, 1, "bash"]);
  await seen(/earlier$/, 2);
  const before_ms = await reached_ms();
  // It is told twice a second how long the recording is.
  await expect.poll(reached_ms).toBeGreaterThan(before_ms);
  const between_ms = await reached_ms();
  server.print(" later");
  server.processes([1, 0, "app"], [7, 1, "bash"], [9, 7, "sleep"]);
  await seen(/earlier later$/, 3);
  await slider.fill(String(between_ms));
  await seen(/earlier$/, 2);
  await slider.press("ArrowUp");
  await expect.poll(async () => Number(await slider.inputValue())).toBeGreaterThan(between_ms);
  await expect(current(page)).toHaveId("meet-yours");
  await slider.press("Home");
  await seen(/^(root@lab:~#)?$/, 0);
  await slider.press("End");
  await seen(/earlier later$/, 3);
  await slider.press("ArrowLeft");
  await expect(page.locator("[data-past]")).toBeVisible();
  await page.getByRole("button", { name: "Live" }).click();
  await expect(page.locator("[data-past]")).toBeHidden();
  await seen(/earlier later$/, 3);
}

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

  await goBackInTime(page, server);
  await page.locator("pid-terminal:visible .xterm-screen").click();
  await expect(terminal).toBeFocused();
  await page.keyboard.type("n b.gdlt?/");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Escape");
  await expect.poll(() => server.typed()).toContain("n b.gdlt?/\x1b[C\x1b");
  await expect(page.locator("dialog[open], .deck-tools:visible")).toHaveCount(0);
  await expect(current(page)).toHaveId("meet-yours");
  await expect(terminal).toBeFocused();
  await page.keyboard.type("x");
  // Two within a moment: on a busy machine some more may be needed.
  await expect(async () => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await expect(terminal).not.toBeFocused({ timeout: 1_000 });
  }).toPass();
  await expect(page.locator(".reveal.overview")).toHaveCount(0);
  await page.keyboard.press("ArrowRight");
  await expect(current(page)).toHaveId("toc-orphans-and-zombies");
  await expect(page.locator(".deck-lab")).toBeHidden();
  await open(page, "#/make-some");
  await expect(page.locator(".deck-lab pid-lab")).toBeVisible();
});

test("a clicker's keys go through steps and slides, and back", async ({ page }) => {
  await open(page, "#/two-duties");
  const steps = current(page).locator(".fragment");
  const builds = new Set(await steps.evaluateAll((all) => all.map(({ dataset }) => dataset.fragmentIndex))).size;
  expect(builds).toBeGreaterThan(0);
  for (let step = 0; step < builds; step += 1) {
    await expect(current(page)).toHaveId("two-duties");
    await page.keyboard.press("PageDown");
  }
  await expect(steps.last()).toHaveClass(/visible/);
  await page.keyboard.press("PageDown");
  await expect(current(page)).toHaveId("one-pid-1-in-each-container");
  await page.keyboard.press("PageUp");
  await expect(current(page)).toHaveId("two-duties");
  await expect(steps.last()).toHaveClass(/visible/);
});

test("screen readers get a page, not an application, and hear of slides and steps", async ({ page }) => {
  await open(page, "#/two-duties");
  await expect(page.getByRole("application")).toHaveCount(0);
  await expect(page.locator("section.past").first()).toHaveAttribute("aria-hidden", "true");
  const live = page.locator(".deck > [role=status]");
  await page.keyboard.press("ArrowRight");
  const shown = (await current(page).locator(".current-fragment").first().textContent()) ?? "none";
  await expect(live).toContainText(shown.trim().slice(0, 30));
  await page.keyboard.press("Home");
  await expect(live).toHaveText(/^Slide 1 of \d+: Init systems and PID 1/);
  await expect(page.locator(".reveal [aria-live]")).toHaveCount(0);
});

test("nothing moves for who wants no motion", async ({ page }) => {
  const moving = async (): Promise<number> => {
    await open(page, "#/the-first-process");
    await expect(page.locator(".reveal.ready")).toBeVisible();
    return page.evaluate(() => {
      document.dispatchEvent(new KeyboardEvent("keydown", { keyCode: 39, key: "ArrowRight", bubbles: true }));
      return document.getAnimations().length;
    });
  };
  await page.emulateMedia({ reducedMotion: "no-preference" });
  expect(await moving()).toBeGreaterThan(0);
  await page.goto("about:blank");
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect(await moving()).toBe(0);
});

test.describe("by touch", () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  /** A finger that comes down, moves, rests and is lifted: while a swipe that does not rest goes on, a tap only ends it. */
  async function swipe(page: Page, from: [number, number], to: [number, number]): Promise<void> {
    const session = await page.context().newCDPSession(page);
    const start_seconds = Date.now() / 1000 - 1;
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", share: number, after_seconds: number) =>
      session.send("Input.dispatchTouchEvent", {
        type,
        timestamp: start_seconds + after_seconds,
        touchPoints:
          type === "touchEnd"
            ? []
            : [{ x: from[0] + (to[0] - from[0]) * share, y: from[1] + (to[1] - from[1]) * share }],
      });
    await touch("touchStart", 0, 0);
    for (const share of [0.25, 0.5, 0.75, 1]) await touch("touchMove", share, share / 4);
    await touch("touchMove", 1.01, 0.9);
    await touch("touchEnd", 1, 1);
    await session.detach();
  }

  test("swipes go on and back, a finger draws instead while the pen is on, and a tap opens the tools", async ({
    page,
  }) => {
    await open(page, "#/the-first-process");
    await swipe(page, [300, 400], [80, 400]);
    await expect(current(page)).toHaveId("two-duties");
    await swipe(page, [80, 400], [300, 400]);
    await expect(current(page)).toHaveId("the-first-process");
    await page.getByRole("button", { name: "Keys and tools" }).tap();
    await page.getByRole("button", { name: "Draw on the slide" }).tap();
    await swipe(page, [300, 400], [80, 400]);
    await expect(current(page).locator(".deck-ink polyline")).toHaveCount(1);
    await expect(current(page)).toHaveId("the-first-process");
    await page.getByRole("button", { name: "Done" }).tap();
    await swipe(page, [300, 400], [80, 400]);
    await expect(current(page)).toHaveId("two-duties");
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`dialogs, tools and notices have no accessibility findings, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await open(page, "?incremental=maybe#/two-duties");
    for (const [key, shown] of [
      ["g", "[aria-label='Go to a slide'][open]"],
      ["?", "[aria-labelledby=deck-keys-title][open]"],
      ["d", ".deck-tools"],
    ] as const) {
      await page.keyboard.press(key);
      await expect(page.locator(shown)).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      await page.keyboard.press("Escape");
      await expect(page.locator(shown)).toBeHidden();
    }
  });

  for (const slide of ["two-duties", "meet-yours", "who-is-pid-1-after-sh-c"]) {
    test(`the slide ${slide} has no accessibility findings, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await open(page, `#/${slide}`);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    });
  }
}

// In wider windows `pid-one validate --layout` looks, which is one of the checks.
for (const width of [390, 820]) {
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
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}

test("?print-pdf has a page for each slide, with all steps", async ({ page }) => {
  await page.goto(`${site.address}/deck/init-systems/?print-pdf`);
  await page.locator("main.deck[data-fitted]").waitFor();
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
