/** The picture of the processes beside a lab: as a tree, as a table, as a timeline, and spoken. */
import { expect, type Locator, type Page } from "@playwright/test";
import { expectAccessible, P, shell, show, started, test, zombies } from "../page/lab.ts";
import type {} from "../page/main.ts";

/** From now on only as much time goes by as the test says. The page has a clock that can be stopped. */
async function stopTime(page: Page): Promise<void> {
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 60_000));
}

/** So long boxes of what is gone are seen, and other movements take. */
const fade_ms = 1_100;
const move_ms = 280;

/** Where a box is at this frame, and how much of it is seen. */
async function placeOf(box: Locator): Promise<{ x: number; y: number; opacity: number }> {
  const [transform, opacity] = await box.evaluate((group) => [
    group.getAttribute("transform"),
    group.getAttribute("opacity"),
  ]);
  const [x = Number.NaN, y = Number.NaN] = transform?.match(/[\d.]+/g)?.map(Number) ?? [];
  return { x, y, opacity: Number(opacity) };
}

/** Where an edge leaves the parent, at this frame. */
async function leavesAt(edge: Locator): Promise<number> {
  return Number((await edge.getAttribute("d"))?.match(/^M([\d.]+)/)?.[1]);
}

function expectBetween(value: number, one: number, other: number): void {
  expect(value).toBeGreaterThan(Math.min(one, other));
  expect(value).toBeLessThan(Math.max(one, other));
}

