import { expect, test, vi } from "vitest";
import { BrowserError, startChromium } from "../../../src/cli/browser/chromium.ts";

vi.mock("node:fs", async (importOriginal) => ({
  ...(await importOriginal<typeof import("node:fs")>()),
  existsSync: () => false,
}));

test("a machine without Chromium: what to install", async () => {
  const started = startChromium();
  await expect(started).rejects.toThrow(BrowserError);
  await expect(started).rejects.toThrow(/apt-get install -y chromium; elsewhere: npx playwright install chromium/);
});
