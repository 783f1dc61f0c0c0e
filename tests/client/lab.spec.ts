/** What a person does with a lab, in a real browser, with a scripted sandbox behind it. */
import { once } from "node:events";
import { createServer } from "node:http";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import type { Process } from "../../src/protocol/processes.ts";
import type {} from "./page/main.ts";
import { type ServedPage, servePage } from "./page/serve.ts";

let served: ServedPage;
test.beforeAll(async () => {
  served = await servePage();
});
test.afterAll(async () => {
  await served.close();
});

const P = (pid: number, ppid: number, command: string, state: Process["state"] = "S"): Process => ({
  ...{ pid, ppid, command, state, container: "main" },
  ...(state === "Z" && { exit: { code: 0 } }),
});
const shell = [P(1, 0, "app"), P(7, 1, "bash")];
const zombies = [...shell, P(12, 7, "make-zombies"), P(13, 12, "child", "Z"), P(14, 12, "child", "Z")];

async function open(page: Page, query = "", button = "Start the lab"): Promise<void> {
  await page.goto(`${served.url}?${query}`);
  await expect(page.getByRole("button", { name: button })).toBeVisible();
}

async function started(page: Page, query = ""): Promise<void> {
  await open(page, query);
  await page.getByRole("button", { name: "Start the lab" }).click();
  await expect.poll(() => screenText(page)).toContain("root@lab:~#");
}

function screenText(page: Page): Promise<string> {
  return page.evaluate(() => document.querySelector("pid-terminal")?.text() ?? "");
}

function show(page: Page, list: Process[]): Promise<void> {
  return page.evaluate((processes) => window.fake.last.processes(processes), list);
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
}

test("nothing heavy is loaded before the click", async ({ page }) => {
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(request.url()));
  await open(page);
  expect(loaded.filter((url) => /xterm|d3-hierarchy|zod|woff2/.test(url))).toEqual([]);
});

test("the keyboard is enough: choose PID 1, start, type, leave, walk the tree, end", async ({ page }) => {
  await open(page, "mode=embed");
  // Each task can be begun at.
  for (const name of [/^Start at this task: Make/, /^Start at this task: Let/, /^Start at this task: Restart/]) {
    await page.keyboard.press("Tab");
    await expect(page.getByRole("button", { name })).toBeFocused();
  }
  await page.keyboard.press("Tab");
  await expect(page.getByRole("radio", { name: /The app itself/ })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: /pid-one/ })).toBeChecked();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Terminal" })).toBeFocused();
  expect(await page.evaluate(() => window.fake.last.init)).toBe("pid-one");

  await page.keyboard.type("ls");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+c");
  expect(await page.evaluate(() => window.fake.last.typed)).toBe("ls\t\x1b\x03");

  await page.keyboard.press("Control+Shift+Enter");
  await expect(page.getByRole("button", { name: "Screen reader mode" })).toBeFocused();
  await show(page, zombies);
  await expect(page.getByRole("treeitem")).toHaveCount(5);
  for (let views = 0; views < 3; views += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  const item = (name: string) => page.getByRole("treeitem", { name });
  await expect(item("1 pid-one S, sleeping")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(item("7 bash")).toBeFocused();
  await page.keyboard.press("End");
  await expect(item("14 child Z, zombie, exited with code 0, child of 12")).toBeFocused();
  await expect(page.locator(".pid-tree__details")).toContainText("14 child: zombie, exited with code 0");
  await page.keyboard.press("ArrowLeft");
  await expect(item("12 make-zombies")).toBeFocused();

  await page.getByRole("button", { name: "End", exact: true }).press("Enter");
  await expect(page.locator(".pid-lab__notice")).toContainText("You ended this lab");
});

