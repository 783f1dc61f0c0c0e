import { expect, test } from "vitest";
import { BrowserError, startChromium } from "../../../src/cli/browser/chromium.ts";

test("a machine without Chromium: what to install", async () => {
  const started = startChromium("/nowhere/chromium");
  await expect(started).rejects.toThrow(BrowserError);
  await expect(started).rejects.toThrow(/apt-get install -y chromium; elsewhere: npx playwright install chromium/);
});
