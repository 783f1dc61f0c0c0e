/** The pages that are for others to link to: those of the site map. */
import { getCollection } from "astro:content";
import type { Shown } from "./picture.ts";

export interface SharedPage extends Shown {
  /** From the site's address, without slashes around it. */
  path: string;
}

export async function sharedPages(): Promise<SharedPage[]> {
  const [chapters, decks, labs] = await Promise.all([
    getCollection("chapters"),
    getCollection("decks"),
    getCollection("labs"),
  ]);
  return [
    { path: "", kind: "Course", title: homeTitle, summary: homeSummary },
    ...chapters.map(({ id, data }) => ({
      path: `read/${id}`,
      kind: "Article",
      title: data.title,
      summary: data.summary,
    })),
    ...decks.map(({ id, data }) => ({ path: `deck/${id}`, kind: "Slides", title: data.title, summary: data.summary })),
    {
      path: "glossary",
      kind: "Glossary",
      title: "Glossary",
      summary: "The words of the course, in a few sentences each.",
    },
    { path: "labs", kind: "Labs", title: "Labs", summary: labsSummary },
    ...labs.map(({ id, data }) => ({ path: `labs/${id}`, kind: "Lab", title: data.title, summary: data.summary })),
  ];
}

export const homeTitle = "The first process buries the dead";
export const labsSummary = "Real containers to try things in, from the first zombie to a hunt for one.";
const homeSummary = "A course on init systems and PID 1, with real containers in the page.";
