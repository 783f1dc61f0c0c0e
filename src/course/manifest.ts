/** slides/<chapter>.yml: the title, and the files that make the chapter, in order. */
import { z } from "zod";

export type ContentItem = string | ContentItem[];

const contentItemSchema: z.ZodType<ContentItem> = z.lazy(() =>
  z.union([z.string().min(1), z.array(contentItemSchema)]),
);

export const manifestSchema = z.strictObject({
  title: z.string().min(1),
  /** What a search engine and the contents page show. */
  summary: z.string().min(1).optional(),
  /** The lab in which commands run, unless a slide names another. */
  lab: z.string().min(1).optional(),
  /** What @@CHAT@@, @@GITREPO@@, @@SLIDES@@ and @@ZIP@@ stand for. */
  chat: z.string().optional(),
  gitrepo: z.string().optional(),
  slides: z.string().optional(),
  zip: z.string().optional(),
  /** Files below slides/. A list in the list is a part of its own. */
  content: z.array(contentItemSchema).min(1),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** The manifest's keys as macros: `title` is @@TITLE@@. */
export function macrosOf({ title, chat, gitrepo, slides, zip }: Manifest): Map<string, string> {
  const macros = new Map([["TITLE", title]]);
  for (const [name, value] of Object.entries({ chat, gitrepo, slides, zip })) {
    if (value !== undefined) macros.set(name.toUpperCase(), value);
  }
  return macros;
}
