/** What bears out a text: for each slide, and each section of a lab, the labs and questions in it, and the links in its footnotes. */
import type { Link, Nodes, RootContent } from "mdast";
import type { Deck } from "./deck.ts";
import { eachNode, placeOfNode } from "./dialect/nodes.ts";
import { type QuestionKind, questionKind } from "./dialect/question.ts";
import type { Slide } from "./dialect/slide.ts";
import type { Place } from "./dialect/source.ts";
import { isLab } from "./dialect/step.ts";
import type { Lab } from "./lab-file.ts";
import { labSlides } from "./lab-text.ts";
import { labOf } from "./links.ts";
import { contentOf } from "./slide-content.ts";

export interface Sources {
  place: Place;
  /** The last heading, as text: above it may stand the chapter's. */
  title: string;
  /** The lab that its commands run in. */
  lab?: string;
  /** The labs that it leads to. */
  shownIn: string[];
  questions: QuestionKind[];
  links: { text: string; address: string }[];
}

/** All slides of a deck that say something, in order: titles and contents do not. */
export function sourcesOf({ chapters, slides, manifest }: Deck): { title: string; parts: Sources[] }[] {
  return chapters.flatMap((chapter) => {
    const { title = "" } = chapter;
    const own = slides.filter((slide) => slide.chapter === chapter && !slide.classes.includes("title"));
    return own.length === 0 ? [] : [{ title, parts: own.map((slide) => sourcesOn(slide, manifest.lab)) }];
  });
}

/** The sections of a lab's text, in order. What stands before its first heading has the lab's title. */
export function sourcesOfLab(lab: Lab): { title: string; parts: Sources[] } {
  const [opening, ...sections] = labSlides(lab).slides.flatMap((slide) => {
    const { tree, source } = contentOf(slide);
    return sectionsOf(tree.children).map((nodes) =>
      sourcesIn(nodes, { place: placeOfNode(source, nodes[0]), title: lab.title, lab: lab.id }),
    );
  });
  if (opening === undefined) return { title: lab.title, parts: [] };
  // Words that say what is to come are shown to be true by what comes.
  const isPreface = opening.title === lab.title && !isBorneOut(opening) && sections.length > 0;
  return { title: lab.title, parts: isPreface ? sections : [opening, ...sections] };
}

/** Each from one heading to the next; none is empty. */
function sectionsOf(nodes: readonly RootContent[]): [RootContent, ...RootContent[]][] {
  const sections: [RootContent, ...RootContent[]][] = [];
  for (const node of nodes) {
    const last = sections.at(-1);
    if (last === undefined || node.type === "heading") sections.push([node]);
    else last.push(node);
  }
  return sections;
}

/** Whether something in it shows that it is true, or says who says so. */
export function isBorneOut({ lab, shownIn, questions, links }: Sources): boolean {
  return lab !== undefined || shownIn.length > 0 || questions.length > 0 || links.length > 0;
}

function sourcesOn(slide: Slide, usual: string | undefined): Sources {
  return sourcesIn([contentOf(slide).tree], { place: slide.place, title: "", lab: slide.lab ?? usual });
}

interface Part {
  place: Place;
  title: string;
  lab: string | undefined;
}

function sourcesIn(nodes: readonly Nodes[], { place, title, lab }: Part): Sources {
  const found: Sources = { place, title, shownIn: [], questions: [], links: [] };
  const look = (node: Nodes) => {
    if (node.type === "heading") found.title = textOf(node);
    if (node.type === "link") {
      const shown = labOf(place.file, node.url);
      if (shown !== undefined && !found.shownIn.includes(shown)) found.shownIn.push(shown);
    }
    if (node.type !== "contentClassBlock" && node.type !== "contentClassText") return;
    if (isLab(node.classes) && lab !== undefined) found.lab = lab;
    const question = questionKind(node.classes);
    if (question !== undefined) found.questions.push(question);
    if (node.classes.includes("footnote")) found.links.push(...linksIn(node, place.file));
  };
  for (const node of nodes) eachNode(node, look);
  return found;
}

/** Those that lead out of the course. */
function linksIn(footnote: Nodes, file: string): Sources["links"] {
  const links: Link[] = [];
  eachNode(footnote, (node) => {
    if (node.type === "link" && labOf(file, node.url) === undefined) links.push(node);
  });
  return links.map((link) => ({ text: textOf(link), address: link.url }));
}

function textOf(node: Nodes): string {
  if ("value" in node) return node.value.replace(/\s+/g, " ");
  return "children" in node ? node.children.map(textOf).join("") : "";
}
