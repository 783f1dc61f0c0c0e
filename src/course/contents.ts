/** The table of contents, and the slides that are made from the chapters' titles. */
import type { Chapter, DeckSlide, Part, Title } from "./deck.ts";
import { type Diagnostic, diagnose } from "./diagnostic.ts";
import { findFencedLines } from "./dialect/fences.ts";
import { type Slide, withoutClasses } from "./dialect/slide.ts";
import { madeAt, placeOf, type Source } from "./dialect/source.ts";
import type { Tree } from "./make-deck.ts";
import { problems } from "./problems.ts";

export interface Contents {
  parts: Part[];
  /** All titles in order. */
  titles: Title[];
  order: ReadonlyMap<Title, number>;
  partOf: ReadonlyMap<Title, Part>;
  bySlide: Map<Slide, Title[]>;
  /** Slides with a title and nothing else: the title slide takes their place. */
  titleOnly: ReadonlySet<Slide>;
  diagnostics: Diagnostic[];
}

/** `left` are the classes that the deck leaves out: their titles are no part of the contents. */
export function contentsOf(tree: readonly Tree[], left: ReadonlySet<string>, chapters: readonly Chapter[]): Contents {
  const finder = new TitleFinder(left);
  for (const chapter of chapters) finder.readChapter(chapter);
  const { titles, byChapter, ...found } = finder;
  const titlesIn = (items: readonly Tree[]): Title[] =>
    items.flatMap((item) => ("chapter" in item ? (byChapter.get(item.chapter) ?? []) : titlesIn(item.items)));
  const lists = tree.flatMap((item) =>
    "chapter" in item ? [] : [{ title: item.title, titles: titlesIn(item.items) }],
  );
  // Without any list all is one part. Else what stands outside of the lists has no place in the contents.
  const groups = lists.length === 0 ? [{ title: undefined, titles }] : lists.filter((list) => list.titles.length > 0);
  const parts = groups.map(({ title, titles: its }, index) => ({
    number: index + 1,
    label: title ?? (groups.length === 1 ? "Contents" : `Part ${index + 1}`),
    anchor: `toc-part-${index + 1}`,
    titles: its,
  }));
  const order = new Map(titles.map((title, index) => [title, index]));
  const partOf = new Map(parts.flatMap((part) => part.titles.map((title) => [title, part])));
  return { parts, titles, order, partOf, ...found };
}

class TitleFinder {
  readonly titles: Title[] = [];
  readonly byChapter = new Map<Chapter, Title[]>();
  readonly bySlide = new Map<Slide, Title[]>();
  readonly titleOnly = new Set<Slide>();
  readonly diagnostics: Diagnostic[] = [];
  readonly #texts = new Set<string>();
  /** How often each was taken: titles that differ in their digits only have the same. */
  readonly #anchors = new Map<string, number>();
  readonly #left: ReadonlySet<string>;

  constructor(left: ReadonlySet<string>) {
    this.#left = left;
  }

  readChapter(chapter: Chapter): void {
    const found: Title[] = [];
    for (const slide of chapter.slides) {
      const headings = headingsOf(slide);
      chapter.title ??= headings[0]?.text;
      if (withoutClasses(slide, this.#left) === undefined) continue;
      const titles = headings.map(({ text, source, line }): Title => {
        if (this.#texts.has(text)) this.diagnostics.push(diagnose(placeOf(source, line), problems.titleTwice(text)));
        this.#texts.add(text);
        const anchor = this.#takeAnchor(text);
        return { text, anchor, chapter, slide };
      });
      if (titles.length === 0) continue;
      found.push(...titles);
      this.bySlide.set(slide, titles);
      if (isTitleOnly(slide)) this.titleOnly.add(slide);
    }
    this.titles.push(...found);
    this.byChapter.set(chapter, found);
  }

  #takeAnchor(title: string): string {
    const anchor = anchorOf(title);
    const count = (this.#anchors.get(anchor) ?? 0) + 1;
    this.#anchors.set(anchor, count);
    return count === 1 ? anchor : `${anchor}-${count}`;
  }
}

function headingsOf({ builds }: Slide): { text: string; source: Source; line: number }[] {
  return builds.flatMap(({ source }) => {
    if (!source.lines.some((line) => line.startsWith("# "))) return [];
    const fenced = findFencedLines(source.lines);
    return source.lines.flatMap((line, index) => {
      const text = fenced[index] ? undefined : /^# +(.*?)[ \t]*#*[ \t]*$/.exec(line)?.[1];
      return text === undefined || text === "" ? [] : [{ text, source, line: index }];
    });
  });
}

function isTitleOnly({ builds, background }: Slide): boolean {
  const lines = builds.flatMap(({ source }) => source.lines).filter((line) => line.trim() !== "");
  return builds.length === 1 && background === undefined && lines.length === 1;
}

/** As container.training's, so that links to them work as they are written. */
function anchorOf(title: string): string {
  return `toc-${title
    .toLowerCase()
    .replaceAll(" ", "-")
    .replace(/[^a-z-]/g, "")}`;
}

export function titleSlide(
  title: Title,
  { titles, parts, order, partOf }: Contents,
): { slide: Slide; nav: NonNullable<DeckSlide["nav"]> } {
  const index = order.get(title) ?? 0;
  const contents = (partOf.get(title) ?? parts[0])?.anchor ?? title.anchor;
  const previous = titles[index - 1]?.anchor ?? contents;
  const next = titles[index + 1]?.anchor ?? contents;
  const text = `${title.text}\n\n.nav[\n[Previous](#${previous})\n|\n[Contents](#${contents})\n|\n[Next](#${next})\n]`;
  return {
    slide: made(title.slide, { name: title.anchor, classes: ["title"], text }),
    nav: { previous, contents, next },
  };
}

const mark = /^[ \t]*@@TOC@@[ \t]*$/;

/** The slides that stand for one with `@@TOC@@`: one for each part; what else it says goes on the first. */
export function contentsSlides(slide: Slide, parts: readonly Part[]): Slide[] | undefined {
  const lines = slide.builds.flatMap(({ source }) => source.lines);
  const at = lines.findIndex((line) => mark.test(line));
  if (at === -1) return undefined;
  return parts.map(({ label, anchor, titles }, index) => {
    const before = index === 0 ? lines.slice(0, at).join("\n").trim() : "";
    const after =
      index === parts.length - 1
        ? lines
            .slice(at + 1)
            .join("\n")
            .trim()
        : "";
    const list = titles.map(({ text, anchor: to }) => `- [${text}](#${to})`).join(titles.length < 10 ? "\n\n" : "\n");
    const heading = /^#/.test(before) ? before : `${before}\n\n## ${label}`;
    return made(slide, { name: anchor, classes: slide.classes, text: `${heading}\n\n${list}\n\n${after}`.trim() });
  });
}

function made(slide: Slide, { name, classes, text }: { name: string; classes: string[]; text: string }): Slide {
  const source = madeAt(slide.place, text);
  const properties = new Map([
    ["name", name],
    ["class", classes.join(", ")],
  ]);
  return { place: slide.place, properties, name, classes, counted: true, builds: [{ source, classes, own: classes }] };
}
