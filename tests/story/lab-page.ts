/** What a person does with a lab on a page. */
import { expect, type Locator, type Page } from "@playwright/test";

export class LabOnPage {
  readonly page: Page;
  readonly root: Locator;
  readonly tree: Locator;
  readonly terminal: Locator;

  /** @param root the page, or a frame's content */
  constructor(page: Page, root: Locator = page.locator("pid-lab")) {
    this.page = page;
    this.root = root;
    this.tree = root.locator("process-tree");
    this.terminal = root.locator("pid-terminal");
  }

  async start(): Promise<void> {
    await this.root.getByRole("button", { name: "Start the lab" }).click();
    await this.prompt();
  }

  /** The prompt is drawn, so the shell waits for a command. */
  async prompt(): Promise<void> {
    await expect.poll(() => this.screen()).toMatch(/[#$]\s*$/);
  }

  /** The terminal's text, as a screen reader gets it. */
  async screen(): Promise<string> {
    return await this.terminal.evaluate((element) => (element as HTMLElement & { text(): string }).text());
  }

  /** With a real keyboard; the terminal has the focus. */
  async type(command: string): Promise<void> {
    await this.page.keyboard.type(command);
    await this.page.keyboard.press("Enter");
  }

  /** Types a command, and waits until the shell is done with it: while it is typed, the prompt before it still stands there. */
  async run(command: string): Promise<void> {
    const next = await this.terminal.evaluateHandle((element) => ({
      prompt: new Promise<void>((resolve) =>
        element.addEventListener("pid-terminal-prompt", () => resolve(), { once: true }),
      ),
    }));
    await this.type(command);
    await next.evaluate(({ prompt }) => prompt);
    await this.prompt();
  }

  async end(): Promise<void> {
    await this.root.getByRole("button", { name: "End", exact: true }).click();
    await expect(this.root.getByText("You ended this lab", { exact: true })).toBeVisible();
  }

  task(id: string): Locator {
    return this.root.locator(`[data-task="${id}"][data-state="done"]`);
  }

  async restartWith(name: string): Promise<void> {
    await this.root.getByRole("combobox", { name: "PID 1" }).selectOption({ label: name });
    await this.root.getByRole("button", { name: `Restart with ${name}`, exact: true }).click();
    // The old bar goes on to offer the other one.
    await expect(this.root.getByRole("button", { name: "Restart", exact: true })).toBeVisible();
    await expect(this.root.getByRole("combobox", { name: "PID 1" })).toHaveValue(name);
    await this.prompt();
  }
}
