/** After each build: text and fonts come before scripts, which no page needs to be read. On a slow line they would share it. */
import { glob, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";

export function scriptsLast(): AstroIntegration {
  return {
    name: "scripts-last",
    hooks: {
      "astro:build:done": async ({ dir }) => {
        const site = fileURLToPath(dir);
        for await (const page of glob("**/*.html", { cwd: site })) {
          const file = join(site, page);
          await writeFile(file, withScriptsLast(await readFile(file, "utf8")));
        }
      },
    },
  };
}

/** @param html as Astro writes it, which gives its own scripts no attribute for this */
export function withScriptsLast(html: string): string {
  return html.replaceAll('<script type="module" src=', '<script type="module" fetchpriority="low" src=');
}
