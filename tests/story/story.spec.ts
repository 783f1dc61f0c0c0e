/** The main job, as a person does it: a real server, real containers, a real browser. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { type RunningServer, startServer } from "../server/running-server.ts";
import { startProxy } from "./cuttable-proxy.ts";
import { startHostSite } from "./host-site.ts";
import { LabOnPage } from "./lab-page.ts";

let server: RunningServer & AsyncDisposable;
test.beforeAll(async () => {
  server = await startServer({ PIDONE_STARTS_PER_MINUTE: "1000" });
});
test.afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `test-results/pictures/${name}.png` });
}

test("who finds all labs in use waits, and has the next one that is given up", async ({ browser }) => {
  await using full = await startServer({ PIDONE_SESSIONS_MAX: "1" });
  const [first, second] = await Promise.all([browser.newPage(), browser.newPage()]);
  for (const page of [first, second]) await page.goto(`${full.address}/labs/zombies/`);
  await new LabOnPage(first).start();
  await second.getByRole("button", { name: "Start the lab" }).click();
  await expect(second.locator(".pid-lab__queue")).toContainText("You are next.");
  await picture(second, "queue");
  await first.getByRole("button", { name: "End", exact: true }).click();
  await expect(new LabOnPage(second).tree.getByRole("treeitem", { name: /^PID 1: app/ })).toBeVisible();
  for (const page of [first, second]) await page.close();
});

test.describe("a reader", () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  test("reads, presses one button, makes zombies, restarts with pid-one and sees orphans reaped", async ({ page }) => {
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    await page.goto(server.address);
    await page.getByRole("link", { name: /read/i }).first().click();
    await expect(page).toHaveURL(/\/read\/init-systems\/$/);
    for (const heading of [/what is an init system/i, /orphan|zombie/i, /init for containers/i])
      await expect(page.getByRole("heading", { name: heading }).first()).toBeVisible();

    const lab = new LabOnPage(page);
    await lab.start();
    await expect(lab.tree.getByRole("treeitem", { name: /^PID 1: app/ })).toBeVisible();

    await page
      .getByRole("button", { name: /^Run: make-zombies/ })
      .first()
      .click();
    await expect(lab.tree.getByRole("treeitem", { name: /zombie/ }).first()).toBeVisible();
    await expect(lab.task("zombie")).toBeVisible();
    await picture(page, "article-zombies");

    await lab.terminal.click();
    await lab.type("make-orphans 2 2");
    await expect(lab.task("adopted")).toBeVisible();
    await expect(lab.tree.getByRole("treeitem", { name: /zombie.*(child of|adopted by) 1\b/ }).first()).toBeVisible();
    await expect(lab.task("reaped")).toHaveCount(0);

    await lab.restartWith("pid-one");
    await expect(lab.tree.getByRole("treeitem", { name: /^1 pid-one/ })).toBeVisible();
    await lab.terminal.click();
    await lab.type("make-orphans 2 2");
    await expect(lab.tree.getByRole("treeitem", { name: /adopted by 1\b/ }).first()).toBeVisible();
    await expect(lab.task("reaped")).toBeVisible();
    await expect(lab.tree.getByRole("treeitem", { name: /zombie/ })).toHaveCount(0);
    await picture(page, "article-reaped");

    await page.reload();
    await expect(lab.task("reaped")).toBeVisible();
    await lab.prompt(); // The same lab goes on after a reload.
    await expect.poll(() => lab.screen()).toContain("make-orphans");
    await lab.end();
    expect(errors).toEqual([]);
  });
});

test("who is stuck asks for a hint, and has the solutions typed, the last in a new sandbox", async ({ page }) => {
  await page.goto(`${server.address}/labs/zombies/`);
  const lab = new LabOnPage(page);
  await lab.start();
  const help = lab.root.getByText("Help with this task");
  await help.click();
  await page.getByRole("button", { name: "Give me a hint" }).click();
  await expect(lab.root.getByText("It stays as long as its parent lives")).toBeVisible();
  for (const [task, explanation] of [
    ["zombie", "its children stay in state Z"],
    ["adopted", "which is not asked"],
    ["waited", "its zombies are gone, whatever PID 1 is"],
    ["reaped", "nothing is left of an orphan that ends"],
  ] as const) {
    if (task !== "zombie") await help.click();
    await page.getByRole("button", { name: "Solve it for me" }).click();
    await expect(lab.task(task)).toBeVisible();
    await expect(lab.root.locator(".pid-lab__answer")).toContainText(explanation);
  }
  await expect(help).toBeHidden();
  await expect.poll(() => lab.screen()).toContain("make-orphans 3 2");
  await picture(page, "solved");
  await lab.end();
});

for (const width of [1440, 820, 390]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`the lab's own page, ${width} px, ${colorScheme}`, () => {
      test.use({ viewport: { width, height: 900 }, colorScheme });

      test("text, tasks, terminal and tree are there and nothing sticks out", async ({ page }) => {
        await page.goto(`${server.address}/labs/zombies/`);
        const lab = new LabOnPage(page);
        await picture(page, `lab-before-${width}-${colorScheme}`);
        await lab.start();
        await lab.type("make-zombies 3 &");
        await expect(lab.tree.getByRole("treeitem", { name: /zombie/ }).first()).toBeVisible();
        await picture(page, `lab-${width}-${colorScheme}`);
        const overflow_px = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        await expect.poll(overflow_px).toBeLessThanOrEqual(0);
        await lab.end();
      });
    });
  }
}

test("with the keyboard alone: from the lab's page to a shell, out of it, and to the end", async ({ page }) => {
  await page.goto(`${server.address}/labs/zombies/`);
  const lab = new LabOnPage(page);
  const press = async (key: string, until: () => Promise<boolean>) => {
    for (let times = 0; times < 60 && !(await until()); times++) await page.keyboard.press(key);
    expect(await until()).toBe(true);
  };
  const focused = (name: string) => async () =>
    await page.evaluate((text) => document.activeElement?.textContent?.trim() === text, name);
  await press("Tab", focused("Start the lab"));
  await page.keyboard.press("Enter");
  await lab.prompt();
  await lab.type("echo typed-$((20 + 3))");
  await expect.poll(() => lab.screen()).toContain("typed-23");
  await page.keyboard.press("Control+Shift+Enter");
  await press("Shift+Tab", focused("End"));
  await page.keyboard.press("Enter");
  await expect(page.getByText("You ended this lab", { exact: true })).toBeVisible();
});

test("a dropped connection shows, comes back by itself, and nothing is lost", async ({ page }) => {
  const proxy = await startProxy(server.address);
  await page.goto(`${proxy.address}/labs/zombies/`);
  const lab = new LabOnPage(page);
  await lab.start();
  await lab.type("(sleep 2; echo said-$((40 + 2))) &");
  await expect.poll(() => lab.screen()).toMatch(/\[1\] \d+/);
  proxy.cut();
  await expect(page.getByText(/Connection lost/).first()).toBeVisible();
  proxy.restore();
  await expect(page.locator(".pid-lab__connection", { hasText: "Connected" })).toBeVisible();
  await expect.poll(() => lab.screen()).toContain("said-42");
  await lab.terminal.click();
  await lab.type("echo on-$((60 + 6))");
  await expect.poll(() => lab.screen()).toContain("on-66");
  await lab.end();
  await proxy.close();
});

test("article, deck and the lab's page have one lab, and it goes where its reader goes", async ({ context }) => {
  const tab = async (path: string) => {
    const lab = new LabOnPage(await context.newPage());
    await lab.page.goto(`${server.address}${path}`);
    return lab;
  };
  const goOnHere = (lab: LabOnPage) => lab.root.getByRole("button", { name: "Continue here" });
  const article = await tab("/read/init-systems/");
  const page = await tab("/labs/zombies/");
  await article.start();
  await article.type("echo kept-$((1 + 1)) > /tmp/note; cat /tmp/note");
  await expect.poll(() => article.screen()).toContain("kept-2");

  await expect(goOnHere(page)).toBeVisible(); // It was open before, and heard of it.
  await picture(page.page, "elsewhere");
  const deck = await tab("/deck/init-systems/#/orphans-that-live");
  await goOnHere(deck).click();
  await deck.prompt();
  await expect.poll(() => deck.screen()).toContain("kept-2");
  await expect(article.page.getByText("Another page has this lab now.").first()).toBeVisible();
  await deck.type("echo from-the-deck");
  await expect.poll(() => deck.screen()).toContain("from-the-deck"); // So the server has it.

  // A command of the article is to be seen in the article.
  await article.page.bringToFront();
  await article.page
    .getByRole("button", { name: /^Run: make-zombies/ })
    .first()
    .click();
  await expect(article.tree.getByRole("treeitem", { name: /zombie/ }).first()).toBeVisible();
  await expect.poll(() => article.screen()).toContain("from-the-deck");
  await expect(deck.page.getByText("Another page has this lab now.").first()).toBeVisible();

  // Where no page has it, whoever comes next goes on with it.
  await article.page.close();
  const later = await tab("/labs/zombies/");
  await later.prompt();
  await expect.poll(() => later.screen()).toContain("from-the-deck");
  await later.end();
  await expect(deck.root.getByText("You ended this lab", { exact: true })).toBeVisible();
  await expect(page.root.getByRole("button", { name: "Start the lab" })).toBeVisible();
});

test("what the server has forgotten is begun anew, not gone on with", async ({ context, page }) => {
  await page.goto(`${server.address}/labs/zombies/`);
  const lab = new LabOnPage(page);
  await lab.start();
  const saved = await page.evaluate(() => localStorage.getItem("pid-one.session.zombies"));
  await lab.end();
  await page.evaluate((text) => localStorage.setItem("pid-one.session.zombies", text ?? ""), saved);
  const other = new LabOnPage(await context.newPage());
  await other.page.goto(`${server.address}/labs/zombies/`);
  await other.start();
  await other.end();
});

test("side by side: one keyboard, two PID 1, and what differs", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${server.address}/labs/zombies/`);
  await page.getByRole("link", { name: "Side by side" }).click();
  const labs = page.locator("pid-lab");
  const [left, right] = [new LabOnPage(page, labs.nth(0)), new LabOnPage(page, labs.nth(1))];
  const row = (name: string) => page.getByRole("row", { name: new RegExp(`^${name}`) });
  await expect(left.root.getByRole("radio", { name: /^The app itself/ })).toBeChecked();
  await expect(right.root.getByRole("radio", { name: /^pid-one/ })).toBeChecked();
  await page.getByRole("button", { name: "Start both" }).click();
  for (const lab of [left, right]) await lab.prompt();
  await left.terminal.click();
  await left.type("make-orphans 2 1");
  await expect(row("Zombies now").getByRole("cell")).toHaveText(["2", "0"]);
  await expect(row("Orphans reaped").getByRole("cell")).toHaveText(["0", "2"]);
  await expect(row("Orphans so far").getByRole("cell")).toHaveText(["2", "2"]);
  await picture(page, "side-by-side");

  // Who wants to may type into one alone, also the other way round.
  await page.getByLabel("Type into both").uncheck();
  await right.terminal.click();
  await right.type("echo right-$((1 + 1))");
  await expect.poll(() => right.screen()).toContain("right-2");
  expect(await left.screen()).not.toContain("right-");

  await page.getByRole("button", { name: "Stop both" }).click();
  await expect(row("How PID 1 ended").getByRole("cell")).toHaveText(["killed by SIGKILL", "exit code 143"]);
  const [slow, quick] = await row("Seconds to stop").getByRole("cell").allTextContents();
  // One is given ten seconds, and takes them all.
  expect(Number(slow)).toBeGreaterThan(9);
  expect(Number(quick)).toBeLessThan(9);
  const found = await new AxeBuilder({ page }).analyze();
  expect(found.violations).toEqual([]);
});

test("embedded in a page of another origin: it works, and tells its host", async ({ page }) => {
  const host = await startHostSite(`${server.address}/embed/zombies/`);
  await page.goto(host.address);
  const frame = page.frameLocator("iframe");
  const lab = new LabOnPage(page, frame.locator("pid-lab"));
  const told = () => page.evaluate(() => (window as Window & { told?: unknown[] }).told);
  await lab.start();
  await expect.poll(told).toContainEqual({ source: "pid-one", lab: "zombies", type: "ready" });
  await lab.type("make-zombies 2 &");
  await expect
    .poll(told)
    .toContainEqual({ source: "pid-one", lab: "zombies", type: "task", id: "zombie", state: "done" });
  await picture(page, "embedded");
  expect(await page.context().cookies()).toEqual([]);
  await frame.getByRole("button", { name: "End", exact: true }).click();
  await expect.poll(told).toContainEqual({ source: "pid-one", lab: "zombies", type: "ended", reason: "deleted" });
  await host.close();
});

test("when the server is stopped the page says so", async ({ page }) => {
  await using own = await startServer();
  await page.goto(`${own.address}/labs/zombies/`);
  await new LabOnPage(page).start();
  await own.stop("SIGTERM");
  await expect(page.getByText("The lab server is stopping", { exact: true })).toBeVisible();
});

test("where no lab can run, the page says why and the text is whole", async ({ page }) => {
  await using bare = await startServer({ PIDONE_SANDBOX: "none" });
  await page.goto(`${bare.address}/labs/zombies/`);
  await page.getByRole("button", { name: "Start the lab" }).click();
  await expect(page.getByText(/PIDONE_SANDBOX=none/)).toBeVisible();
  await expect(page.getByRole("heading", { name: /zombie/i }).first()).toBeVisible();
});
