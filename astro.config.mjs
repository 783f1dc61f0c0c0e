import { defineConfig } from "astro/config";
import { searchIndex } from "./src/components/search-index.ts";

export default defineConfig({
  outDir: "dist/site",
  build: { format: "directory", inlineStylesheets: "never" },
  trailingSlash: "always",
  devToolbar: { enabled: false },
  integrations: [searchIndex()],
  vite: {
    // The lab server's Content-Security-Policy allows scripts from its own address only, so none may stand in a page.
    build: { assetsInlineLimit: 0 },
  },
});
