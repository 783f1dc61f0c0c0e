import { defineConfig } from "@playwright/test";
import { chromiumOptions } from "./src/cli/browser/chromium.ts";

export default defineConfig({
  testDir: "tests",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  snapshotPathTemplate: "{testDir}/{testFileDir}/pictures/{arg}{ext}",
  // As many as the smallest machine has cores: each file has its own servers, and its tests come one after the other.
  workers: 2,
  // What hangs ends; a machine with other work, which holds up any step for seconds, is not a fault.
  timeout: 300_000,
  expect: { timeout: 60_000, toPass: { timeout: 60_000 } },
  // As in vitest.config.ts; who needed it is listed at the end as flaky.
  retries: 1,
  reporter: [["list"]],
  forbidOnly: Boolean(process.env.CI),
  use: {
    browserName: "chromium",
    screenshot: "only-on-failure",
    launchOptions: chromiumOptions,
  },
});
