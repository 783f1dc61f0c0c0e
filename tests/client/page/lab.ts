/** A lab with a scripted sandbox behind it, as the browser tests see it. Files of one worker share one server of the page. */
import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import type { Process } from "../../../src/protocol/processes.ts";
import type {} from "./main.ts";
import { type ServedPage, servePage } from "./serve.ts";

/** Addresses are those of the page's server. */
export const test = base.extend<object, { served: ServedPage }>({
  served: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from it that nothing is needed
    async ({}, use, { parallelIndex }) => {
      const served = await servePage(parallelIndex);
      await use(served);
      await served.close();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ served }, use) => await use(served.url),
});

export const P = (pid: number, ppid: number, command: string, state: Process["state"] = "S"): Process => ({
  ...{ pid, ppid, command, state, container: "main" },
  ...(state === "Z" && { exit: { code: 0 } }),
});
export const shell = [P(1, 0, "app"), P(7, 1, "bash")];
export const zombies = [...shell, P(12, 7, "make-zombies"), P(13, 12, "child", "Z"), P(14, 12, "child", "Z")];

export async function open(page: Page, query = "", button = "Start the lab"): Promise<void> {
  await page.goto(`./?${query}`);
  await expect(page.getByRole("button", { name: button })).toBeVisible();
}

export async function started(page: Page, query = ""): Promise<void> {
  await open(page, query);
  await page.getByRole("button", { name: "Start the lab" }).click();
  await expect.poll(() => screenText(page)).toContain("root@lab:~#");
}

export function screenText(page: Page): Promise<string> {
  return page.evaluate(() => document.querySelector("pid-terminal")?.text() ?? "");
}

export function show(page: Page, list: Process[]): Promise<void> {
  return page.evaluate((processes) => window.fake.last.processes(processes), list);
}

/** The tree has so many boxes and none that fades: what is half transparent has no contrast. */
export async function drawn(page: Page, boxes: number): Promise<void> {
  await expect(page.locator("process-tree g.pid-box")).toHaveCount(boxes);
  await expect(page.locator('process-tree g.pid-box:not([opacity="1"])')).toHaveCount(0);
}

export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
}
