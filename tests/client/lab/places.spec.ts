/** A lab where there is little room: in a frame, on a phone, on a page of its own. */
import { once } from "node:events";
import { createServer } from "node:http";
import { expect } from "@playwright/test";
import { drawn, expectAccessible, open, show, started, test, zombies } from "../page/lab.ts";
import type {} from "../page/main.ts";

test("an embedded lab tells the page around it", async ({ page, baseURL }) => {
  const host = createServer((_request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(`<!doctype html><title>Host</title><script>told = []; onmessage = ({ data }) => told.push(data)</script>
      <iframe src="${baseURL}?mode=embed" width="900" height="700"></iframe>`);
  }).listen(0, "127.0.0.1");
  await once(host, "listening");
  const address = host.address();
  if (typeof address !== "object" || address === null) throw new Error("the host page is not served");
  await page.goto(`http://127.0.0.1:${address.port}/`);
  const frame = page.frames().at(-1);
  await page.frameLocator("iframe").getByRole("button", { name: "Start the lab" }).click();
  await expect(page.frameLocator("iframe").getByRole("textbox", { name: "Terminal" })).toBeFocused();
  await frame?.evaluate(() => {
    window.fake.last.tell((on) => on.task?.({ id: "zombie", state: "done" }));
    window.fake.last.over({ reason: "expired", detail: "" });
  });
  await expect
    .poll(() => page.evaluate("told.filter(({ source }) => source === 'pid-one')"))
    .toEqual([
      { source: "pid-one", lab: "zombies", type: "ready" },
      { source: "pid-one", lab: "zombies", type: "task", id: "zombie", state: "done" },
      { source: "pid-one", lab: "zombies", type: "ended", reason: "expired" },
    ]);
  host.close();
});

test("on a phone terminal and tree take turns, and the tree speaks while the terminal is shown", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await started(page, "mode=page");
  const tree = page.getByRole("tree", { name: "Process tree" });
  await expect(tree).toBeHidden();
  await page.evaluate(() => window.fake.last.event({ at: Date.now(), kind: "zombie", pid: 13, ppid: 12 }));
  await expect(page.locator("process-tree [aria-live]")).toHaveText("13 became a zombie");
  await expectAccessible(page);
  await show(page, zombies);
  await page.getByRole("button", { name: "Processes: 2 zombies" }).click();
  await expect(tree).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Terminal" })).toBeHidden();
  await drawn(page, 5);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Terminal", exact: true }).click();
  await expect(page.getByRole("textbox", { name: "Terminal" })).toBeVisible();
});

for (const width of [390, 820]) {
  test(`text, tasks, bar and terminal are in the window together at ${width} px, none over another`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 844 });
    await open(page, "mode=page");
    await page.getByRole("button", { name: "Start the lab" }).click();
    await expect(page.locator(".pid-lab__bar")).toBeVisible();
    // Fonts come, and the terminal takes its size a moment later.
    await expect(async () => {
      let above = 0;
      for (const part of ["text", "task-box", "bar", "terminals"]) {
        const box = await page.locator(`.pid-lab__${part}`).boundingBox();
        expect(box?.height).toBeGreaterThan(25);
        expect(box?.y).toBeGreaterThanOrEqual(above - 1);
        above = (box?.y ?? 0) + (box?.height ?? 0);
      }
      expect(above).toBeLessThanOrEqual(845);
    }).toPass();
  });
}

test("on a phone nothing is cut off", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const mode of ["article", "page", "embed"]) {
    await started(page, `mode=${mode}`);
    await show(page, zombies);
    await page.getByRole("button", { name: "Processes: 2 zombies" }).click();
    await drawn(page, 5);
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    const inside = () =>
      page
        .locator("process-tree g.pid-box")
        .evaluateAll((boxes) => boxes.every((box) => box.getBoundingClientRect().right <= innerWidth));
    await expect.poll(inside).toBe(true);
  }
});
