/** From the wait for a lab to its end: refusals, queue, lost connections, restarts, and every end. */
import { expect } from "@playwright/test";
import { expectAccessible, open, P, screenText, show, started, test } from "../page/lab.ts";
import type {} from "../page/main.ts";

test("a process that was killed for want of memory is told of, and the lab goes on", async ({ page }) => {
  await started(page);
  await page.evaluate(() => window.fake.last.tell((on) => on.notice?.("memory-kill")));
  await expect(page.getByRole("alert").filter({ hasText: "memory was used up" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Extend" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "memory was used up" })).toBeHidden();
});

test("a lost connection shows, and comes back", async ({ page }) => {
  await started(page);
  await page.evaluate(() =>
    window.fake.last.tell((on) => on.connection?.({ is: "waiting", retryAt: Date.now() + 60_000 })),
  );
  await expect(page.getByText(/^Connection lost. Next attempt in \d+ s\.$/).first()).toBeVisible();
  await page.getByRole("textbox", { name: "Terminal" }).focus();
  await page.keyboard.type("lost");
  expect(await page.evaluate(() => window.fake.last.typed)).toBe("");
  await page.getByRole("button", { name: "Try now" }).click();
  await expect(page.locator(".pid-lab__connection")).toHaveText("Connected");
  await expect(page.getByRole("button", { name: "Try now" })).toBeHidden();
});

test("another page took the lab: it can be taken back", async ({ page }) => {
  await started(page);
  await page.evaluate(() => window.fake.last.tell((on) => on.connection?.({ is: "taken-over" })));
  await page.getByRole("button", { name: "Continue here" }).click();
  await expect(page.locator(".pid-lab__connection")).toHaveText("Connected");
});

test("a refusal says what to do, and the button comes back when it may be tried again", async ({ page }) => {
  await page.clock.install();
  await open(page);
  await page.evaluate(() =>
    window.fake.refusals.push({ title: "Too many labs are open", detail: "End one of yours.", retryAfterSeconds: 600 }),
  );
  await page.getByRole("button", { name: "Start the lab" }).click();
  await expect(page.getByRole("alert")).toHaveText("Too many labs are openEnd one of yours.");
  await expect(page.getByRole("button", { name: /^Try again in \d+ s$/ })).toBeDisabled();
  await page.clock.fastForward(600_000);
  await page.getByRole("button", { name: "Try again", exact: true }).click();
  await expect.poll(() => screenText(page)).toContain("root@lab:~#");
});

test("who has to wait sees the place in the queue, and the lab starts by itself", async ({ page }) => {
  await open(page);
  await page.evaluate(() => window.fake.places.push({ place: 3, waitSeconds: 170 }, { place: 1, waitSeconds: 20 }));
  await page.getByRole("button", { name: "Start the lab" }).click();
  const words = /^All labs of this server are in use\. You are next\. It may take about a minute/;
  await expect(page.locator(".pid-lab__queue")).toHaveText(words);
  await expect(page.locator("pid-lab > [role=status]")).toHaveText(words);
  await expect(page.getByRole("button", { name: "Waiting…" })).toBeDisabled();
  await expectAccessible(page);
  await page.evaluate(() => window.fake.turn());
  await expect.poll(() => screenText(page)).toContain("root@lab:~#");
});

test("who waits can leave the queue with the keyboard, and start anew", async ({ page }) => {
  await open(page);
  await page.evaluate(() => window.fake.places.push({ place: 3, waitSeconds: 170 }));
  await page.getByRole("button", { name: "Start the lab" }).click();
  await page.getByRole("button", { name: "Leave the queue" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(".pid-lab__queue")).toBeHidden();
  await expect(page.getByRole("button", { name: "Start the lab" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect.poll(() => screenText(page)).toContain("root@lab:~#");
});

test("without a lab server the page says so, and the text is still there", async ({ page }) => {
  await open(page, "remote");
  await page.getByRole("button", { name: "Start the lab" }).click();
  await expect(page.getByRole("alert")).toContainText("No lab server answers");
  await expect(page.getByRole("heading", { name: "Orphans and zombies" })).toBeVisible();
  await expectAccessible(page);
});

test("where there is one PID 1 only, none is offered, and the lab restarts all the same", async ({ page }) => {
  await open(page, "one-init");
  await expect(page.getByRole("group", { name: "Who is PID 1?", includeHidden: true })).toBeHidden();
  await page.getByRole("button", { name: "Start the lab" }).click();
  await page.getByRole("button", { name: "Restart", exact: true }).click();
  await expect.poll(() => page.evaluate(() => window.fake.started.length)).toBe(2);
  await expect(page.getByRole("combobox", { name: "PID 1" })).toHaveCount(0);
});

test("a server that can run no lab says so before the click", async ({ page }) => {
  const detail = "There is no container runtime here. Install runc, then start the server again.";
  const problem = { type: "x", title: "No lab can run on this server", status: 503, detail };
  await page.route("**/readyz", (route) => route.fulfill({ status: 503, json: problem }));
  await open(page, "mode=page");
  await expect(page.getByRole("alert")).toHaveText(`No lab can run on this server${detail}`);
});

for (const [reason, words] of [
  ["expired", "The time of this lab is over"],
  ["idle", "nobody typed"],
  ["exited", "PID 1 exited"],
  ["out-of-memory", "used all its memory"],
  ["server-stopping", "The lab server is stopping"],
  ["failed", "The sandbox failed"],
  ["lost", "does not know this lab any more"],
] as const) {
  test(`the end (${reason}) is explained, and the lab starts again`, async ({ page }) => {
    await started(page);
    await page.evaluate((why) => window.fake.last.over({ reason: why, detail: "" }), reason);
    await expect(page.locator(".pid-lab__notice")).toContainText(words);
    await expect(page.getByRole("button", { name: "Start again" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect.poll(() => page.evaluate(() => window.fake.started.length)).toBe(2);
    await expect(page.getByRole("textbox", { name: "Terminal" })).toBeFocused();
  });
}

test("restart with another PID 1, extend, and the warning at the end of the time", async ({ page }) => {
  await open(page);
  await page.evaluate(() => {
    window.fake.lifeTime_ms = 118_000;
  });
  await page.getByRole("button", { name: "Start the lab" }).click();
  await expect(page.locator("pid-lab > [role=status]")).toContainText("Extend it to go on");
  await page.getByRole("button", { name: "Extend" }).click();
  await expect(page.locator(".pid-lab__time")).toHaveText(/^11:\d\d left$/);
  await page.getByRole("combobox", { name: "PID 1" }).selectOption("tini");
  await page.getByRole("button", { name: "Restart with tini" }).click();
  await expect(page.getByRole("combobox", { name: "PID 1" })).toHaveValue("tini");
  await expect(page.getByRole("button", { name: "Restart", exact: true })).toBeVisible();
  await show(page, [P(1, 0, "tini"), P(7, 1, "bash")]);
  await expect(page.locator('process-tree g[data-pid="1"]')).toHaveText(/1\s*tini/);
  await expect(page.locator(".pid-lab__notice")).toBeHidden();
});
