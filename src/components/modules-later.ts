/** After each build: text and fonts come before modules, which no page needs to be read. On a slow line they would share it. */
import { glob, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";

export function modulesLater(): AstroIntegration {
  return {
    name: "modules-later",
    hooks: {
      "astro:build:done": async ({ dir }) => {
        const site = fileURLToPath(dir);
        for await (const page of glob("**/*.html", { cwd: site })) {
          const file = join(site, page);
          await writeFile(file, withModulesLater(await readFile(file, "utf8")));
        }
      },
    },
  };
}

/**
 * Browsers leave scripts of a type alone that they do not know; first-paint.js asks for these.
 *
 * @param html as Astro writes it, which gives its own scripts no other attribute
 */
export function withModulesLater(html: string): string {
  return html.replaceAll('<script type="module" src=', '<script type="module-later" src=');
}
