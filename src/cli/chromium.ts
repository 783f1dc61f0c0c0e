/** The browser of tests and measurements: Debian's Chromium where there is one, else Playwright's own. */
import { existsSync } from "node:fs";
import type { LaunchOptions } from "@playwright/test";

const debianChromium = "/usr/bin/chromium";

export const chromiumOptions: LaunchOptions = {
  ...(existsSync(debianChromium) && { executablePath: debianChromium }),
  // Root has no sandbox of Chromium's; the other switches keep it from calling its maker.
  args: [
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
  ],
};