test("from the terminal's bar Shift+Tab leads up to the lab's bar, and the key that left leads back", async ({
  page,
}) => {
  await started(page);
  const terminal = page.getByRole("textbox", { name: "Terminal" });
  await expect(terminal).toBeFocused();
  await page.keyboard.press("Control+Shift+Enter");
  await page.keyboard.press("Shift+Tab");
  await expect(page.getByRole("button", { name: "End", exact: true })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(terminal).toBeFocused();
  await page.keyboard.press("Control+Shift+Enter");
  await page.keyboard.press("Control+Shift+Enter");
  await expect(terminal).toBeFocused();
  expect(await page.evaluate(() => window.fake.last.typed)).toBe("");
});

test.describe("axe finds nothing", () => {
  for (const [mode, theme] of [
    ["article", "light"],
    ["article", "dark"],
    ["page", "light"],
    ["page", "dark"],
    ["embed", "light"],
    ["embed", "dark"],
  ] as const) {
    test(`${mode}, ${theme}: before, while it runs, after the end`, async ({ page }) => {
      await open(page, `mode=${mode}&theme=${theme}`);
      await expectAccessible(page);
      await page.getByRole("button", { name: "Start the lab" }).click();
      await expect.poll(() => screenText(page)).toContain("root@lab:~#");
      await show(page, [...zombies, P(20, 7, "vi", "T"), P(21, 7, "yes", "R")]);
      // Boxes fade in; half-transparent ones have no contrast.
      await expect.poll(() => page.evaluate(() => document.getAnimations().length)).toBe(0);
      await expectAccessible(page);
      await page.getByRole("button", { name: "Table" }).click();
      await page.getByRole("button", { name: "Screen reader mode" }).click();
      await expectAccessible(page);
      await page.evaluate(() => window.fake.last.over({ reason: "idle", detail: "Nobody typed for 10 minutes." }));
      await expectAccessible(page);
    });
  }
});

test.describe("the tree", () => {
  test("a zombie is hollow, dashed and marked, an orphan moves to its new parent, a reaped process goes", async ({
    page,
  }) => {
    await started(page);
    await show(page, [...zombies, P(15, 12, "orphan")]);
    const box = (pid: number) => page.locator(`process-tree g[data-pid="${pid}"]`);
    await expect(box(13)).toHaveAttribute("data-state", "Z");
    await expect(box(13).locator(".pid-box__mark")).toHaveText("Z");
    expect(
      await box(13)
        .locator(".pid-box__frame")
        .evaluate((frame) => getComputedStyle(frame).strokeDasharray),
    ).not.toBe("none");
    await expect(box(1)).toHaveText(/PID 1:\s*app/);

    const place = () => box(15).getAttribute("transform");
    await expect.poll(place).toMatch(/^translate\((3\d\d|[4-9]\d\d)/); // Grown out of its parent, to the fourth column.
    await show(page, [...shell, P(15, 1, "orphan")]);
    await expect(page.locator("path.pid-adopted")).toHaveCount(1);
    await expect(page.locator("g[data-gone]")).toHaveCount(3);
    await expect(page.locator("g[data-gone]")).toHaveCount(0);
    await expect(box(15)).toHaveAttribute(
      "aria-label",
      "15 orphan S, sleeping, orphan adopted by 1, its parent was 12",
    );
    await expect.poll(place).toMatch(/^translate\(1\d\d /); // Beside bash, in the second.
  });

  test("without motion the same is seen, at once", async ({ page }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await started(page);
    await show(page, [...zombies, P(15, 12, "orphan")]);
    await expect(page.getByRole("treeitem")).toHaveCount(6);
    await show(page, [...shell, P(15, 1, "orphan")]);
    await expect(page.locator("path.pid-adopted")).toHaveCount(1);
    const places = () =>
      page.locator("process-tree g.pid-box").evaluateAll((all) => all.map((g) => g.getAttribute("transform")));
    const first = await places();
    await page.waitForTimeout(150);
    expect(await places()).toEqual(first);
    await expect(page.locator("g[data-gone]")).toHaveCount(3);
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
    await expect(page.locator("process-tree g.pid-box")).toHaveCount(303);
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
    const [words, part] = await Promise.all([end.boundingBox(), hatched.boundingBox()]);
    expect((words?.y ?? 0) + (words?.height ?? 0)).toBeLessThanOrEqual(part?.y ?? 0);
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
    const last = [await endOfLife(), await scale()];
    await page.waitForTimeout(600);
    expect([await endOfLife(), await scale()]).toEqual(last);
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
  await open(page);
  await page.evaluate(() =>
    window.fake.refusals.push({ title: "Too many labs are open", detail: "End one of yours.", retryAfterSeconds: 2 }),
  );
  await page.getByRole("button", { name: "Start the lab" }).click();
  await expect(page.getByRole("alert")).toHaveText("Too many labs are openEnd one of yours.");
  await expect(page.getByRole("button", { name: /Try again in [12] s/ })).toBeDisabled();
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
    window.fake.lifeTime_ms = 90_000;
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

  test("are code to read without scripts", async ({ browser }) => {
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.goto(served.url);
    await expect(page.getByText("make-zombies 3 &")).toBeVisible();
    await expect(page.getByRole("button")).toHaveCount(0);
    await page.close();
  });
});

test("a hostile program cannot write the clipboard or the title", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await started(page);
  await page.evaluate(() => navigator.clipboard.writeText("mine"));
  await page.evaluate(() => window.fake.last.print("\x1b]52;c;ZXZpbA==\x07\x1b]0;evil\x07\x1b]2;evil\x07harmless"));
  await expect.poll(() => screenText(page)).toContain("harmless");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("mine");
  await expect(page).toHaveTitle("A lab");
});

test("what a terminal of the past asked is not answered into the shell of now", async ({ page }) => {
  await started(page);
  await page.evaluate(() => {
    window.fake.last.tell((on) => on.hello?.({ replay: true }));
    window.fake.last.print("\x1b[c\x1b[6nold");
  });
  await expect.poll(() => screenText(page)).toBe("old");
  expect(await page.evaluate(() => window.fake.last.typed)).toBe("");
  await page.evaluate(() => window.fake.last.print("\x1b[6n"));
  await expect.poll(() => page.evaluate(() => window.fake.last.typed)).toBe("\x1b[1;4R");
});

test("every byte that was drawn is reported", async ({ page }) => {
  await started(page);
  const before = await page.evaluate(() => window.fake.last.taken);
  await page.evaluate(() => {
    for (let chunk = 0; chunk < 50; chunk += 1) window.fake.last.print("x".repeat(20_000));
  });
  await expect.poll(() => page.evaluate(() => window.fake.last.taken)).toBe(before + 1_000_000);
});

test("several terminals stand behind tabs", async ({ page }) => {
  await open(page);
  await page.evaluate(() => {
    window.fake.terminals = [
      { id: 0, title: "First" },
      { id: 1, title: "Second" },
    ];
  });
  await page.getByRole("button", { name: "Start the lab" }).click();
  await page.getByRole("tab", { name: "First" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.getByRole("textbox", { name: "Second" }).focus();
  await page.keyboard.type("x");
  expect(await page.evaluate(() => window.fake.last.typed)).toBe("x");
  await expect(page.getByRole("textbox", { name: "First" })).toBeHidden();
  await expectAccessible(page);
});

test("an embedded lab tells the page around it", async ({ page }) => {
  const host = createServer((_request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(`<!doctype html><title>Host</title><script>told = []; onmessage = ({ data }) => told.push(data)</script>
      <iframe src="${served.url}?mode=embed" width="900" height="700"></iframe>`);
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
  await page.waitForTimeout(500); // Boxes fade in.
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
    let above = 0;
    for (const part of ["text", "task-box", "bar", "terminals"]) {
      const box = await page.locator(`.pid-lab__${part}`).boundingBox();
      expect(box?.height).toBeGreaterThan(25);
      expect(box?.y).toBeGreaterThanOrEqual(above - 1);
      above = (box?.y ?? 0) + (box?.height ?? 0);
    }
    expect(above).toBeLessThanOrEqual(845);
  });
}

test("on a phone nothing is cut off", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const mode of ["article", "page", "embed"]) {
    await started(page, `mode=${mode}`);
    await show(page, zombies);
    await page.getByRole("button", { name: "Processes: 2 zombies" }).click();
    await expect(page.getByRole("treeitem")).toHaveCount(5);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    const inside = await page
      .locator("process-tree g.pid-box")
      .evaluateAll((boxes) => boxes.every((box) => box.getBoundingClientRect().right <= innerWidth));
    expect(inside).toBe(true);
  }
});
