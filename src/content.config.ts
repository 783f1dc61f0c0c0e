/** Where Astro gets the course from: our own reading of slides/ and labs/. */

import { defineCollection } from "astro:content";
import { fileURLToPath } from "node:url";
import type { Loader, LoaderContext } from "astro/loaders";
import { z } from "astro/zod";
import { renderArticle } from "./course/article.ts";
import { readChapters } from "./course/chapter.ts";
import { CourseError, type Diagnostic, formatDiagnostic } from "./course/diagnostic.ts";
import { renderLabText } from "./course/lab-text.ts";
import { readLabs, toSummary } from "./course/labs.ts";
import { labSummarySchema } from "./protocol/labs.ts";

interface Entry {
  id: string;
  data: Record<string, unknown>;
  html: string;
  diagnostics: Diagnostic[];
}

const chapters: Loader = courseLoader("slides", async (folder) =>
  (await readChapters(folder)).map(renderArticle).map(({ id, title, summary, lab, headings, html, diagnostics }) => ({
    id,
    data: { title, summary, lab, headings },
    html,
    diagnostics,
  })),
);

const labs: Loader = courseLoader("labs", async (folder) =>
  (await readLabs(folder)).map((lab) => ({ id: lab.id, data: { ...toSummary(lab) }, ...renderLabText(lab) })),
);

/** Reads a top-level folder whole, and again whenever something in it changes. */
function courseLoader(name: string, read: (folder: string) => Promise<Entry[]>): Loader {
  return {
    name: `course-${name}`,
    async load(context) {
      const folder = fileURLToPath(new URL(`${name}/`, context.config.root));
      await fill(context, await read(folder));
      context.watcher?.add(folder);
      context.watcher?.on("all", (_event, path) => {
        if (!path.startsWith(folder)) return;
        read(folder)
          .then((entries) => fill(context, entries))
          // While an author types, a file is often wrong for a moment: say so and keep the last good one.
          .catch((error: unknown) => context.logger.error(error instanceof Error ? error.message : String(error)));
      });
    },
  };
}

async function fill({ store, logger, parseData, generateDigest }: LoaderContext, entries: Entry[]): Promise<void> {
  const problems = entries.flatMap(({ diagnostics }) => diagnostics);
  for (const problem of problems) if (problem.severity === "warning") logger.warn(formatDiagnostic(problem));
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new CourseError(errors);

  const known = new Set(entries.map(({ id }) => id));
  for (const key of store.keys()) if (!known.has(key)) store.delete(key);
  for (const { id, data, html } of entries) {
    const digest = generateDigest({ ...data, html });
    store.set({ id, digest, data: await parseData({ id, data }), rendered: { html } });
  }
}

const headingSchema = z.object({ depth: z.number(), id: z.string(), text: z.string() });

export const collections = {
  chapters: defineCollection({
    loader: chapters,
    schema: z.object({
      title: z.string(),
      summary: z.string().optional(),
      lab: z.string().optional(),
      headings: z.array(headingSchema),
    }),
  }),
  labs: defineCollection({ loader: labs, schema: labSummarySchema }),
};
