/** A course of several chapters, for a site that knows its address: what our own site, as it is built here, does not show. */
import { readFile } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import sharp from "sharp";
import { readLabs } from "../../src/course/labs.ts";
import { buildOtherSite, type OtherSite } from "./other-site.ts";
import { type StaticSite, serveSite } from "./static-site.ts";

const diagrams = `# Diagrams

\`\`\`mermaid
flowchart LR
  accTitle: Who reaps
  A["ends <script>alert(1)</script>"] --> B{parent waits?}
  B -->|yes| C[gone]
  B -->|no| D[zombie]
\`\`\`

<pre class="mermaid">
%%{init: { "theme": "default", "gitGraph": { "mainBranchName": "OPS" } } }%%
gitGraph
    commit id:"0" tag:"start"
    branch ROCKY
    commit
    checkout OPS
    merge ROCKY tag:"v1"
</pre>

\`\`\`mermaid
nonsense
\`\`\`
`;
const slides = {
  "other.yml":
    "title: Other things\nsummary: Three of them.\nlab: zombies\ncontent:\n- a.md\n- [ b.md, c.md ]\n- d.md\n",
  "a.md": "# First things\n\nWords.\n\n```js\nconst one = 1;\n```\n\n---\n\n## More of them\n\nMore words.\n",
  "b.md": "# Second things\n\nWords.\n",
  "c.md": "# Third things\n\nWords.\n",
  "d.md": diagrams,
};
const settings = {
  PUBLIC_SITE_URL: "https://course.example",
  PUBLIC_EDIT_URL: "https://code.example/edit/main/",
};

let other: OtherSite;
let site: StaticSite;
test.beforeAll(async () => {
  other = await buildOtherSite(slides, settings);
  site = await serveSite(other.folder);
});
test.afterAll(async () => {
  site?.close();
  await other?.remove();
});

const meta = (page: Page, name: string) => page.locator(`meta[property="${name}"], meta[name="${name}"]`);

