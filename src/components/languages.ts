/** Each page also in the other languages of the interface: at the same address below the language's, such as /fr/labs/. */
import { globSync } from "node:fs";
import { rename, rmdir } from "node:fs/promises";
import type { AstroIntegration } from "astro";
import { otherLanguages } from "../words/language.ts";

export function languages(): AstroIntegration {
  return {
    name: "languages",
    hooks: {
      "astro:config:setup": ({ injectRoute }) => {
        for (const file of globSync("src/pages/**/*.astro")) {
          const page = file.slice("src/pages".length).replace(/(\/index)?\.astro$/, "");
          for (const language of otherLanguages) {
            injectRoute({ pattern: `/${language}${page}`, entrypoint: `./${file}` });
          }
        }
      },
      // Astro knows one page for what is not there. Hosts look for the nearest, by this name (Cloudflare Pages, our server).
      "astro:build:done": async ({ dir }) => {
        for (const language of otherLanguages) {
          const folder = new URL(`${language}/404/`, dir);
          await rename(new URL("index.html", folder), new URL(`${language}/404.html`, dir));
          await rmdir(folder);
        }
      },
    },
  };
}
