/** The table of contents, and the slides that are made from the chapters' titles. */

import type { CourseWords } from "../words/course.ts";
import type { Chapter, DeckSlide, Entry, Part, Title } from "./deck.ts";
import { type Diagnostic, diagnose } from "./diagnostic.ts";
import { findFencedLines } from "./dialect/fences.ts";
import { type Slide, withoutClasses } from "./dialect/slide.ts";
import { madeAt, placeOf, type Source } from "./dialect/source.ts";
import type { Tree } from "./make-deck.ts";
import { problems } from "./problems.ts";

export interface Contents {
  parts: Part[];
  /** All parts are on one slide. */
  isSingle: boolean;
  words: CourseWords;
  /** All titles in order. */
  titles: Title[];
  order: ReadonlyMap<Title, number>;
  partOf: ReadonlyMap<Title, Part>;
  bySlide: Map<Slide, Title[]>;
  /** Slides with a title and nothing else: the title slide takes their place. */
  titleOnly: Set<Slide>;
  diagnostics: Diagnostic[];
}

/** `left` are the classes that the deck leaves out: their titles are no part of the contents. */
export function contentsOf(
  tree: readonly Tree[],
  chapters: readonly Chapter[],
  { left, isSingle, words }: { left: ReadonlySet<string>; isSingle: boolean; words: CourseWords },
): Contents {
  const finder = new TitleFinder(left);
  for (const chapter of chapters) finder.readChapter(chapter);
  const { titles, byChapter, ...found } = finder;
  const entriesIn = (items: readonly Tree[]): (Entry | Title)[] =>
    items.flatMap((item) => ("chapter" in item ? (byChapter.get(item.chapter) ?? []) : entriesIn(item.items)));
  const lists = tree.flatMap((item) =>
    "chapter" in item ? [] : [{ title: item.title, entries: entriesIn(item.items) }],
  );
  // Without any list all is one part. Else what stands outside of the lists has no place in the contents.
  const whole = [{ title: undefined, entries: chapters.flatMap((chapter) => byChapter.get(chapter) ?? []) }];
  const groups = lists.length === 0 ? whole : lists.filter((list) => list.entries.length > 0);
  const parts = groups.map(({ title, entries }, index) => ({
    number: index + 1,
    label: title ?? (groups.length === 1 ? words.contents : words.part(index + 1)),
    anchor: isSingle ? "toc" : `toc-part-${index + 1}`,
    titles: entries.filter((entry) => "slide" in entry),
    entries,
  }));
  const order = new Map(titles.map((title, index) => [title, index]));
  const partOf = new Map(parts.flatMap((part) => part.titles.map((title) => [title, part])));
  return { parts, isSingle, words, titles, order, partOf, ...found };
}

class TitleFinder {
  readonly titles: Title[] = [];
  readonly byChapter = new Map<Chapter, (Entry | Title)[]>();
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
    const found: (Entry | Title)[] = [];
    for (const slide of chapter.slides) {
      const headings = headingsOf(slide);
      chapter.title ??= headings[0]?.text;
      if (withoutClasses(slide, this.#left) === undefined) continue;
      found.push(...this.#named(slide));
      const titles = headings.map(({ text, source, line }): Title => {
        if (this.#texts.has(text)) this.diagnostics.push(diagnose(placeOf(source, line), problems.titleTwice(text)));
        this.#texts.add(text);
        const anchor = this.#takeAnchor(text);
        return { text, anchor, chapter, slide };
      });
      if (titles.length === 0) continue;
      found.push(...titles);
      this.titles.push(...titles);
      this.bySlide.set(slide, titles);
      if (isTitleOnly(slide)) this.titleOnly.add(slide);
    }
    this.byChapter.set(chapter, found);
  }

  /** What `toc:` at the head of a slide puts into the contents. */
  #named({ properties, name, place }: Slide): Entry[] {
    const text = properties.get("toc");
    if (text === undefined || text === "") return [];
    if (name === undefined) this.diagnostics.push(diagnose(place, problems.tocName(text)));
    return name === undefined ? [] : [{ text, anchor: name }];
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
      const text = fenced[index] || !line.startsWith("# ") ? "" : titleOf(line);
      return text === "" ? [] : [{ text, source, line: index }];
    });
  });
}

