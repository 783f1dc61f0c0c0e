/** Tasks of a lab, with their help and solutions, and commands of the text. */
import { expect } from "@playwright/test";
import { expectAccessible, open, screenText, started, test } from "../page/lab.ts";
import type {} from "../page/main.ts";

test("tasks tick by themselves, are said, told to the page, and stay ticked over a reload", async ({ page }) => {
  await started(page);
  await page.evaluate(() => {
    addEventListener("pid-lab-task", (event) => {
      if (event instanceof CustomEvent) document.title = JSON.stringify(event.detail);
    });
    window.fake.last.tell((on) => on.task?.({ id: "zombie", state: "done" }));
  });
  await expect(page.locator('[data-task="zombie"]')).toHaveAttribute("data-state", "done");
  await expect(page.locator("pid-lab > [role=status]")).toHaveText("Task done: Make a zombie that stays.");
  await expect(page).toHaveTitle('{"id":"zombie","state":"done"}');
  await page.reload();
  await expect(page.locator('[data-task="zombie"]')).toHaveText("Done: Make a zombie that stays.");
  await expect(page.locator('[data-task="adopted"]')).toHaveText("To do: Let PID 1 adopt an orphan.");
});

test("help with the next task: hints one by one, a way past it, and what there is to know when it is done", async ({
  page,
}) => {
  await started(page);
  await page.getByText("Help with this task").click();
  await page.getByRole("button", { name: "Give me a hint" }).click();
  await expect(page.locator(".pid-lab__hints li")).toHaveText(["Think of a parent."]);
  await page.getByRole("button", { name: "Another hint (1 left)" }).click();
  await expect(page.locator(".pid-lab__hints li code")).toHaveText(["make-zombies"]);
  await expect(page.getByRole("button", { name: /hint/ })).toHaveCount(0);
  await expectAccessible(page);
  await page.evaluate(() =>
    window.fake.last.tell((on) => on.task?.({ id: "zombie", state: "open", message: "That was `init`." })),
  );
  await expect(page.locator(".pid-lab__answer")).toHaveText("That was init.");
  await page.evaluate(() => window.fake.last.tell((on) => on.task?.({ id: "zombie", state: "done" })));
  await expect(page.locator(".pid-lab__answer")).toHaveText("Nobody asked for its status.");
  // The next task: nothing of it is given away yet.
  await expect(page.locator(".pid-lab__hints")).toBeHidden();
  await page.getByText("Help with this task").click();
  await page.getByRole("button", { name: "Skip it" }).click();
  await expect(page.locator('[data-task="adopted"]')).toHaveText("Skipped: Let PID 1 adopt an orphan.");
});

test("a solution is typed before the learner's eyes, in a new sandbox if it needs one", async ({ page }) => {
  await started(page);
  const solve = page.getByRole("button", { name: "Solve it for me" });
  await page.getByText("Help with this task").click();
  await solve.click();
  await expect.poll(() => page.evaluate(() => window.fake.last.typed)).toBe("\x03make-zombies 3 &\r");
  await page.evaluate(() => window.fake.last.tell((on) => on.task?.({ id: "zombie", state: "done" })));
  await page.getByText("Help with this task").click();
  await solve.click();
  await expect.poll(() => page.evaluate(() => window.fake.last.init)).toBe("tini");
  await expect.poll(() => page.evaluate(() => window.fake.last.typed)).toBe("make-orphans\r");
  await expect(solve).toBeEnabled();
});

test("a solution that depends on the sandbox is asked for when it is wanted", async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem("pid-one.progress.zombies", '["zombie", "adopted"]'));
  await started(page);
  await page.getByText("Help with this task").click();
  await page.getByRole("button", { name: "Solve it for me" }).click();
  await expect.poll(() => page.evaluate(() => window.fake.last.typed)).toBe("\x03solve-reaped\r");
});

test("a task can be begun anew: in a new sandbox, with what comes before it done, and nothing undone", async ({
  page,
}) => {
  await page.addInitScript(() => localStorage.setItem("pid-one.progress.zombies", '["zombie", "adopted", "reaped"]'));
  await open(page);
  const begin = (goal: string) => page.getByRole("button", { name: `Start at this task: ${goal}` });
  const typed = () => page.evaluate(() => window.fake.started.at(-1)?.typed);
  const answer = page.locator(".pid-lab__answer");

  // Not even started, and it needs the sandbox of the first.
  await begin("Let PID 1 adopt an orphan.").click();
  await expect.poll(typed).toBe("\x03make-zombies 3 &\r");
  await expect(answer).toHaveText("What comes before it is done first, 1 of 1: Make a zombie that stays.");
  await expect(begin("Make a zombie that stays.")).toBeHidden();
  await page.evaluate(() => window.fake.last.tell((on) => on.task?.({ id: "zombie", state: "done" })));
  await expect(answer).toHaveText("Your turn: this is where the task begins.");
  await expect(page.locator("[data-task][data-state=done]")).toHaveCount(3);
  await expect(page.locator("[data-next]")).toHaveText("Done: Let PID 1 adopt an orphan.");
  await expectAccessible(page);

  // There is help with it again, and it is ticked again.
  await page.getByText("Help with this task").click();
  await expect(page.getByRole("button", { name: "Solve it for me" })).toBeEnabled();
  await page.evaluate(() => window.fake.last.tell((on) => on.task?.({ id: "adopted", state: "done" })));
  await expect(page.getByText("Help with this task")).toBeHidden();

  // The solution before restarts with tini, so that is where the next begins.
  await begin("Restart with pid-one as PID 1, and see an orphan reaped.").press("Enter");
  await expect.poll(() => page.evaluate(() => window.fake.started.length)).toBe(2);
  await expect.poll(typed).toBe("\x03make-orphans\r");
  expect(await page.evaluate(() => window.fake.last.init)).toBe("tini");

  // Who restarts meanwhile has a lab in which nobody else types.
  await page.getByRole("button", { name: "Restart", exact: true }).click();
  await expect.poll(() => page.evaluate(() => window.fake.started.length)).toBe(3);
  await expect(begin("Make a zombie that stays.")).toBeVisible();
  expect(await typed()).toBe("");
});

test.describe("commands in the text", () => {
  test("start the lab, type, and are ticked", async ({ page }) => {
    await open(page);
    await expect(page.getByRole("button", { name: /a moment/ })).toHaveCount(0);
    await page.getByRole("button", { name: "Run: make-zombies 3 &" }).click();
    await expect.poll(() => screenText(page)).toContain("root@lab:~# make-zombies 3 &");
    expect(await page.evaluate(() => window.fake.last.typed)).toBe("\x05\x15make-zombies 3 &\r");
    await expect(page.getByRole("button", { name: "Run again: make-zombies 3 & (done)" })).toHaveText("Run ✓");
    await page.getByRole("button", { name: "Press: ^C" }).click();
    await expect.poll(() => page.evaluate(() => window.fake.last.typed)).toBe("\x05\x15make-zombies 3 &\r\x03");
    expect(await page.evaluate(() => window.fake.started.length)).toBe(1);
  });

  test("are code to read without scripts", async ({ browser, baseURL }) => {
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.goto(baseURL ?? "");
    await expect(page.getByText("make-zombies 3 &")).toBeVisible();
    await expect(page.getByRole("button")).toHaveCount(0);
    await page.close();
  });
});
