/** A browser's window on the built site, which is served from disk on a port of its own. */
import { constants } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import fastify, { type FastifyInstance } from "fastify";
import { registerSite } from "../../server/http/site.ts";
import { isSiteCurrent } from "../setup/artifacts.mjs";
import { repository } from "../setup/paths.mjs";
import { BrowserError, startChromium } from "./chromium.ts";

/** What a page may take to load and to lay itself out. */
const patience_ms = 60_000;

export interface SiteWindow {
  page: Page;
  /**
   * Opens a page of the site, such as `deck/mine/`, and waits for what its scripts say when they are done.
   * @throws BrowserError when there is no such page
   */
  open(path: string, done: string): Promise<void>;
}

/**
 * Gives the work a window of 1280 × 720 px, light and without movement. Server and browser are gone when it has ended or
 * failed. At a signal the browser goes first, so the work fails and cleans up, and the process ends as that signal ends one.
 * @throws BrowserError when the site is not built of what is there now, or there is no browser
 */
export async function inSiteWindow<T>(work: (window: SiteWindow) => Promise<T>): Promise<T> {
  if (!(await isSiteCurrent())) {
    throw new BrowserError("the site in dist/site is not built from the text that is there now. Run: npm run build");
  }
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const stop = new AbortController();
  let stoppedBy: NodeJS.Signals | undefined;
  const onSignal = (signal: NodeJS.Signals): void => {
    stoppedBy = signal;
    stop.abort();
  };
  for (const signal of signals) process.on(signal, onSignal);
  try {
    await using site = await serveSite();
    await using browser = await startChromium();
    stop.signal.addEventListener("abort", () => void browser.close());
    stop.signal.throwIfAborted();
    return await work(await openWindow(browser, site.address));
  } catch (error) {
    if (stoppedBy !== undefined) process.exit(128 + constants.signals[stoppedBy]);
    throw error;
  } finally {
    for (const signal of signals) process.off(signal, onSignal);
  }
}

interface ServedSite extends AsyncDisposable {
  /** Ends with a slash. */
  address: string;
}

async function serveSite(): Promise<ServedSite> {
  // Built for a folder of a site, pages name each other by addresses below it.
  const prefix = new URL(process.env.PUBLIC_SITE_URL || "http://localhost/").pathname;
  const app: FastifyInstance = fastify();
  await app.register((scope) => registerSite(scope, join(repository, "dist/site")), { prefix });
  const origin = await app.listen({ host: "127.0.0.1", port: 0 });
  return { address: new URL(prefix, origin).href, [Symbol.asyncDispose]: () => app.close() };
}

async function openWindow(browser: Browser, address: string): Promise<SiteWindow> {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 720 },
    colorScheme: "light",
    reducedMotion: "reduce",
  });
  page.setDefaultTimeout(patience_ms);
  return {
    page,
    async open(path, done) {
      const response = await page.goto(new URL(path, address).href);
      if (response?.ok() === false) throw new BrowserError(`the site has no page /${path}`);
      await page.locator(done).waitFor({ state: "attached" });
    },
  };
}