test.describe("the tree", () => {
  test("births grow out of their parents, exec renames, zombies are hollow, orphans swing over, what is reaped fades", async ({
    page,
  }) => {
    await page.emulateMedia({ reducedMotion: "no-preference" });
    await page.clock.install();
    await started(page);
    await show(page, [...zombies, P(15, 12, "orphan")]);
    const box = (pid: number) => page.locator(`process-tree g[data-pid="${pid}"]`);
    await expect(box(13)).toHaveAttribute("data-state", "Z");
    await expect(box(13).locator(".pid-box__mark")).toHaveText("Z");
    const frame = (pid: number) => box(pid).locator(".pid-box__frame");
    await expect(frame(13)).not.toHaveCSS("stroke-dasharray", "none");
    const ground = await page.locator("process-tree").evaluate((tree) => getComputedStyle(tree).backgroundColor);
    await expect(frame(13)).toHaveCSS("fill", ground);
    await expect(frame(12)).not.toHaveCSS("fill", ground);
    await expect(box(1)).toHaveText(/PID 1:\s*app/);

    const place = () => box(15).getAttribute("transform");
    await expect.poll(place).toMatch(/^translate\((3\d\d|[4-9]\d\d)/); // In the fourth column.
    await stopTime(page);
    await show(page, [...zombies, P(15, 12, "orphan"), P(16, 12, "sh")]);
    await page.clock.runFor(move_ms / 2);
    const parent = await placeOf(box(12));
    const growing = await placeOf(box(16));
    await page.clock.runFor(move_ms);
    const grown = await placeOf(box(16));
    for (const what of ["x", "y"] as const) expectBetween(growing[what], parent[what], grown[what]);
    expectBetween(growing.opacity, 0, grown.opacity);

    await expect(box(16).locator(".pid-box__name")).toHaveText("sh ");
    await show(page, [...zombies, P(15, 12, "orphan"), P(16, 12, "sleep")]);
    await page.clock.runFor(50);
    await expect(box(16).locator(".pid-box__name")).toHaveText("sleep ");
    await expect(box(16)).toHaveAttribute("aria-label", /^16 sleep S, /);

    await show(page, [...shell, P(15, 1, "orphan")]);
    await page.clock.runFor(50);
    const edge = page.locator("path.pid-edge--orphan");
    const left = await leavesAt(edge);
    await page.clock.runFor(fade_ms / 2);
    await expect(page.locator("path.pid-adopted")).toHaveCount(1);
    await expect(page.locator("g[data-gone]")).toHaveCount(4);
    for (const gone of await page.locator("g[data-gone]").all()) expectBetween((await placeOf(gone)).opacity, 0, 1);
    const swinging = await leavesAt(edge);
    await page.clock.runFor(fade_ms);
    expectBetween(swinging, left, await leavesAt(edge));
    await expect(page.locator("g[data-gone]")).toHaveCount(0);
    await expect(box(15)).toHaveAttribute(
      "aria-label",
      "15 orphan S, sleeping, orphan adopted by 1, its parent was 12",
    );
    await expect.poll(place).toMatch(/^translate\(1\d\d /); // Beside bash, in the second.
  });

  test("without motion the same is seen, at once", async ({ page }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.clock.install();
    await started(page);
    await show(page, [...zombies, P(15, 12, "orphan")]);
    await expect(page.getByRole("treeitem")).toHaveCount(6);
    await stopTime(page);
    await show(page, [...shell, P(15, 1, "orphan"), P(16, 15, "born")]);
    await page.clock.runFor(50);
    await expect(page.locator("path.pid-adopted")).toHaveCount(1);
    const places = () =>
      page
        .locator("process-tree g.pid-box, process-tree path.pid-edge")
        .evaluateAll((all) => all.map((part) => ["transform", "opacity", "d"].map((name) => part.getAttribute(name))));
    const first = await places();
    await page.clock.runFor(fade_ms / 2);
    expect(await places()).toEqual(first);
    await expect(page.locator("g[data-gone]")).toHaveCount(3);
    await page.clock.runFor(fade_ms);
    await expect(page.locator("g[data-gone]")).toHaveCount(0);
  });

  test("many of one kind are folded, and open with a click or a key", async ({ page }) => {
    await started(page);
    const many = Array.from({ length: 300 }, (_, index) => P(100 + index, 7, "child", "Z"));
    await show(page, [...shell, ...many]);
    const fold = page.getByRole("treeitem", { name: "child ×300 Z, 300 processes, zombie, children of 7" });
    await expect(fold).toHaveAttribute("aria-expanded", "false");
    await expect(page.locator("process-tree g.pid-box")).toHaveCount(3);
    await fold.click();
    await expect(page.locator("process-tree g.pid-box")).toHaveCount(6);
    await page.getByRole("treeitem", { name: "200–299 child ×100 Z" }).click();
    await expect(page.locator("process-tree g.pid-box")).toHaveCount(106);
    await fold.focus();
    await page.keyboard.press("ArrowLeft");
    await expect(page.locator('process-tree g[role="treeitem"]')).toHaveCount(3);
    await expect(page.getByRole("meter")).toHaveAttribute("aria-valuenow", "302");
  });

  test("says where not every event is seen, and when some are missing", async ({ page }) => {
    await started(page);
    await show(page, shell);
    const note = page.getByText("what is shorter than that is not seen");
    await expect(page.locator("process-tree g.pid-box")).toHaveCount(2);
    await expect(note).toBeHidden();
    await page.evaluate((list) => window.fake.last.processes(list, 64, { sampled: true }), shell);
    await expect(note).toBeVisible();
    await expectAccessible(page);
    await page.evaluate((list) => window.fake.last.processes(list, 64, { gap: true }), shell);
    await expect(note).toBeHidden();
    await page.locator("process-tree summary").click();
    await expect(page.locator(".pid-log__lines li")).toHaveText(/more happened here than could be seen/);
  });

  test("is a table too", async ({ page }) => {
    await started(page);
    await show(page, zombies);
    await page.getByRole("button", { name: "Table" }).click();
    const rows = page.getByRole("row");
    await expect(rows).toHaveCount(6);
    await expect(rows.nth(4)).toHaveText(/13.*12.*child.*Z zombie.*exited with code 0/);
    await show(page, shell);
    await expect(rows).toHaveCount(3);
    await page.getByRole("button", { name: "Tree" }).click();
    await expect(page.getByRole("treeitem")).toHaveCount(2);
  });

  test("the table is sorted by whichever column, with the keyboard too", async ({ page }) => {
    await started(page);
    await show(page, zombies);
    await page.getByRole("button", { name: "Table" }).click();
    const pids = () => page.locator("process-tree tbody th").allTextContents();
    const head = (name: string) => page.getByRole("columnheader", { name });
    await expect(head("PID")).toHaveAttribute("aria-sort", "ascending");
    await expect.poll(pids).toEqual(["1", "7", "12", "13", "14"]);
    await head("PID").getByRole("button").click();
    await expect(head("PID")).toHaveAttribute("aria-sort", "descending");
    await expect.poll(pids).toEqual(["14", "13", "12", "7", "1"]);
    await head("State").getByRole("button").focus();
    await page.keyboard.press("Enter");
    await expect(head("PID")).not.toHaveAttribute("aria-sort");
    await expect.poll(pids).toEqual(["1", "7", "12", "13", "14"]);
    await page.keyboard.press("Enter");
    await expect.poll(pids).toEqual(["13", "14", "1", "7", "12"]);
    await show(page, [...zombies, P(15, 12, "child", "Z")]); // A newcomer finds its place in the order.
    await expect.poll(pids).toEqual(["13", "14", "15", "1", "7", "12"]);
    await expectAccessible(page);
  });

  test("the timeline has a lane for each life, the part as a zombie hatched", async ({ page }) => {
    await started(page);
    await show(page, shell);
    await page.getByRole("button", { name: "Timeline" }).click();
    const lane = (pid: number) => page.locator(`.pid-lane[data-pid="${pid}"]`);
    await expect(lane(7)).toHaveText(/^7 bash/);
    await page.evaluate(() => window.fake.last.event({ at: Date.now(), kind: "forked", pid: 13, ppid: 7 }));
    await show(page, [...shell, P(13, 7, "child")]);
    await expect(lane(13).locator(".pid-lane__alive")).toBeVisible();
    await expect(lane(13).locator(".pid-lane__zombie")).toBeHidden();
    await page.evaluate(() => {
      const at = Date.now();
      const exit = { signal: "SIGTERM" };
      window.fake.last.event({ at, kind: "signalled", pid: 13, signal: "SIGTERM", from: 7 });
      window.fake.last.event({ at, kind: "zombie", pid: 13, ppid: 7, exit });
    });
    await show(page, [...shell, { ...P(13, 7, "child", "Z"), exit: { signal: "SIGTERM" } }]);
    const hatched = lane(13).locator(".pid-lane__zombie");
    await expect(hatched).toBeVisible();
    expect(await hatched.evaluate((part) => getComputedStyle(part).backgroundImage)).toContain("repeating-linear");
    // It died of it at once: one mark for both, which covers no part of the life.
    await expect(lane(13).locator(".pid-lane__mark")).toBeHidden();
    const end = lane(13).locator(".pid-lane__end");
    await expect(end).toHaveText("✕ SIGTERM");
    await expect(end).toHaveAttribute("title", "got SIGTERM from PID 7");
    await expect(async () => {
      const [words, part] = await Promise.all([end.boundingBox(), hatched.boundingBox()]);
      expect((words?.y ?? 0) + (words?.height ?? 0)).toBeLessThanOrEqual(part?.y ?? 0);
    }).toPass();
    // Time goes on, and with it the part as a zombie.
    const width = () => hatched.evaluate((part) => Number.parseFloat((part as HTMLElement).style.inlineSize));
    const before = await width();
    await expect.poll(width).toBeGreaterThan(before);
    await page.evaluate(() =>
      window.fake.last.event({ at: Date.now(), kind: "reaped", pid: 13, by: 7, orphan: false }),
    );
    await show(page, shell);
    await expect(lane(13)).toHaveAttribute("data-state", "gone");
    await expect(lane(13)).toHaveText(/got SIGTERM from PID 7, ended by SIGTERM, a zombie for .*, reaped by PID 7/);
    await lane(13).hover();
    await expect(page.locator(".pid-tree__details")).toHaveText(/^13 child: from .* reaped by PID 7$/);
    await expectAccessible(page);
    await page.evaluate(() => window.fake.last.over({ reason: "deleted", detail: "" }));
    const endOfLife = () => lane(7).locator(".pid-lane__alive").getAttribute("style");
    const scale = () => page.locator(".pid-lanes__scale").textContent();
    // What was to be drawn already is drawn; then nothing moves any more.
    await expect(async () => {
      const last = [await endOfLife(), await scale()];
      await page.waitForTimeout(600);
      expect([await endOfLife(), await scale()]).toEqual(last);
    }).toPass();
  });

  test("speaks, and writes down what happened", async ({ page }) => {
    await started(page);
    await show(page, zombies);
    await page.evaluate(() => {
      const at = Date.now();
      window.fake.last.event({ at, kind: "zombie", pid: 13, ppid: 12, exit: { code: 0 } });
      window.fake.last.event({ at, kind: "orphaned", pid: 14, from: 12, to: 1 });
    });
    await expect(page.locator("process-tree [aria-live]")).toHaveText(
      "14 child was orphaned, adopted by PID 1. 13 child became a zombie (exited with code 0)",
    );
    await page.getByText("Events").click();
    await expect(page.locator(".pid-log li")).toHaveText([/13 child became a zombie/, /14 child was orphaned/]);
  });
});
