/** A course of several chapters, for a site that knows its address: what our own site, as it is built here, does not show. */
import { readFile } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import sharp from "sharp";
import { buildOtherSite, type OtherSite } from "./other-site.ts";
import { type StaticSite, serveSite } from "./static-site.ts";

const slides = {
  "other.yml": "title: Other things\nsummary: Three of them.\nlab: zombies\ncontent:\n- a.md\n- [ b.md, c.md ]\n",
  "a.md": "# First things\n\nWords.\n\n```js\nconst one = 1;\n```\n\n---\n\n## More of them\n\nMore words.\n",
  "b.md": "# Second things\n\nWords.\n",
  "c.md": "# Third things\n\nWords.\n",
};
const settings = {
  PUBLIC_SITE_URL: "https://course.example",
  PUBLIC_EDIT_URL: "https://code.example/edit/main/",
};

let other: OtherSite;
let site: StaticSite;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  other = await buildOtherSite(slides, settings);
  site = await serveSite(other.folder);
});
test.afterAll(async () => {
  site?.close();
  await other?.remove();
});

const meta = (page: Page, name: string) => page.locator(`meta[property="${name}"], meta[name="${name}"]`);

test("each page names its one address, and the picture that stands for it", async ({ page }) => {
  for (const path of ["/", "/read/other/", "/read/other/a/", "/deck/other/", "/labs/zombies/"]) {
    await page.goto(site.address + path);
    await expect(page.locator("link[rel=canonical]")).toHaveAttribute("href", `https://course.example${path}`);
    await expect(meta(page, "og:url")).toHaveAttribute("content", `https://course.example${path}`);
    await expect(meta(page, "twitter:card")).toHaveAttribute("content", "summary_large_image");
    const picture = await meta(page, "og:image").getAttribute("content");
    const { width, height, format } = await sharp(
      await readFile(other.folder + new URL(picture ?? "").pathname),
    ).metadata();
    expect({ width, height, format }).toEqual({ width: 1200, height: 630, format: "png" });
  }
  await page.goto(`${site.address}/embed/zombies/`);
  await expect(page.locator("link[rel=canonical]")).toHaveAttribute("href", "https://course.example/labs/zombies/");
  await page.goto(`${site.address}/deck/other/speaker/`);
  await expect(meta(page, "robots")).toHaveAttribute("content", "noindex");
});

test("the site map lists what there is to read, and robots.txt leads to it", async () => {
  const map = await readFile(`${other.folder}/sitemap.xml`, "utf8");
  const addresses = [...map.matchAll(/<loc>https:\/\/course\.example(.*?)<\/loc>/g)].map(([, path]) => path);
  expect(addresses.sort()).toEqual(
    [
      "/",
      "/deck/other/",
      "/labs/zombies/",
      "/read/other/",
      "/read/other/a/",
      "/read/other/b/",
      "/read/other/c/",
    ].sort(),
  );
  expect(await readFile(`${other.folder}/robots.txt`, "utf8")).toContain("Sitemap: https://course.example/sitemap.xml");
});

test("chapters lead to each other, and each to its file", async ({ page }) => {
  await page.goto(`${site.address}/read/other/`);
  await page.getByRole("link", { name: "First things" }).first().click();
  await expect(page.getByRole("link", { name: "Edit this page" })).toHaveAttribute(
    "href",
    "https://code.example/edit/main/slides/a.md",
  );
  await page.getByRole("navigation", { name: "Chapters" }).getByRole("link", { name: "Second things" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Second things" })).toBeVisible();
  const around = page.getByRole("navigation", { name: "Chapters" }).getByRole("link");
  await expect(around).toHaveText(["First things", "Third things"]);
});

test("the contents show which chapters were read", async ({ page }) => {
  await page.goto(`${site.address}/read/other/b/`);
  await expect.poll(() => page.evaluate(() => localStorage.getItem("pid-one.reading"))).toContain("other/b");
  await page.goto(`${site.address}/read/other/`);
  await expect(page.getByRole("link", { name: "Second things (read)" })).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: "Third things", exact: true }).first()).toBeVisible();
});

test("code in the text is copied by keyboard", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`${site.address}/read/other/a/`);
  await page.getByRole("button", { name: "Copy: const one = 1;" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "Copied" })).toHaveCount(1);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("const one = 1;");
});

test("its pages have no accessibility findings", async ({ page }) => {
  for (const path of ["/read/other/", "/read/other/a/"]) {
    await page.goto(site.address + path);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  }
});
