/** A learner with wrong turns goes through the chapter, and comes back the next day. */
import { expect, type Page, test } from "@playwright/test";
import { type RunningServer, startServer } from "../server/running-server.ts";
import { LabOnPage } from "./lab-page.ts";

let server: RunningServer & AsyncDisposable;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const chapter = "/read/init-systems/";

/** Of the quiz: what is asked, what the learner says, and what they are told. Two answers are wrong. */
const quiz = [
  ["What does it still use?", "A PID, and a place in the limit of processes.", "So a zombie counts wherever", true],
  ["How do you get rid of a zombie", "kill -KILL with the zombie’s PID.", "there is nothing left to kill.", false],
  ["Who is the child’s new parent?", "The nearest living ancestor that is a child", "The kernel walks up", true],
  ["with status 137", "The application handled SIGTERM", "Then the status would be its own.", false],
  ["when --init puts a minimal init", "It is no longer PID 1", "Default actions apply to it again", true],
  ["In which pod does pause reap", "In one with shareProcessNamespace: true.", "pause sees none of their", true],
  ["Which of these needs an init the least?", "A web server that handles SIGTERM", "It has no orphans to adopt", true],
] as const;
const score = "5 of 7 right.";

async function expectTold(page: Page, [asked, , told, isRight]: (typeof quiz)[number]): Promise<void> {
  const question = page.locator(".question", { hasText: asked });
  await expect(question).toContainText(isRight ? "✓ right" : "✗ your answer, not right");
  await expect(question.locator(".question-said")).toContainText(isRight ? "That is right." : "What is right is:");
  await expect(question.locator(".question-solution")).toContainText(told);
}

async function answer(page: Page, words: string, answer: string): Promise<void> {
  const asked = page.locator(".question", { hasText: words });
  await asked.getByRole("radio", { name: answer }).check();
  await asked.getByRole("button", { name: /^(This is my prediction|Answer)$/ }).click();
}

test("predicts wrongly, runs it, takes a hint and a solution, goes a wrong way, takes the quiz, and comes back", async ({
  browser,
}) => {
  const today = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await today.newPage();
  await page.goto(`${server.address}${chapter}`);
  const lab = new LabOnPage(page);
  await lab.start();

  // A wrong prediction, and the lab that shows it to be one.
  await page
    .getByRole("button", { name: /^Run: make-zombies 3/ })
    .first()
    .click();
  await expect(lab.task("zombie")).toBeVisible();
  await answer(page, "You send the strongest signal that there is", "The three are gone.");
  const predicted = page.locator(".question", { hasText: "You send the strongest signal that there is" });
  await expect(predicted.getByRole("button", { name: /^Run/ }).first()).toBeVisible();
  for (const run of await predicted.getByRole("button", { name: /^Run/ }).all()) {
    await expect(predicted).not.toContainText("your answer, not right"); // Not before all of it was run.
    await run.click();
    await lab.prompt();
  }
  await expect.poll(() => lab.screen()).toMatch(/\bZ/);
  await expect(predicted).toContainText("✗ your answer, not right");
  await expect(predicted).toContainText("These have ended already");

  // A hint, then the solution.
  await lab.root.getByText("Help with this task").click();
  await page.getByRole("button", { name: "Give me a hint" }).click();
  await expect(lab.root.getByText("An orphan is a child whose parent has ended.")).toBeVisible();
  await page.getByRole("button", { name: "Solve it for me" }).click();
  await expect(lab.task("adopted")).toBeVisible();

  // A wrong way: no init reaps what is made now.
  await lab.prompt();
  await lab.terminal.click();
  await lab.type("make-orphans 1 1");
  await expect(lab.root.getByText("PID 1 is still the app itself")).toBeVisible();
  await expect(lab.task("reaped")).toHaveCount(0);

  // The quiz, wholly.
  const told = page.locator(".quiz-words");
  await expect(told).toHaveText("0 of 7 questions answered, 0 right.");
  let right = 0;
  for (const [index, asked] of quiz.entries()) {
    await answer(page, asked[0], asked[1]);
    await expectTold(page, asked);
    if (asked[3]) right += 1;
    if (index < 6) await expect(told).toHaveText(`${index + 1} of 7 questions answered, ${right} right.`);
  }
  await expect(told).toHaveText(score);
  const read = page.locator(".contents a:has(.reading-mark)");
  await expect(read).not.toHaveCount(0);
  const sections = await read.evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  await lab.end();

  // The next day: the browser was closed, the lab is gone, and all else is where it was.
  const tomorrow = await browser.newContext({ storageState: await today.storageState() });
  await today.close();
  const back = await tomorrow.newPage();
  await back.clock.install({ time: Date.now() + 86_400_000 });
  await back.goto(`${server.address}${chapter}`);
  await expect(back.locator(".question", { hasText: "the strongest signal" })).toContainText(
    "✗ your answer, not right",
  );
  for (const section of sections)
    await expect(back.locator(`.contents a[href="${section}"] .reading-mark`)).toHaveCount(1);
  for (const asked of quiz) await expectTold(back, asked);
  await expect(back.locator(".quiz-words")).toHaveText(score);
  const again = new LabOnPage(back);
  for (const task of ["zombie", "adopted"]) await expect(again.task(task)).toBeVisible();
  await again.start();
  await again.restartWith("pid-one");
  await expect(again.tree.getByRole("treeitem", { name: /^1 pid-one/ })).toBeVisible();
  await again.prompt();
  await again.terminal.click();
  await again.type("make-orphans 2 1");
  await expect(again.task("reaped")).toBeVisible();
  await again.type("forgetful 1 & sleep 1; kill -CHLD $!");
  await expect(again.task("waited")).toBeVisible();
  await again.end();

  // The list of labs knows it, too.
  await back.goto(`${server.address}/labs/`);
  await expect(back.getByRole("main").getByRole("listitem").first()).toContainText("4 tasks, all done");
  await tomorrow.close();
});
