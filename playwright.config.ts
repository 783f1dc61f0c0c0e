import { defineConfig } from "@playwright/test";
import { chromiumOptions } from "./src/cli/browser/chromium.ts";

export default defineConfig({
  testDir: "tests",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  snapshotPathTemplate: "{testDir}/{testFileDir}/pictures/{arg}{ext}",
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  forbidOnly: Boolean(process.env.CI),
  use: {
    browserName: "chromium",
    screenshot: "only-on-failure",
    launchOptions: chromiumOptions,
  },
});