/** The file of the picture that stands for the page that is open. */
async function sharedPicture(page: Page): Promise<Buffer> {
  const address = (await meta(page, "og:image").getAttribute("content")) ?? "";
  expect(address).toMatch(/^https:\/\/course\.example\//);
  return await readFile(other.folder + new URL(address).pathname);
}

/** The right side of such a picture, where the processes are. */
async function processesOn(picture: Buffer): Promise<Buffer> {
  return await sharp(picture).extract({ left: 780, top: 40, width: 400, height: 560 }).greyscale().raw().toBuffer();
}

/** How much two differ, from 0 to 255. */
function difference(one: Buffer, other: Buffer): number {
  return one.reduce((sum, value, at) => sum + Math.abs(value - (other[at] ?? 0)), 0) / one.length;
}

test("each page names its one address, and the picture that stands for it", async ({ page }) => {
  for (const path of ["/", "/read/other/", "/read/other/a/", "/deck/other/", "/labs/", "/labs/zombies/"]) {
    await page.goto(site.address + path);
    await expect(page.locator("link[rel=canonical]")).toHaveAttribute("href", `https://course.example${path}`);
    await expect(meta(page, "og:url")).toHaveAttribute("content", `https://course.example${path}`);
    await expect(meta(page, "twitter:card")).toHaveAttribute("content", "summary_large_image");
    const { width, height, format } = await sharp(await sharedPicture(page)).metadata();
    expect({ width, height, format }).toEqual({ width: 1200, height: 630, format: "png" });
  }
  await page.goto(`${site.address}/embed/zombies/`);
  await expect(page.locator("link[rel=canonical]")).toHaveAttribute("href", "https://course.example/labs/zombies/");
  await page.goto(`${site.address}/deck/other/speaker/`);
  await expect(meta(page, "robots")).toHaveAttribute("content", "noindex");
});

test("where a page has a lab, its picture is that of the lab's recording, in words too", async ({ page }) => {
  const open = async (path: string) => {
    await page.goto(site.address + path);
    return await processesOn(await sharedPicture(page));
  };
  const alt = meta(page, "og:image:alt");
  const without = await open("/labs/");
  await expect(alt).not.toHaveAttribute("content", /process tree/);
  const lab = await open("/labs/zombies/");
  await expect(alt).toHaveAttribute("content", /^Lab: Zombies and orphans\. A process tree: .* zombies\.$/);
  const article = await open("/read/other/a/");
  await expect(alt).toHaveAttribute("content", /^First things\. A process tree: .* zombies\.$/);
  expect(difference(lab, without)).toBeGreaterThan(5);
  expect(difference(lab, article)).toBeLessThan(1);
});

test("a page names itself in the other language, and shares its picture", async ({ page }) => {
  await page.goto(`${site.address}/fr/read/other/a/`);
  const alternate = (language: string) => page.locator(`link[rel=alternate][hreflang=${language}]`);
  await expect(page.locator("link[rel=canonical]")).toHaveAttribute("href", "https://course.example/fr/read/other/a/");
  await expect(alternate("fr")).toHaveAttribute("href", "https://course.example/fr/read/other/a/");
  await expect(alternate("en")).toHaveAttribute("href", "https://course.example/read/other/a/");
  await expect(alternate("x-default")).toHaveAttribute("href", "https://course.example/read/other/a/");
  await expect(meta(page, "og:image")).toHaveAttribute("content", "https://course.example/share/read/other/a.png");
});

test("the site map lists what there is to read, and robots.txt leads to it", async () => {
  const map = await readFile(`${other.folder}/sitemap.xml`, "utf8");
  const addresses = [...map.matchAll(/<loc>https:\/\/course\.example(.*?)<\/loc>/g)].map(([, path]) => path);
  const articles = ["", "a/", "b/", "c/", "d/"].map((chapter) => `/read/other/${chapter}`);
  const labs = (await readLabs("labs")).map(({ id }) => `/labs/${id}/`);
  const paths = ["/", "/deck/other/", "/glossary/", "/labs/", ...labs, ...articles];
  expect(addresses.sort()).toEqual(paths.flatMap((path) => [path, `/fr${path}`]).sort());
  expect(map).toContain('<xhtml:link rel="alternate" hreflang="fr" href="https://course.example/fr/read/other/a/"/>');
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
  for (const path of ["/read/other/", "/read/other/a/", "/read/other/d/"]) {
    await page.goto(site.address + path, { waitUntil: "networkidle" });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  }
});

const diagram = (page: Page) => page.getByRole("img", { name: /^Diagram/ });

test("diagrams are drawn in the article, in the theme's colours, and one that is wrong stays as it is written", async ({
  page,
}) => {
  const problems: string[] = [];
  const hosts = new Set<string>();
  page.on("request", (request) => hosts.add(new URL(request.url()).origin));
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(`${site.address}/read/other/d/`);
  await expect(diagram(page)).toHaveCount(2);
  await expect(page.getByRole("img", { name: "Diagram: Who reaps" })).toContainText("zombie");
  await expect(diagram(page).nth(1)).toContainText("ROCKY");
  await expect(page.locator("pre.mermaid:not(.visually-hidden)")).toHaveText(["nonsense"]);
  await expect(page.locator(".diagram__dark")).toHaveCount(2);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(page.locator(".diagram__dark").first()).toBeVisible();
  await expect(page.locator(".diagram__light").first()).toBeHidden();
  await page.emulateMedia({ colorScheme: "dark", media: "print" });
  await expect(page.locator(".diagram__light").first()).toBeVisible();
  expect(await page.locator("figure script").count()).toBe(0);
  expect([...hosts]).toEqual([site.address]);
  expect(problems).toEqual([]);
});

test("diagrams are drawn on slides", async ({ page }) => {
  await page.goto(`${site.address}/deck/other/#/diagrams`);
  await page.locator("main.deck[data-fitted]").waitFor();
  await page.keyboard.press("ArrowRight");
  await expect(page.locator("section.present .diagram")).toHaveCount(2);
  await expect(page.locator("section.present").getByRole("img", { name: "Diagram: Who reaps" })).toBeVisible();
});

test("a page without diagrams loads nothing for them", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(`${site.address}/read/other/a/`, { waitUntil: "networkidle" });
  expect(asked.filter((address) => /mermaid|draw/.test(address))).toEqual([]);
});

test.describe("with JavaScript off", () => {
  test.use({ javaScriptEnabled: false });

  test("a diagram is its source", async ({ page }) => {
    await page.goto(`${site.address}/read/other/d/`);
    await expect(page.locator("pre.mermaid").first()).toContainText("B -->|yes| C[gone]");
  });
});