/** Without the hashes that may close it. Cut by hand: a pattern for it would take the square of a long line's time. */
function titleOf(line: string): string {
  const text = line.slice(2).trim();
  let end = text.length;
  while (text[end - 1] === "#") end -= 1;
  const isClosed = end === 0 || /\s/.test(text[end - 1] ?? "");
  return isClosed ? text.slice(0, end).trim() : text;
}

function isTitleOnly({ builds, background, properties }: Slide): boolean {
  if (properties.has("toc")) return false;
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
  { titles, parts, order, partOf, titleOnly, words }: Contents,
): { slide: Slide; nav: NonNullable<DeckSlide["nav"]> } {
  const index = order.get(title) ?? 0;
  const contents = (partOf.get(title) ?? parts[0])?.anchor ?? title.anchor;
  const previous = titles[index - 1]?.anchor ?? contents;
  const next = titles[index + 1]?.anchor ?? contents;
  const text = `${title.text}\n\n.nav[\n[${words.previous}](#${previous})\n|\n[${words.contents}](#${contents})\n|\n[${words.next}](#${next})\n]`;
  // It takes that slide's place, for who presents as well.
  const notes = titleOnly.has(title.slide) ? title.slide.builds[0].notes : undefined;
  const slide = made(title.slide, { name: title.anchor, classes: ["title"], text, notes });
  return { slide, nav: { previous, contents, next } };
}

const mark = /^[ \t]*@@TOC@@[ \t]*$/;

/**
 * The slides that stand for one with `@@TOC@@`: one for each part, or one; what else it says goes on the first and last.
 * Its notes are the first's.
 */
export function contentsSlides(slide: Slide, { parts, isSingle, words }: Contents): Slide[] | undefined {
  const lines = slide.builds.flatMap(({ source }) => source.lines);
  const at = lines.findIndex((line) => mark.test(line));
  if (at === -1) return undefined;
  const before = lines.slice(0, at).join("\n").trim();
  const after = lines
    .slice(at + 1)
    .join("\n")
    .trim();
  const make = (name: string, pieces: readonly string[], notes?: Source): Slide =>
    made(slide, { name, classes: slide.classes, text: pieces.join("\n\n").trim(), notes });
  const { notes } = slide.builds[0];
  const headed = (label: string): string => (/^#/.test(before) ? before : `${before}\n\n## ${label}`);
  if (isSingle) {
    const all = parts.flatMap(({ label, entries }) => [
      ...(parts.length > 1 ? [`**${label}**`] : []),
      listOf(entries, "\n"),
    ]);
    return [make("toc", [headed(words.contents), ".toc-single[", ...all, "]", after], notes)];
  }
  return parts.map(({ label, anchor, entries }, index) =>
    make(
      anchor,
      [
        index === 0 ? headed(label) : `## ${label}`,
        listOf(entries, entries.length < 10 ? "\n\n" : "\n"),
        index === parts.length - 1 ? after : "",
      ],
      index === 0 ? notes : undefined,
    ),
  );
}

function listOf(entries: readonly Entry[], between: string): string {
  return entries.map(({ text, anchor }) => `- [${text}](#${anchor})`).join(between);
}

/** What container.training has called its slides of contents over the years, so that links to them lead on. */
export function contentsNames({ parts, isSingle }: Contents, index: number): string[] {
  const number = (one: number): string[] => [`toc-part-${one}`, `toc-section-${one}`, `toc-module-${one}`];
  return [
    ...(index === 0 ? ["toc", "toc-module-0"] : []),
    ...(isSingle ? parts.flatMap((part) => number(part.number)) : number(index + 1)),
  ];
}

interface Made {
  name: string;
  classes: string[];
  text: string;
  notes: Source | undefined;
}

function made(slide: Slide, { name, classes, text, notes }: Made): Slide {
  const source = madeAt(slide.place, text);
  const properties = new Map([
    ["name", name],
    ["class", classes.join(", ")],
  ]);
  const build = { source, classes, own: classes, ...(notes && { notes }) };
  return { place: slide.place, properties, name, classes, counted: true, builds: [build] };
}
