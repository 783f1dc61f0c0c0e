/** slides/<deck>.yml: the title, and the files that make the deck, in order. The keys are container.training's, and ours. */
import { basename } from "node:path";
import { z } from "zod";
import { CourseError, type Diagnostic, diagnose } from "./diagnostic.ts";
import type { Place } from "./dialect/source.ts";
import { problems } from "./problems.ts";
import { openYaml } from "./yaml.ts";

/** A file, slides, or a part of the contents; a part in a part counts as one. */
export type ContentItem = string | null | ContentItem[] | { title: string; content: ContentItem[] };

const contentItemSchema: z.ZodType<ContentItem> = z.lazy(() =>
  z.union([
    z.string(),
    z.null(),
    z.array(contentItemSchema),
    z.object({ title: z.string().min(1), content: z.array(contentItemSchema) }),
  ]),
);
const contentSchema = z.array(contentItemSchema).min(1);

/** A key without a value is as if it were not there. */
const text = z
  .union([z.string(), z.number().transform(String)])
  .nullable()
  .optional();

const fields = {
  /** Without one, the manifest's name. */
  title: text,
  /** What a search engine and the contents page show. */
  summary: z.string().min(1).optional(),
  /** The lab in which commands run, unless a slide names another. */
  lab: z.string().min(1).optional(),
  /** Whether the whole deck is one article, or each chapter of it. */
  article: z.enum(["whole", "chapters"]).default("chapters"),
  /** What the text is written in, and which of the notes' `:EN:`, `:FR:` lines an article shows. */
  language: z
    .string()
    .regex(/^[A-Za-z]{2}$/, "write two letters, such as en")
    .toLowerCase()
    .default("en"),
  /** What @@CHAT@@, @@GITREPO@@ and so on stand for. */
  chat: text,
  gitrepo: text,
  gitbranch: text,
  slides: text,
  zip: text,
  html: text,
  /** Shown before each slide's number. */
  slidenumberprefix: text,
  /** Slides of these classes are left out of the deck. */
  exclude: z.array(z.string()).nullable().optional(),
  /** Whether all parts of the contents are on one slide. */
  toc: z.enum(["parts", "single"]).default("parts"),
  /** What container.training's own page has; nothing here needs it. */
  askai: z.unknown().optional(),
  imagelabels: z.unknown().optional(),
  /** Files below slides/, or slides if a text has several lines. A list in the list is a part of the contents. */
  content: contentSchema.optional(),
  /** What `content` was called before. */
  chapters: contentSchema.optional(),
};

const manifestSchema = z.object(fields).superRefine(({ content, chapters }, context) => {
  if (content !== undefined || chapters !== undefined) return;
  context.addIssue({ code: "custom", path: ["content"], message: "write a list of one or more files", input: content });
});

type Fields = z.output<typeof manifestSchema>;
export type Manifest = Omit<Fields, "askai" | "imagelabels" | "title" | "chapters" | "content"> & {
  title: string;
  content: ContentItem[];
};

export interface OpenManifest {
  manifest: Manifest;
  /** Of an item of `content`, by the way to it, such as [2, 0]. */
  placeOfItem: (path: readonly PropertyKey[]) => Place;
  diagnostics: Diagnostic[];
}

/**
 * Reads a manifest. `environment` may set a key anew: OVERRIDE_title=… is the title. Throws a CourseError that names line,
 * key and remedy.
 */
export function readManifest(
  source: string,
  file: string,
  environment: Readonly<Record<string, string | undefined>> = {},
): OpenManifest {
  const { data, keys, placeOf } = openYaml({ text: source, file, firstLine: 1 }, manifestSchema);
  const known = Object.keys(fields);
  const diagnostics = keys
    .filter((key) => !known.includes(key))
    .map((key) => diagnose(placeOf([key]), problems.unknownKey(key, known.join(", "))));
  const { content, chapters, ...others } = overridden(data, environment, placeOf([]));
  const title = others.title?.trim() ? others.title : basename(file).replace(/\.\w+$/, "");
  if (title !== others.title) diagnostics.push(diagnose(placeOf(["title"]), problems.titleMissing(title)));
  const key = content === undefined ? "chapters" : "content";
  return {
    manifest: { ...others, title, content: content ?? chapters ?? [] },
    placeOfItem: (path) => placeOf([key, ...path]),
    diagnostics,
  };
}

/** Throws a CourseError if a value from the environment cannot be one of its key. */
function overridden(data: Fields, environment: Readonly<Record<string, string | undefined>>, place: Place): Fields {
  const values = Object.keys(data).flatMap((key) => {
    const value = environment[`OVERRIDE_${key}`];
    if (value === undefined || value === "") return [];
    return [[key, key === "exclude" ? value.split(/[\s,]+/).filter((name) => name !== "") : value] as const];
  });
  const result = manifestSchema.safeParse({ ...data, ...Object.fromEntries(values) });
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new CourseError([diagnose(place, problems.overrideBad(String(issue?.path[0]), issue?.message ?? ""))]);
}

/** Whether a file of YAML is meant to be a manifest: folders of slides may hold others, such as a Compose file. */
export function isManifest(source: string): boolean {
  return /^(?:title|content|chapters):/m.test(source);
}
