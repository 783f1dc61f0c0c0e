/** Where Astro gets the course from: our own reading of slides/ and labs/. */

import { defineCollection } from "astro:content";
import { fileURLToPath } from "node:url";
import type { Loader, LoaderContext } from "astro/loaders";
import { z } from "astro/zod";
import type { TextChange } from "./client/live-text/changes.ts";
import { labLinks, siteAddresses, termAddress } from "./components/addresses.ts";
import { numberPrefixOf, slidesOf } from "./components/deck/slides.ts";
import { afterQuiet } from "./components/live-text/after-quiet.ts";
import { changesOf } from "./components/live-text/changes.ts";
import { tellChanges } from "./components/live-text/live-text.ts";
import { type AddressOf, articleHtml, articlesOf } from "./course/article.ts";
import type { Deck } from "./course/deck.ts";
import { type Diagnostic, formatDiagnostic } from "./course/diagnostic.ts";
import { toHtml } from "./course/dialect/render.ts";
import type { LookUpTerm } from "./course/dialect/terms.ts";
import { improveText } from "./course/dialect/typography.ts";
import { type Glossary, readGlossary } from "./course/glossary.ts";
import { renderLabText } from "./course/lab-text.ts";
import { readLabs, toSummary } from "./course/labs.ts";
import { findFile, isRelative, linkArticles } from "./course/links.ts";
import { readDecks } from "./course/read-deck.ts";
import { deckScripts } from "./course/scripts.ts";
import { readVerified, verifiedOf } from "./course/verified.ts";
import { labSummarySchema } from "./protocol/labs.ts";

interface Entry {
  id: string;
  data: Record<string, unknown>;
  html: string;
  diagnostics: Diagnostic[];
}

/** The guide for authors is a deck as well. */
const deckFolders = ["slides", "docs"];

const chapters: Loader = courseLoader(deckFolders, async (folders, base) => {
  const addresses = siteAddresses(base);
  const lookUpTerm = termsOf(await readGlossary(folders[0] ?? ""), base);
  const all = (await readAllDecks(folders)).map((deck) => ({
    deck,
    articles: articlesOf(deck, { addressOf: addressesOf(deck, base), lookUpTerm }),
  }));
  linkArticles(all, addresses);
  const course = process.cwd();
  const record = await readVerified(course);
  return all.flatMap(({ deck, articles }) => {
    const scripts = deckScripts(deck);
    return articles.map((article, index) => {
      const { id, title, summary, lab, headings, sources, previous, next, diagnostics } = article;
      const own = scripts.filter((script) => sources.some(({ file }) => file === script.file));
      const verified = verifiedOf(own, record, course);
      return {
        id,
        data: { title, summary, lab, headings, sources, verified, previous, next, language: deck.manifest.language },
        html: articleHtml(article),
        diagnostics: index === 0 ? [...deck.diagnostics, ...diagnostics] : diagnostics,
      };
    });
  });
});

/** What is wrong in a deck is told with its articles. */
const decks: Loader = courseLoader(deckFolders, async (folders, base) => {
  const lookUpTerm = termsOf(await readGlossary(folders[0] ?? ""), base);
  return (await readAllDecks(folders)).map((deck) => {
    const { title, summary, lab, language } = deck.manifest;
    const slides = slidesOf(deck, { addressOf: addressesOf(deck, base), lookUpTerm });
    const data = { title, summary, lab, language, numberPrefix: numberPrefixOf(deck), slides };
    return { id: deck.id, data, html: "", diagnostics: [] };
  });
});

const terms: Loader = courseLoader(["slides"], async ([folder = ""]) => {
  const { terms, diagnostics } = await readGlossary(folder);
  return terms.map(({ id, names, tree }, index) => ({
    ...{ id, data: { name: names[0], order: index }, html: toHtml(tree) },
    diagnostics: index === 0 ? diagnostics : [],
  }));
});

function termsOf({ byName }: Glossary, base: string): LookUpTerm {
  return (word) => {
    const term = byName.get(word);
    return term && { short: term.short, address: termAddress(term.id, base) };
  };
}

/** What is being read, or was read for the other collection of `deckFolders`, since the last edit. */
let allDecks: Promise<Deck[]> | undefined;

function readAllDecks(folders: readonly string[]): Promise<Deck[]> {
  allDecks ??= Promise.all(folders.map((folder) => readDecks(folder))).then((decks) => decks.flat());
  return allDecks;
}

