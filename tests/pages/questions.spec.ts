/** Questions of the chapter, answered with keys, in the article and on slides. */
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { type StaticSite, serveSite } from "./static-site.ts";

let site: StaticSite;
test.beforeAll(async () => {
  site = await serveSite("dist/site");
});
test.afterAll(() => site.close());

const killing = "You send the strongest signal that there is";

function question(page: Page, words: string) {
  return page.locator(".question", { hasText: words });
}

test("a prediction: chosen by keys, kept, and told with the reason why it was wrong", async ({ page }) => {
  await page.goto(`${site.address}/read/init-systems/`);
  const asked = question(page, killing);
  await expect(asked.getByRole("button", { name: /^Run/ }).first()).toBeHidden();
  await asked.getByRole("button", { name: "This is my prediction" }).press("Enter");
  await expect(asked.getByRole("status")).toHaveText("Choose what you predict first.");
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(asked.locator(".question-said")).toBeFocused();
  await expect(asked.locator(".question-said")).toContainText("You said: “The three are gone.” Now run it, and see.");
  await expect(asked.getByRole("button", { name: /^Run/ }).first()).toBeVisible();
  await expect(asked.getByText("no code left to stop")).toBeHidden();
  await page.reload();
  await asked.getByRole("button", { name: "Show the answer" }).press("Enter");
  await expect(asked.getByText("What is right is: “The three, still in state Z.”")).toBeFocused();
  await expect(asked.getByText("These have ended already")).toBeVisible();
  await expect(asked.getByText("gets nothing")).toBeHidden();
  await expect(asked.getByText("✗ your answer, not right")).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include(".question").analyze();
  expect(violations).toEqual([]);
});

test("the lab itself shows what was predicted", async ({ page }) => {
  await page.goto(`${site.address}/read/init-systems/`);
  const asked = question(page, "PID 1 is still an init");
  await asked.getByRole("radio", { name: "Three.", exact: true }).press("Space");
  await asked.getByRole("button", { name: "This is my prediction" }).press("Enter");
  const sight = (states: string[]) =>
    page.locator("pid-lab").evaluate(
      (lab, list) => {
        lab.dispatchEvent(new CustomEvent("pid-lab-sight", { bubbles: true, detail: { list } }));
      },
      states.map((state, pid) => ({ pid, state })),
    );
  await sight(["S"]);
  await sight(["Z", "Z"]);
  await expect(asked).toHaveAttribute("data-state", "committed");
  await sight(["Z", "Z", "Z"]);
  await expect(asked.getByRole("status")).toHaveText("Your lab shows it: 3 zombies. You said: “Three.” That is right.");
});

test("the quiz: a score that is kept, and taken again", async ({ page }) => {
  await page.goto(`${site.address}/read/init-systems/`);
  const quiz = page.locator(".question.quiz");
  const score = page.locator(".quiz-score");
  for (const one of await quiz.all()) {
    await one.getByRole("radio").first().press("Space");
    await one.getByRole("button", { name: "Answer", exact: true }).press("Enter");
  }
  await expect(score).toContainText("0 of 7 right.");
  await page.reload();
  await expect(score).toContainText("0 of 7 right.");
  await quiz.first().getByRole("button", { name: "Answer anew" }).press("Enter");
  await expect(quiz.first().getByRole("radio").first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(score).toContainText("1 of 7 right.");
  await score.getByRole("button", { name: "Take the quiz again" }).press("Enter");
  await expect(score).toContainText("0 of 7 questions answered");
});

test("on slides, arrows choose an answer and then go on", async ({ page }) => {
  await page.goto(`${site.address}/deck/init-systems/#/you-cannot-kill-the-dead`);
  await page.locator("main.deck[data-fitted]").waitFor();
  const asked = question(page, killing);
  await asked.getByRole("radio").first().press("Space");
  await page.keyboard.press("ArrowRight");
  await expect(asked.getByRole("radio").nth(1)).toBeChecked();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await asked.getByRole("button", { name: "Show the answer" }).press("Enter");
  await expect(asked.getByText("That is right.")).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(page).toHaveURL(/#\/orphans$/);
});

test.describe("with JavaScript off", () => {
  test.use({ javaScriptEnabled: false });

  test("questions can be read, and their answers unfolded", async ({ page }) => {
    await page.goto(`${site.address}/read/init-systems/`);
    const asked = question(page, killing);
    await expect(asked.getByRole("listitem").first()).toBeVisible();
    await asked.getByText("Answer", { exact: true }).click();
    await expect(asked.getByText("no code left to stop")).toBeVisible();
  });
});
