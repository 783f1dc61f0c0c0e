/** Where no lab can run, its recording is seen: a picture without scripts, and a player without a server. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { type StaticSite, serveSite } from "./static-site.ts";

let site: StaticSite;
test.beforeAll(async () => {
  site = await serveSite("dist/site");
});
test.afterAll(() => site.close());

const poster = (page: Page) =>
  page.locator(".lab-recording").getByRole("img", { name: /^A process tree: .* zombies\.$/ });

test("without scripts the article and the lab's page show the picture of a recording, on paper too", async ({
  browser,
}) => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  for (const path of ["/read/init-systems/", "/labs/zombies/"]) {
    await page.goto(`${site.address}${path}`);
    await expect(poster(page)).toBeVisible();
    await expect(poster(page).locator('[data-state="Z"]').first()).toHaveText(/^\s*\d+\s+\S+\s+Z\s*$/);
    // In the lab's place; what would play it is a script.
    await expect(page.locator("pid-lab .lab-recording")).toBeVisible();
    await expect(page.getByRole("link", { name: "Play the recording" })).toBeHidden();
  }
  await page.goto(`${site.address}/read/init-systems/`);
  await page.emulateMedia({ media: "print" });
  await expect(poster(page)).toBeVisible();
  await page.close();
});

test("where no server answers it stands below the lab's button, with a way to play it that a finger finds", async ({
  page,
}) => {
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 844 });
    await page.goto(`${site.address}/read/init-systems/`);
    await expect(page.locator(".pid-lab__intro").locator(poster(page))).toHaveCount(1);
    const play = page.getByRole("link", { name: "Play the recording" });
    await play.scrollIntoViewIfNeeded();
    await expect.poll(async () => (await play.boundingBox())?.height).toBeGreaterThanOrEqual(24);
    // As large as the live tree draws it.
    const label = poster(page).locator("text").first();
    const scale = () => label.evaluate((text: SVGGraphicsElement) => text.getScreenCTM()?.a);
    await expect.poll(scale).toBeGreaterThan(0.8);
  }
  await page.getByRole("link", { name: "Play the recording" }).click();
  await expect(page.locator("pid-replay")).toHaveAttribute("data-state", "open");
});

test("a lab that its server never runs says why before anybody clicks, and leads to its recording", async ({
  page,
}) => {
  const problem = {
    ...{ type: "urn:pid-one:problem:lab-not-offered", title: "The lab does not run on this server", status: 501 },
    detail: "It has several containers.",
  };
  await page.route("**/readyz", (route) => route.fulfill({ json: { status: "ready", notOffered: { pod: problem } } }));
  await page.route("**/api/sessions", (route) =>
    route.fulfill({ status: 501, contentType: "application/problem+json", json: problem }),
  );
  await page.goto(`${site.address}/labs/pod/`);
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("does not run on this server");
  await expect(alert).toContainText("the recording below plays here");
  await expect(page.getByRole("button", { name: "Start the lab" })).toBeHidden();

  // In a frame nobody asks before: there the click tells.
  await page.goto(`${site.address}/embed/pod/`);
  await page.getByRole("button", { name: "Start the lab" }).press("Enter");
  await expect(alert).toContainText("It has several containers.");
  await expect(page.getByRole("link", { name: "Play the recording" })).toBeFocused();
});

test("the recording of a lab plays without a lab server", async ({ page }) => {
  const problems: string[] = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  await page.goto(`${site.address}/replay/?lab=zombies`);
  await expect(page.locator("pid-replay")).toHaveAttribute("data-state", "open");
  const time = page.getByRole("slider", { name: "Time" });
  await time.press("End");
  await expect(page.getByRole("treeitem", { name: /pid-one/ })).toBeVisible();
  await time.press("Home");
  await page.getByRole("searchbox").fill("became a zombie");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("treeitem", { name: /zombie/ }).first()).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  expect(problems).toEqual([]);
});

test("a lab that has no recording is told", async ({ page }) => {
  await page.goto(`${site.address}/replay/?lab=no-such`);
  await expect(page.getByRole("alert")).toHaveText("There is no such recording; it may be over its time.");
  await expect(page.locator('input[type="file"]')).toBeVisible();
  await page.goto(`${site.address}/replay/?r=published`);
  await expect(page.getByRole("alert")).toHaveText(
    "No lab server answers here, and published recordings are kept by one.",
  );
});
