/** A deck in reading order: one page, or one for each chapter. */
import type { Element, ElementContent, Root } from "hast";
import { type CourseWords, courseWordsIn } from "../words/course.ts";
import { Anchors } from "./anchors.ts";
import type { Chapter, Deck } from "./deck.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { contentOf as childrenOf, eachElement, element, textOf } from "./dialect/hast.ts";
import type { Quiz } from "./dialect/notes.ts";
import { questionElement } from "./dialect/question.ts";
import { type RenderContext, renderParsed, renderSource, toHtml } from "./dialect/render.ts";
import { type Slide, withoutClasses } from "./dialect/slide.ts";
import type { Source } from "./dialect/source.ts";
import { contentOf } from "./slide-content.ts";

export interface Heading {
  /** 2 for a section, 3 for a slide in it. */
  depth: number;
  id: string;
  text: string;
}

export interface Article {
  /** The deck's, or the deck's, a slash and the chapter's. */
  id: string;
  title: string;
  /** The manifest's, of what is about the whole deck. */
  summary: string | undefined;
  /** The lab beside the text. */
  lab: string | undefined;
  headings: Heading[];
  /** Where names of slides and title slides lead: to the heading with this id. */
  anchors: ReadonlyMap<string, string>;
  tree: Root;
  /** The files that its text is written in, from the folder in which the course is read. */
  sources: { file: string; title: string }[];
  /** Of a deck of several articles: the one to read before, and after. The contents come first. */
  previous?: ArticleName;
  next?: ArticleName;
  diagnostics: Diagnostic[];
}

export interface ArticleName {
  id: string;
  title: string;
}

/** Gives the address of a link or an image for the page; see `RenderContext`. */
export type AddressOf = NonNullable<RenderContext["addressOf"]>;
/** What a text needs to know of the site that it becomes a page of. */
export type PageContext = Pick<RenderContext, "addressOf" | "lookUpTerm">;

/**
 * Builds merge, `extra-details` fold; what is for a room (`in-person`), for who presents, and what the manifest excludes is
 * left out, except for `self-paced`, which is made for readers.
 */
export function articlesOf(deck: Deck, pages: PageContext = {}): Article[] {
  const { manifest } = deck;
  if (manifest.article === "whole") {
    return [write(deck, { id: deck.id, title: plain(manifest.title), chapters: deck.chapters, shift: 1 }, pages)];
  }
  const chapters = chaptersWithTitle(deck.chapters).map(({ title, chapters }) =>
    write(deck, { id: `${deck.id}/${chapters[0]?.id}`, title: plain(title), chapters, shift: 0 }, pages),
  );
  const all = [contentsOf(deck), ...chapters];
  return all.map((article, index) => {
    const [previous, next] = [all[index - 1], all[index + 1]];
    return {
      ...article,
      ...(previous && { previous: { id: previous.id, title: previous.title } }),
      ...(next && { next: { id: next.id, title: next.title } }),
    };
  });
}

/** The page that leads to a deck's chapters. Its links are made as those in the text are. */
function contentsOf(deck: Deck): Article {
  const lines = deck.parts.flatMap(({ label, entries }) => [
    ...(deck.parts.length > 1 ? ["", `## ${label}`, ""] : []),
    ...entries.map(({ text, anchor }) => `- [${text}](#${anchor})`),
  ]);
  const { tree } = renderSource({ lines, runs: [] }, { lab: undefined });
  const { title, summary } = deck.manifest;
  return {
    id: deck.id,
    title: plain(title),
    summary,
    lab: undefined,
    headings: [],
    anchors: new Map(),
    tree,
    sources: [{ file: deck.file, title: plain(title) }],
    diagnostics: [],
  };
}

export function articleHtml({ tree }: Article): string {
  return toHtml(tree);
}

/** What has no title goes on with the chapter before it; before the first, it is the deck's own and no article. */
function chaptersWithTitle(chapters: readonly Chapter[]): { title: string; chapters: Chapter[] }[] {
  const articles: { title: string; chapters: Chapter[] }[] = [];
  for (const chapter of chapters) {
    if (chapter.title !== undefined) articles.push({ title: chapter.title, chapters: [chapter] });
    else articles.at(-1)?.chapters.push(chapter);
  }
  return articles;
}

