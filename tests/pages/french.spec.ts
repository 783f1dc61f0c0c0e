/** The interface in French, around a text in English: by keyboard from the first page into a lab, and into a deck. */
import { readFile } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { fakeLabServer } from "./fake-lab-server.ts";
import { type StaticSite, serveSite } from "./static-site.ts";

let site: StaticSite;
test.beforeAll(async () => {
  site = await serveSite("dist/site");
});
test.afterAll(() => site.close());

async function follow(page: Page, name: string): Promise<void> {
  await page.getByRole("link", { name, exact: true }).first().focus();
  await page.keyboard.press("Enter");
}

async function expectNoFindings(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

test("from the first page to a running lab, by keyboard", async ({ page }) => {
  const loaded = new Set<string>();
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (/^\/_astro\/.*\.js$/.test(pathname)) loaded.add(pathname);
  });
  await page.emulateMedia({ reducedMotion: "reduce" });
  await fakeLabServer(page);
  await page.goto(site.address);
  await follow(page, "Français");
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Le premier processus enterre les morts");
  await expectNoFindings(page);

  loaded.clear();
  await follow(page, "Commencer la lecture");
  await expect(page).toHaveURL(/\/fr\/read\/init-systems\/$/);
  await expect(page.getByRole("navigation", { name: "Dans ce chapitre" })).toBeVisible();
  const text = page.locator("[data-text]");
  await expect(text).toHaveAttribute("lang", "en");
  for (const link of await text.locator("a[href^='/']").all()) {
    expect(await link.getAttribute("href")).toMatch(/^\/(fr|slides|init)\//);
  }
  const lab = page.getByRole("region", { name: "Atelier : Zombies and orphans" });
  await expect(lab.getByRole("heading", { name: "Tâches" })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Copier : / }).first()).toBeAttached();
  await expectNoFindings(page);

  await lab.getByRole("button", { name: "Lancer l’atelier" }).focus();
  await page.keyboard.press("Enter");
  await expect(lab.getByText("Connecté")).toBeVisible();
  await expect(lab.getByText("ou 10 minutes sans rien taper")).toBeVisible();
  await expect(lab.getByRole("heading", { name: "Processus" })).toBeVisible();
  await expect(lab.getByText("Pas encore de processus.")).toBeVisible();
  await expect(lab.getByRole("button", { name: "Mode lecteur d’écran" })).toBeVisible();
  await expectNoFindings(page);
  // Only the page's language was loaded.
  const scripts = await Promise.all([...loaded].map((path) => readFile(`dist/site${path}`, "utf8")));
  expect(scripts.filter((script) => script.includes("Pas encore de processus"))).toHaveLength(1);
  expect(scripts.filter((script) => script.includes("No process yet"))).toEqual([]);
});

test("a deck and its keys", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(`${site.address}/fr/deck/init-systems/?incremental=false`);
  await expect(page.locator("main[data-fitted]")).toBeAttached();
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Touches et outils" });
  await expect(keys.getByRole("button", { name: "Pointeur laser" })).toBeVisible();
  await expectNoFindings(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByText(/^Diapo 2 sur \d+\s:/)).toBeAttached();
  await expect(page).toHaveURL(/#/);
  const { href } = new URL(page.url());
  await follow(page, "English");
  await expect(page).toHaveURL(href.replace("/fr/", "/"));
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
});

test("a text in English calls what is on the page by its French name", async ({ page }) => {
  await page.goto(`${site.address}/fr/labs/signals/`);
  const goals = page.locator(".pid-lab__goal");
  await expect(goals.filter({ hasText: "Press Arrêter, and wait" })).toHaveCount(1);
  await expect(goals.locator("em", { hasText: "Arrêter" }).first()).toHaveAttribute("lang", "fr");
  await expect(page.getByRole("button", { name: "Commencer à cette tâche : Press Arrêter, and wait" })).toBeAttached();
  const text = page.locator("[data-lab-text]");
  await expect(text.locator('em[lang="fr"]')).toHaveText(["Arrêter"]);
});

test("an address without a page is answered in its language", async ({ page }) => {
  await page.goto(`${site.address}/fr/read/no-such-page/`);
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  await follow(page, "Ateliers");
  await expect(page).toHaveURL(`${site.address}/fr/labs/`);
});

test("what a lab server refuses is told in French, by its code", async ({ page }) => {
  await page.route("**/api/sessions", (route) =>
    route.fulfill({
      status: 503,
      headers: { "retry-after": "60" },
      contentType: "application/problem+json",
      json: {
        ...{ type: "urn:pid-one:problem:server-stopping", title: "The server is stopping", status: 503 },
        detail: "The server is being stopped. Try again in a minute.",
      },
    }),
  );
  await page.goto(`${site.address}/fr/labs/zombies/`);
  await page.getByRole("button", { name: "Lancer l’atelier" }).press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "Le serveur s’arrête" })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Réessayer dans \d+ s$/ })).toBeVisible();
});

test("on a phone the header is one line, and nothing is wider than the window", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ["/fr/", "/fr/labs/zombies/", "/fr/replay/", "/read/init-systems/"]) {
    await page.goto(site.address + path);
    const header_px = async () => (await page.locator(".site-header").boundingBox())?.height;
    await expect.poll(header_px, path).toBeLessThan(64);
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth), path).toBe(390);
  }
});
