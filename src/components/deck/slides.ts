/** A deck's slides as HTML for a page: what is on each, what its steps show later, what its speaker says. */
import type { Element, Root } from "hast";
import type { AddressOf, PageContext } from "../../course/article.ts";
import type { Deck, DeckSlide } from "../../course/deck.ts";
import { classesOf, eachElement, textOf } from "../../course/dialect/hast.ts";
import { renderParsed, renderSource, toHtml } from "../../course/dialect/render.ts";
import { isBlank, type Source, sourceOf } from "../../course/dialect/source.ts";
import { contentOf } from "../../course/slide-content.ts";

export interface SlideHtml {
  /** Its address in the deck. */
  id: string;
  classes: string[];
  /** Whether it has a number of its own (`count: false` has not). */
  counted: boolean;
  /** Who wants none of these classes does not see it. A title slide goes with the slide whose title it is. */
  leftOutBy: string[];
  /** The title of the chapter that it is in, as plain text; before the first, the deck's. */
  section: string;
  html: string;
  /** For who presents; empty if there are none. */
  notes: string;
  /** The address of a picture behind it all. */
  background?: string;
  /** The lab in which its commands run, if it has any. */
  lab?: string;
}

/** `addressOf` is asked for all addresses but those of other slides of the deck. */
export function slidesOf(deck: Deck, { addressOf, lookUpTerm }: PageContext & { addressOf: AddressOf }): SlideHtml[] {
  const opened = openedByTitle(deck.slides);
  const toPlace: AddressOf = (address, kind, place) => {
    if (!address.startsWith("#")) return addressOf(address, kind, place);
    const anchor = address.slice(1);
    return `#${deck.anchors.get(anchor) ?? anchor}`;
  };
  const owners = new Map(deck.titles.map(({ anchor, slide }) => [anchor, slide]));
  let section = deck.manifest.title;
  return deck.slides.map((slide) => {
    const lab = slide.lab ?? deck.manifest.lab;
    const content = contentOf(slide);
    const { tree } = renderParsed(content, {
      ...{ lab, language: deck.manifest.language, addressOf: toPlace, buildStarts: content.buildStarts },
      ...(lookUpTerm && { lookUpTerm }),
    });
    if (opened.has(slide)) dropTitle(tree);
    if (slide.nav !== undefined && !deck.anchors.has(slide.nav.contents)) dropNav(tree);
    const owner = slide.kind === "title" ? owners.get(slide.name ?? "") : undefined;
    const written = write(slide, tree, lab, toPlace);
    section = written.title ?? section;
    return { id: slide.id, leftOutBy: (owner ?? slide).classes, section, ...written.html };
  });
}

/** What the manifest has before each number: container.training's decks write `&mdash;` there. */
export function numberPrefixOf({ manifest, file }: Deck): string {
  const { tree } = renderSource(sourceOf(manifest.slidenumberprefix ?? "", file), { lab: undefined });
  return tree.children.map(textOf).join("");
}

/** Slides that follow the title slide of their own title. */
function openedByTitle(slides: readonly DeckSlide[]): Set<DeckSlide> {
  return new Set(slides.filter(({ kind }, index) => kind === "written" && slides[index - 1]?.kind === "title"));
}

/** The title slide before has said it, and a heading of the slide's own is below it. */
function dropTitle(tree: Root): void {
  const [title, own] = headingsOf(tree);
  if (title?.tagName === "h1" && own !== undefined) tree.children = tree.children.filter((child) => child !== title);
}

/** A deck without a slide of contents has nothing to go back to. */
function dropNav(tree: Root): void {
  tree.children = tree.children.filter((child) => child.type !== "element" || !classesOf(child).includes("nav"));
}

function headingsOf(tree: Root): Element[] {
  const headings: Element[] = [];
  eachElement(tree, (child) => {
    if (/^h[1-6]$/.test(child.tagName)) headings.push(child);
  });
  return headings;
}

interface Written {
  /** Of the chapter that begins here. */
  title: string | undefined;
  html: Omit<SlideHtml, "id" | "leftOutBy" | "section">;
}

function write(slide: DeckSlide, tree: Root, lab: string | undefined, addressOf: AddressOf): Written {
  const first = tree.children.find((child) => child.type === "element");
  if (slide.kind === "title" && first?.tagName === "p") first.tagName = "h1";
  const title = headingsOf(tree).findLast(({ tagName }) => tagName === "h1");
  eachElement(tree, (child) => {
    lowerHeading(child);
    makeFragment(child, slide);
    if (classesOf(child).includes("quiz")) child.properties.dataChapter = slide.chapter?.id;
  });
  const html = {
    classes: slide.classes,
    counted: slide.counted,
    html: toHtml(tree),
    notes: contentOf(slide)
      .notes.map(({ notes }) => (isBlank(notes.speaker) ? "" : notesHtml(notes.speaker, addressOf)))
      .join("\n"),
    ...(slide.background !== undefined && { background: addressOf(slide.background, "image", slide.place) }),
    ...(lab !== undefined && hasSteps(tree) && { lab }),
  };
  return { title: title && textOf(title), html };
}

function notesHtml(source: Source, addressOf: AddressOf): string {
  const { tree } = renderSource(source, { lab: undefined, addressOf });
  eachElement(tree, lowerHeading);
  return toHtml(tree);
}

/** The page's h1 is the deck's title. A slide stands alone: its heading is an h2, whether it is a chapter's or its own. */
function lowerHeading(element: Element): void {
  if (element.tagName === "h1") element.tagName = "h2";
}

/** What `--` shows later is a fragment; all of one step come at once. */
function makeFragment(element: Element, slide: DeckSlide): void {
  const build = Number(element.properties.dataBuild ?? 0);
  if (build === 0) return;
  delete element.properties.dataBuild;
  const own = slide.builds[build]?.own ?? [];
  element.properties.className = [...classesOf(element), "fragment", ...own];
  if (own.length > 0) element.properties.dataLeftOutBy = own.join(" ");
  element.properties.dataFragmentIndex = build - 1;
}

function hasSteps(tree: Root): boolean {
  let has = false;
  eachElement(tree, (child) => {
    has ||= classesOf(child).includes("lab-steps");
  });
  return has;
}
