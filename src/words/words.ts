/**
 * All words of the interface, by language. For what builds pages: a page's scripts have only those of its language, see
 * page.ts. English is the source; what another language lacks, or has too much, is an error of types.
 */
import { elements as elementsEn } from "./en/elements.ts";
import { site as siteEn } from "./en/site.ts";
import { elements as elementsFr } from "./fr/elements.ts";
import { site as siteFr } from "./fr/site.ts";
import type { Language } from "./language.ts";

const all = {
  en: { elements: elementsEn, site: siteEn },
  fr: { elements: elementsFr, site: siteFr },
} satisfies Record<Language, unknown>;

export function wordsIn(language: Language): (typeof all)["en"] {
  return all[language];
}