function plain(markdown: string): string {
  const { tree } = renderSource({ lines: [markdown.replace(/<br *\/?>|\n/g, " ")], runs: [] }, { lab: undefined });
  return textOf({ type: "element", tagName: "p", properties: {}, children: childrenOf(tree) }).trim();
}

interface Frame {
  id: string;
  title: string;
  chapters: readonly Chapter[];
  /** The page's title is its h1. Of several chapters each has an h2, so all headings go down by one. */
  shift: 0 | 1;
}

function write(deck: Deck, { id, title, chapters, shift }: Frame, pages: PageContext): Article {
  const { lab, exclude, language } = deck.manifest;
  const summary = shift === 1 ? deck.manifest.summary : undefined;
  const left = new Set([...(exclude ?? []), "in-person"]);
  left.delete("self-paced");
  const writer = new ArticleWriter({
    title,
    chapters: new Set(chapters),
    shift,
    left,
    lab,
    language,
    pages,
  });
  for (const chapter of chapters) for (const slide of chapter.slides) writer.add(slide);
  writer.finish(deck);
  const { headings, anchors, diagnostics } = writer;
  const tree: Root = { type: "root", children: writer.children };
  const sources = chapters
    .filter(({ slides }) => slides.some((slide) => shownIn(slide, left) !== undefined))
    .map(({ file, id, title }) => ({ file, title: title === undefined ? id : plain(title) }));
  return { id, title, summary, lab, headings, anchors, tree, sources: firstOfEach(sources), diagnostics };
}

/** Slides in a manifest are several chapters of one file. */
function firstOfEach(sources: Article["sources"]): Article["sources"] {
  return [...new Map(sources.toReversed().map((source) => [source.file, source])).values()].toReversed();
}

interface Style {
  title: string;
  chapters: ReadonlySet<Chapter>;
  shift: 0 | 1;
  left: ReadonlySet<string>;
  lab: string | undefined;
  language: string;
  pages: PageContext;
}

class ArticleWriter {
  readonly children: ElementContent[] = [];
  readonly headings: Heading[] = [];
  readonly anchors = new Map<string, string>();
  readonly diagnostics: Diagnostic[] = [];
  readonly #ids = new Anchors();
  readonly #outline: ElementContent[] = [];
  readonly #style: Style;
  readonly #words: CourseWords;

  constructor(style: Style) {
    this.#style = style;
    this.#words = courseWordsIn(style.language);
  }

