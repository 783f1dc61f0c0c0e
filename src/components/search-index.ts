/** After each build: the index in which the pages' search looks. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";
import { close, createIndex } from "pagefind";

/** Pagefind also writes user interfaces; ours is in src/client/search. */
const foreign = /ui\.|highlight|playground/;

/** Pages say themselves what of them is found: `data-pagefind-body`, and not what is `data-pagefind-ignore`. */
export function searchIndex(): AstroIntegration {
  return {
    name: "search-index",
    hooks: {
      "astro:build:done": async ({ dir, logger }) => {
        const site = fileURLToPath(dir);
        try {
          const { index, errors } = await createIndex();
          if (index === undefined) throw new Error(errors.join("; "));
          const { page_count, errors: unreadable } = await index.addDirectory({ path: site });
          if (unreadable.length > 0) throw new Error(unreadable.join("; "));
          const { files } = await index.getFiles();
          for (const { path, content } of files.filter((file) => !foreign.test(file.path))) {
            const target = join(site, "pagefind", path);
            await mkdir(dirname(target), { recursive: true });
            await writeFile(target, content);
          }
          logger.info(`${page_count} pages can be searched`);
        } finally {
          await close();
        }
      },
    },
  };
}
