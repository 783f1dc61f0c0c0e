/** Makes a deck of a manifest and the texts of its files: pure, whatever the texts are. */
import { basename } from "node:path";
import { courseWordsIn } from "../words/course.ts";
import { Anchors } from "./anchors.ts";
import { type Contents, contentsNames, contentsOf, contentsSlides, titleSlide } from "./contents.ts";
import type { Chapter, Deck, DeckSlide } from "./deck.ts";
import { type Diagnostic, diagnose } from "./diagnostic.ts";
import { Inheritance } from "./dialect/inherit.ts";
import { expandMacros, type IncludedFile, type Macros } from "./dialect/macros.ts";
import { type Slide, withoutClasses } from "./dialect/slide.ts";
import { isBlank, type Place, type Source, sourceOf } from "./dialect/source.ts";
import { cutSlides } from "./dialect/split.ts";
import { deckMacros } from "./macros.ts";
import type { ContentItem, OpenManifest } from "./manifest.ts";
import { problems } from "./problems.ts";

export interface LoadedFile {
  /** As messages name it. */
  file: string;
  dir: string;
  text: string;
}

export interface DeckInput {
  id: string;
  file: string;
  dir: string;
  open: OpenManifest;
  /** By the name in the manifest. Names that are not here are left out: who read them has told. */
  files: ReadonlyMap<string, LoadedFile>;
  included: ReadonlyMap<string, IncludedFile>;
  diagnostics: Diagnostic[];
  /** It is a chapter without a manifest: its slides are those that it has, and what a manifest would say is not missed. */
  isAlone?: boolean;
}

/** A chapter, or a list of them: the form of the manifest's content. */
export type Tree = { chapter: Chapter } | { title?: string; items: Tree[] };

export function makeDeck(input: DeckInput): Deck {
  const { id, file, dir, open } = input;
  const reader = new ChapterReader(input);
  const tree = reader.readAll(open.manifest.content, []);
  const { chapters } = reader;
  const left = new Set(open.manifest.exclude ?? []);
  const contents = contentsOf(tree, chapters, {
    ...{ left, isSingle: open.manifest.toc === "single" },
    words: courseWordsIn(open.manifest.language),
  });
  // Title slides lead from chapter to chapter.
  if (input.isAlone) {
    contents.bySlide.clear();
    contents.titleOnly.clear();
  }
  const diagnostics = [...open.diagnostics, ...input.diagnostics, ...reader.diagnostics, ...contents.diagnostics];
  const { slides, anchors } = present(chapters, left, contents);
  const { parts, titles } = contents;
  return { id, file, dir, manifest: open.manifest, chapters, parts, titles, slides, anchors, diagnostics };
}

class ChapterReader {
  readonly chapters: Chapter[] = [];
  readonly #diagnostics: Diagnostic[] = [];
  readonly #inheritance = new Inheritance();
  readonly #ids = new Anchors();
  readonly #input: DeckInput;
  readonly #macros: Macros;

  constructor(input: DeckInput) {
    this.#input = input;
    this.#macros = deckMacros(input.open.manifest, {
      id: input.id,
      included: input.included,
      isAlone: input.isAlone ?? false,
    });
  }

  get diagnostics(): Diagnostic[] {
    return [...this.#diagnostics, ...this.#inheritance.diagnostics];
  }

  readAll(content: readonly ContentItem[], path: readonly PropertyKey[]): Tree[] {
    return content.flatMap((item, index) => this.#read(item, [...path, index]));
  }

  #read(item: ContentItem, path: readonly PropertyKey[]): Tree[] {
    if (item === null || item === "") {
      this.#diagnostics.push(diagnose(this.#input.open.placeOfItem(path), problems.contentEmpty()));
      return [];
    }
    if (Array.isArray(item)) return [{ items: this.readAll(item, path) }];
    if (typeof item === "object")
      return [{ title: item.title, items: this.readAll(item.content, [...path, "content"]) }];
    if (item.includes("\n")) return [{ chapter: this.#readInline(item, path) }];
    const loaded = this.#input.files.get(item);
    if (loaded === undefined) return [];
    const name = basename(loaded.file).replace(/\.[^.]+$/, "");
    return [{ chapter: this.#chapter(sourceOf(loaded.text, loaded.file), loaded.file, name) }];
  }

  #readInline(text: string, path: readonly PropertyKey[]): Chapter {
    const place = this.#input.open.placeOfItem(path);
    // The text of a YAML block starts on the line after its `|`.
    return this.#chapter(sourceOf(text, place.file, place.line + 1), place.file, "inline");
  }

  #chapter(source: Source, file: string, name: string): Chapter {
    const expanded = expandMacros(source, this.#macros);
    const { cuts, diagnostics } = cutSlides(expanded.source);
    const place: Place = { file, line: 1, column: 1 };
    const slides = this.#inheritance.slidesOf(cuts);
    this.#diagnostics.push(...expanded.diagnostics, ...diagnostics, ...slides.flatMap(emptySlide));
    const chapter: Chapter = {
      id: this.#ids.take(name),
      file,
      place: slides[0]?.place ?? place,
      title: undefined,
      slides,
    };
    this.chapters.push(chapter);
    return chapter;
  }
}

function emptySlide({ builds, background, place }: Slide): Diagnostic[] {
  const isEmpty = background === undefined && builds.every(({ source }) => isBlank(source));
  return isEmpty ? [diagnose(place, problems.slideEmpty())] : [];
}

/** The slides in order, with those that are made from titles, numbers and ids. */
function present(
  chapters: readonly Chapter[],
  left: ReadonlySet<string>,
  contents: Contents,
): { slides: DeckSlide[]; anchors: Map<string, string> } {
  const slides: DeckSlide[] = [];
  const anchors = new Map<string, string>();
  const others = new Map<string, string>();
  const ids = new Anchors();
  let number = 0;
  let hasContents = false;
  const add = (slide: Slide, more: Pick<DeckSlide, "kind" | "chapter" | "nav">): void => {
    if (slide.counted || number === 0) number += 1;
    const id =
      slide.name === undefined ? ids.take(headingOf(slide) ?? more.chapter?.id ?? "slide") : ids.takeName(slide.name);
    if (slide.name !== undefined && !anchors.has(slide.name)) anchors.set(slide.name, id);
    slides.push({ ...slide, ...more, id, number });
  };
  for (const chapter of chapters) {
    for (const written of chapter.slides) {
      const slide = withoutClasses(written, left);
      if (slide === undefined) continue;
      for (const title of contents.bySlide.get(written) ?? []) {
        const { slide: made, nav } = titleSlide(title, contents);
        add(made, { kind: "title", chapter, nav });
      }
      // Once: a text that asks for the contents again and again would be endless.
      const made: Slide[] | undefined = hasContents ? undefined : contentsSlides(slide, contents);
      hasContents ||= made !== undefined;
      if (made !== undefined) {
        for (const [index, one] of made.entries()) {
          add(one, { kind: "contents", chapter: undefined });
          const id = slides.at(-1)?.id ?? "";
          for (const name of contentsNames(contents, index)) if (!others.has(name)) others.set(name, id);
        }
      } else if (!contents.titleOnly.has(written)) add(slide, { kind: "written", chapter });
    }
  }
  for (const [name, id] of others) if (!anchors.has(name)) anchors.set(name, id);
  return { slides, anchors };
}

/** So that a slide's address stays when others come before it. */
function headingOf({ builds }: Slide): string | undefined {
  return builds[0].source.lines.find((line) => /^#{1,6} /.test(line))?.replace(/^#+ +|<[^>]*>/g, "");
}