/** Images are files of ours. */
function addressesOf(deck: Deck, base: string): AddressOf {
  const addresses = siteAddresses(base);
  const link = labLinks(base);
  return (address, kind, place) => {
    if (kind === "link") return link(address, kind, place);
    const file = isRelative(address) ? findFile(deck, place.file, address) : undefined;
    return file === undefined ? address : addresses.file(file);
  };
}

const labs: Loader = courseLoader(["labs", "slides"], async ([folder = "", slides = ""], base) => {
  const lookUpTerm = termsOf(await readGlossary(slides), base);
  return (await readLabs(folder)).map((lab) => ({
    id: lab.id,
    data: { ...toSummary(lab), summary: improveText(lab.summary), order: lab.order },
    ...renderLabText(lab, { lookUpTerm, addressOf: labLinks(base) }),
  }));
});

/** Reads top-level folders whole, and again whenever something in them changes. */
function courseLoader(
  names: readonly string[],
  read: (folders: readonly string[], base: string) => Promise<Entry[]>,
): Loader {
  return {
    name: `course-${names.join("-")}`,
    async load(context) {
      const folders = names.map((name) => fileURLToPath(new URL(`${name}/`, context.config.root)));
      const { base } = context.config;
      await fill(context, await read(folders, base));
      for (const folder of folders) context.watcher?.add(folder);
      const again = afterQuiet(async () => {
        try {
          await fill(context, await read(folders, base));
        } catch (error) {
          // While an author types, a file is often wrong for a moment: say so and keep the last good one.
          context.logger.error(error instanceof Error ? error.message : String(error));
        }
      });
      context.watcher?.on("all", (_event, path) => {
        if (!folders.some((folder) => path.startsWith(folder))) return;
        allDecks = undefined;
        again();
      });
    },
  };
}

async function fill(context: LoaderContext, entries: Entry[]): Promise<void> {
  const { collection, store, logger, parseData, generateDigest } = context;
  // A page with a fault is better than no page: `pid-one validate`, which all checks run, is what refuses it.
  for (const problem of entries.flatMap(({ diagnostics }) => diagnostics)) {
    if (problem.severity === "error") logger.error(formatDiagnostic(problem));
    else logger.warn(formatDiagnostic(problem));
  }

  const changes: TextChange[] = [];
  const known = new Set(entries.map(({ id }) => id));
  for (const key of store.keys()) {
    if (known.has(key)) continue;
    store.delete(key);
    changes.push({ kind: "page", path: "" });
  }
  for (const { id, data: raw, html } of entries) {
    const data = await parseData({ id, data: raw });
    const before = store.get(id);
    changes.push(
      ...changesOf(collection, id, before && { data: before.data, html: before.rendered?.html ?? "" }, { data, html }),
    );
    store.set({ id, digest: generateDigest({ ...raw, html }), data, rendered: { html } });
  }
  tellChanges(changes);
}

const nameSchema = z.object({ id: z.string(), title: z.string() }).optional();
const headingSchema = z.object({ depth: z.number(), id: z.string(), text: z.string() });

const slideSchema = z.object({
  id: z.string(),
  classes: z.array(z.string()),
  counted: z.boolean(),
  leftOutBy: z.array(z.string()),
  section: z.string(),
  html: z.string(),
  notes: z.string(),
  background: z.string().optional(),
  lab: z.string().optional(),
});

export const collections = {
  chapters: defineCollection({
    loader: chapters,
    schema: z.object({
      title: z.string(),
      summary: z.string().optional(),
      lab: z.string().optional(),
      headings: z.array(headingSchema),
      sources: z.array(z.object({ file: z.string(), title: z.string() })),
      verified: z.object({ date: z.string(), steps: z.number(), runtimes: z.array(z.string()) }).optional(),
      previous: nameSchema,
      next: nameSchema,
      language: z.string(),
    }),
  }),
  decks: defineCollection({
    loader: decks,
    schema: z.object({
      title: z.string(),
      summary: z.string().optional(),
      lab: z.string().optional(),
      language: z.string(),
      numberPrefix: z.string(),
      slides: z.array(slideSchema),
    }),
  }),
  terms: defineCollection({ loader: terms, schema: z.object({ name: z.string(), order: z.number() }) }),
  labs: defineCollection({ loader: labs, schema: labSummarySchema.extend({ order: z.number() }) }),
};