  add(written: Slide): void {
    const slide = shownIn(written, this.#style.left);
    if (slide === undefined) return;
    const detailsFrom = slide.builds.findIndex(({ classes }) => classes.includes("extra-details"));
    if (detailsFrom > 0) {
      const [first, ...others] = slide.builds;
      this.#addPart({ ...slide, builds: [first, ...others.slice(0, detailsFrom - 1)] }, false);
      const [more, ...rest] = others.slice(detailsFrom - 1);
      if (more !== undefined) this.#addPart({ ...slide, builds: [more, ...rest] }, true);
    } else {
      this.#addPart(slide, detailsFrom === 0);
    }
  }

  /** What the deck's own slides (titles, contents) are called leads to the headings that are here. */
  finish(deck: Deck): void {
    const byText = new Map(this.headings.toReversed().map(({ text, id }) => [text, id]));
    const { chapters } = this.#style;
    for (const { text, anchor, chapter } of deck.titles) {
      if (!chapters.has(chapter)) continue;
      const title = plain(text);
      const id = this.#isPageTitle(title) ? "" : byText.get(title);
      if (id !== undefined && !this.anchors.has(anchor)) this.anchors.set(anchor, id);
    }
    if (this.#outline.length === 0) return;
    const label = element("p", {}, [{ type: "text", value: this.#words.taught }]);
    this.children.push(element("aside", { className: ["outline"] }, [label, ...this.#outline]), newline);
  }

  #addPart(slide: Slide, isFolded: boolean): void {
    const read = contentOf(slide);
    const { tree, diagnostics } = renderParsed(read, this.#context(slide));
    this.diagnostics.push(...read.diagnostics, ...diagnostics);
    eachElement(tree, (child) => this.#takeHeading(child, slide));
    const content = this.#withoutRepeatedHeading(childrenOf(tree));
    if (slide.background !== undefined) content.push(this.#picture(slide, slide.background));
    if (isFolded) this.children.push(fold(content, this.#words.more), newline);
    else this.children.push(...content, newline);
    for (const { notes } of read.notes) {
      for (const quiz of notes.quiz) this.children.push(this.#quiz(quiz), newline);
      const outline = notes.outline.get(this.#style.language.toUpperCase());
      if (outline !== undefined) this.#outline.push(...this.#render(outline));
    }
  }

  #context(slide: Slide): RenderContext {
    const { lab, language, pages } = this.#style;
    return { lab: slide.lab ?? lab, language, ...pages };
  }

  #render(source: Source): ElementContent[] {
    const { tree, diagnostics } = renderSource(source, { lab: undefined });
    this.diagnostics.push(...diagnostics);
    return childrenOf(tree);
  }

  #picture({ place }: Slide, address: string): Element {
    const src = this.#style.pages.addressOf?.(address, "image", place) ?? address;
    return element("img", { src, alt: "" }, []);
  }

  #quiz({ place, question, answers }: Quiz): Element {
    const words = (line: string): ElementContent[] =>
      this.#render({ lines: [line], runs: [{ at: 0, file: place.file, line: place.line, still: true }] });
    return questionElement(this.#words, {
      kind: "quiz",
      asked: words(question),
      answers: answers.map(({ text, isRight }) => ({ text: words(text), reply: [], isRight })),
      trial: [],
      explanation: [],
    });
  }

  #takeHeading(heading: Element, slide: Slide): void {
    const level = Number(/^h([1-6])$/.exec(heading.tagName)?.[1] ?? 0);
    if (level === 0) return;
    const depth = Math.max(2, Math.min(level + this.#style.shift, 6));
    heading.tagName = `h${depth}`;
    const text = textOf(heading);
    if (depth > 3 || text === "" || (level === 1 && this.#isPageTitle(text))) {
      return;
    }
    const previous = this.headings.at(-1);
    if (previous?.text === text && previous.depth === depth) return;
    // A name that an author gave stays when the title changes.
    const isFirst = slide.name !== undefined && !this.anchors.has(slide.name);
    const id = slide.name !== undefined && isFirst ? this.#ids.takeName(slide.name) : this.#ids.take(text);
    if (slide.name !== undefined && isFirst) this.anchors.set(slide.name, id);
    heading.properties.id = id;
    this.headings.push({ depth, id, text });
  }

  /** A break in a title is a blank in the page's. */
  #isPageTitle(text: string): boolean {
    return this.#style.shift === 0 && text.replaceAll(/\s/g, "") === this.#style.title.replaceAll(/\s/g, "");
  }

  /** Slides that go on with a subject repeat its title; a reader needs it once. */
  #withoutRepeatedHeading(content: ElementContent[]): ElementContent[] {
    const last = this.headings.at(-1);
    return content.filter((child) => {
      if (child.type !== "element" || !/^h[23]$/.test(child.tagName) || child.properties.id !== undefined) return true;
      const text = textOf(child);
      return text !== last?.text && !(child.tagName === "h2" && this.#isPageTitle(text));
    });
  }
}

const newline = { type: "text", value: "\n" } as const;

/** What an article that leaves out `left` has of a slide, if anything. */
function shownIn(written: Slide, left: ReadonlySet<string>): Slide | undefined {
  const slide = withoutClasses(written, left);
  return slide === undefined || isDecksOwn(slide) ? undefined : slide;
}

/** Title slides without a heading, and the contents, are of use in a deck only. */
function isDecksOwn({ classes, builds }: Slide): boolean {
  const lines = builds.flatMap(({ source }) => source.lines);
  return (
    lines.some((line) => line.trim() === "@@TOC@@") ||
    (classes.includes("title") && !lines.some((line) => /^#{1,6} /.test(line)))
  );
}

/** @param more where its own text does not say what it is */
function fold(content: ElementContent[], more: string): Element {
  const start = content.findIndex((child) => child.type === "element");
  const first = content[start];
  const isHeading = first?.type === "element" && /^h[1-6]$/.test(first.tagName);
  const summary = isHeading ? first : element("span", {}, [{ type: "text", value: more }]);
  const rest = isHeading ? content.toSpliced(start, 1) : content;
  return element("details", { className: ["extra-details"] }, [element("summary", {}, [summary]), ...rest]);
}
