/** The pages that are for others to link to: those of the site map. */
import { getCollection } from "astro:content";
import { ownLanguage } from "../../words/language.ts";
import { wordsIn } from "../../words/words.ts";
import type { Shown } from "./picture.ts";

export interface SharedPage extends Omit<Shown, "poster"> {
  /** From the site's address, without slashes around it. */
  path: string;
  /** The lab whose processes are in its picture. */
  lab?: string | undefined;
}

/** Pictures are shared by all languages, and say what the course says: in its own. */
const { home, glossary, labList, share: kinds } = wordsIn(ownLanguage).site;

export async function sharedPages(): Promise<SharedPage[]> {
  const [chapters, decks, labs] = await Promise.all([
    getCollection("chapters"),
    getCollection("decks"),
    getCollection("labs"),
  ]);
  return [
    { path: "", kind: kinds.course, title: home.heading, summary: kinds.courseSummary },
    ...chapters.map(({ id, data }) => ({
      path: `read/${id}`,
      kind: kinds.article,
      title: data.title,
      summary: data.summary,
      lab: data.lab,
    })),
    ...decks.map(({ id, data }) => ({
      path: `deck/${id}`,
      kind: kinds.slides,
      title: data.title,
      summary: data.summary,
    })),
    {
      path: "glossary",
      kind: glossary.heading,
      title: glossary.heading,
      summary: kinds.glossarySummary,
    },
    { path: "labs", kind: labList.heading, title: labList.heading, summary: labList.summary },
    ...labs.map(({ id, data }) => ({
      path: `labs/${id}`,
      kind: kinds.lab,
      title: data.title,
      summary: data.summary,
      lab: id,
    })),
  ];
}
