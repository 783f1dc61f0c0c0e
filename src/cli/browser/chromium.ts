/** Chromium, for what only a browser can tell or make: Debian's where there is one, else Playwright's own. */
import { existsSync } from "node:fs";
import type { Browser, LaunchOptions } from "@playwright/test";

/** A page could not be opened or printed, for a reason that the person at the keyboard can act on. */
export class BrowserError extends Error {}

const debianChromium = "/usr/bin/chromium";

/**
 * The last switch of this name is the only one that counts, so Playwright's own list is here, too. To it come the pages in
 * which the address bar shows what it proposes: nobody sees it, and each new profile spends a second of processor time on it.
 */
const disabledFeatures = [
  "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable",
  "LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect",
  "TcpPortRandomizationWin,OptimizationHints,NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch",
  "msForceBrowserSignIn,msEdgeUpdateLaunchServicesPreferredVersion",
  "WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup",
].join(",");

/** For tests, too. */
export const chromiumOptions: LaunchOptions = {
  ...(existsSync(debianChromium) && { executablePath: debianChromium }),
  // Root has no sandbox of Chromium's; the other switches keep it from calling its maker.
  args: [
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    "--disable-gpu",
    `--disable-features=${disabledFeatures}`,
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
  ],
};

/** @throws BrowserError, when it is not there, with what to install */
export async function startChromium(executablePath = chromiumOptions.executablePath): Promise<Browser> {
  const { chromium } = await playwright();
  const program = executablePath ?? chromium.executablePath();
  if (!existsSync(program)) {
    throw new BrowserError(
      "there is no Chromium on this machine. On Debian or Ubuntu run as root: apt-get install -y chromium; elsewhere: npx playwright install chromium",
    );
  }
  // Signals are for who started it, to clean up behind itself.
  return chromium.launch({ ...chromiumOptions, handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false });
}

/** It is for development: a server's image goes without it. */
async function playwright(): Promise<typeof import("@playwright/test")> {
  try {
    return await import("@playwright/test");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND")) throw error;
    throw new BrowserError("the package @playwright/test is not installed. In a clone of the repository run: npm ci");
  }
}
