/** What bears out a chapter: for each slide its lab and questions, and the links in its footnotes. */
import type { Link, Nodes } from "mdast";
import type { Deck } from "./deck.ts";
import { eachNode } from "./dialect/parse.ts";
import { type QuestionKind, questionKind } from "./dialect/question.ts";
import type { Slide } from "./dialect/slide.ts";
import type { Place } from "./dialect/source.ts";
import { isLab } from "./dialect/step.ts";
import { contentOf } from "./slide-content.ts";

export interface SlideSources {
  place: Place;
  /** Its last heading, as text: above it may stand the chapter's. */
  title: string;
  /** The lab that its commands run in. */
  lab?: string;
  questions: QuestionKind[];
  links: { text: string; address: string }[];
}

/** All slides of a deck that say something, in order: titles and contents do not. */
export function sourcesOf({ chapters, slides, manifest }: Deck): { title: string; slides: SlideSources[] }[] {
  return chapters.flatMap((chapter) => {
    const { title = "" } = chapter;
    const own = slides.filter((slide) => slide.chapter === chapter && !slide.classes.includes("title"));
    return own.length === 0 ? [] : [{ title, slides: own.map((slide) => sourcesOn(slide, manifest.lab)) }];
  });
}

/** Whether something on the slide shows that it is true, or says who says so. */
export function isBorneOut({ lab, questions, links }: SlideSources): boolean {
  return lab !== undefined || questions.length > 0 || links.length > 0;
}

function sourcesOn(slide: Slide, usual: string | undefined): SlideSources {
  const lab = slide.lab ?? usual;
  const found: SlideSources = { place: slide.place, title: "", questions: [], links: [] };
  eachNode(contentOf(slide).tree, (node) => {
    if (node.type === "heading") found.title = textOf(node);
    if (node.type !== "contentClassBlock" && node.type !== "contentClassText") return;
    if (isLab(node.classes) && lab !== undefined) found.lab = lab;
    const question = questionKind(node.classes);
    if (question !== undefined) found.questions.push(question);
    if (node.classes.includes("footnote")) found.links.push(...linksIn(node));
  });
  return found;
}

function linksIn(footnote: Nodes): SlideSources["links"] {
  const links: Link[] = [];
  eachNode(footnote, (node) => {
    if (node.type === "link") links.push(node);
  });
  return links.map((link) => ({ text: textOf(link), address: link.url }));
}

function textOf(node: Nodes): string {
  if ("value" in node) return node.value.replace(/\s+/g, " ");
  return "children" in node ? node.children.map(textOf).join("") : "";
}
