/** A chapter in reading order, as one page. */
import type { Element, ElementContent } from "hast";
import { Anchors } from "./anchors.ts";
import type { Chapter } from "./chapter.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { contentOf, eachElement, element, textOf } from "./dialect/hast.ts";
import { type RenderContext, renderStretch, toHtml } from "./dialect/render.ts";
import { type Slide, wholeSlide } from "./dialect/slide.ts";
import { macrosOf } from "./manifest.ts";

export interface Heading {
  /** 2 for a section, 3 for a slide in it. */
  depth: number;
  id: string;
  text: string;
}

export interface Article {
  id: string;
  title: string;
  summary: string | undefined;
  /** The lab beside the text. */
  lab: string | undefined;
  headings: Heading[];
  html: string;
  diagnostics: Diagnostic[];
}

/** Builds merge, `extra-details` fold, what is for a room (`in-person`) and notes are left out. */
export function renderArticle(chapter: Chapter): Article {
  const { title, summary, lab } = chapter.manifest;
  const macros = macrosOf(chapter.manifest);
  const writer = new ArticleWriter();
  for (const { file, slides } of chapter.sections) {
    for (const slide of slides) writer.add(slide, { file, macros, lab: slide.lab ?? lab });
  }
  const html = toHtml({ type: "root", children: writer.children });
  const diagnostics = [...chapter.diagnostics, ...writer.diagnostics];
  return { id: chapter.id, title, summary, lab, headings: writer.headings, html, diagnostics };
}

class ArticleWriter {
  readonly children: ElementContent[] = [];
  readonly headings: Heading[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly #anchors = new Anchors();

  add(slide: Slide, context: RenderContext): void {
    if (slide.classes.includes("in-person")) return;
    const { tree, diagnostics } = renderStretch(wholeSlide(slide), context);
    this.diagnostics.push(...diagnostics);
    eachElement(tree, (child) => this.#takeHeading(child, slide));
    const content = this.#withoutRepeatedHeading(contentOf(tree));
    if (slide.classes.includes("extra-details")) this.children.push(fold(content), newline);
    else this.children.push(...content, newline);
  }

  /** The page's own title is its h1, so a section's becomes an h2, a slide's an h3. */
  #takeHeading(heading: Element, slide: Slide): void {
    const level = Number(/^h([1-6])$/.exec(heading.tagName)?.[1] ?? 0);
    if (level === 0) return;
    heading.tagName = `h${Math.min(level + 1, 6)}`;
    const text = textOf(heading);
    const previous = this.headings.at(-1);
    if (level > 2 || (previous?.text === text && previous.depth === level + 1)) return;
    // A name that an author gave stays when the title changes.
    const isFirst = !this.headings.some(({ id }) => id === slide.name);
    const id = this.#anchors.take(slide.name !== undefined && isFirst ? slide.name : text);
    heading.properties.id = id;
    this.headings.push({ depth: level + 1, id, text });
  }

  /** Slides that go on with a subject repeat its title; a reader needs it once. */
  #withoutRepeatedHeading(content: ElementContent[]): ElementContent[] {
    const last = this.headings.at(-1);
    return content.filter(
      (child) =>
        child.type !== "element" ||
        !/^h[23]$/.test(child.tagName) ||
        child.properties.id !== undefined ||
        textOf(child) !== last?.text,
    );
  }
}

const newline = { type: "text", value: "\n" } as const;

function fold(content: ElementContent[]): Element {
  const start = content.findIndex((child) => child.type === "element");
  const first = content[start];
  const isHeading = first?.type === "element" && /^h[1-6]$/.test(first.tagName);
  const summary = isHeading ? first : element("span", {}, [{ type: "text", value: "More about this" }]);
  const rest = isHeading ? content.toSpliced(start, 1) : content;
  return element("details", { className: ["extra-details"] }, [element("summary", {}, [summary]), ...rest]);
}
