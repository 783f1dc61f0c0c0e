import { defineConfig } from "astro/config";
import { languages } from "./src/components/languages.ts";
import { liveText } from "./src/components/live-text/live-text.ts";
import { modulesLater } from "./src/components/modules-later.ts";
import { searchIndex } from "./src/components/search-index.ts";
import { smallFonts } from "./src/components/small-fonts.ts";

export default defineConfig({
  ...siteAddress(process.env.PUBLIC_SITE_URL),
  outDir: "dist/site",
  build: { format: "directory", inlineStylesheets: "always" },
  trailingSlash: "always",
  devToolbar: { enabled: false },
  integrations: [languages(), smallFonts(), searchIndex(), modulesLater(), liveText()],
  vite: {
    // The lab server's Content-Security-Policy allows scripts from its own address only, so none may stand in a page.
    build: { assetsInlineLimit: 0 },
    environments: { client: { build: { rolldownOptions: { output: { ...fewFiles(), postBanner: compiledAhead } } } } },
  },
});

/**
 * What pages share is in two files, not in thirty of a few hundred bytes, each of which costs a request, its headers, and
 * another wave of them.
 */
function fewFiles() {
  const shared = { tags: ["$initial"], minShareCount: 2 };
  const groups = [
    { ...shared, name: "site", minShareCount: 5 },
    { ...shared, name: "lab", test: /\/src\/client\/lab\// },
  ];
  // A page's words are there before its elements ask for them, in whatever file these are.
  return { codeSplitting: { groups }, strictExecutionOrder: true };
}

/**
 * What a page begins with is compiled as a whole, beside the page's own work and not function by function in it: a deck
 * starts in two thirds of the time (https://v8.dev/blog/explicit-compile-hints).
 */
function compiledAhead({ isEntry }) {
  return isEntry ? "//# allFunctionsCalledOnLoad" : "";
}

/** Where the pages will be: for what needs whole addresses, and for all links if it is below a folder. */
function siteAddress(text) {
  if (!text) return {};
  if (!URL.canParse(text) || !/^https?:/.test(text))
    throw new Error(`PUBLIC_SITE_URL is "${text}". Write the address of the site, such as https://course.example/`);
  const { origin, pathname } = new URL(text);
  return { site: origin, base: pathname };
}
