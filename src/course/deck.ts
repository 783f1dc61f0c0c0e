/** A deck: what a manifest and its chapters are, as plain data. Articles, slides and PDF are made from it. */
import type { Diagnostic } from "./diagnostic.ts";
import type { Slide } from "./dialect/slide.ts";
import type { Place } from "./dialect/source.ts";
import type { Manifest } from "./manifest.ts";

/** One file of the manifest's content, or slides that are written in the manifest itself. */
export interface Chapter {
  /** Its own in the deck: the file's name without folder and ending. */
  id: string;
  /** As messages name it; of slides in the manifest, the manifest. */
  file: string;
  place: Place;
  /** Its first `# ` heading, in Markdown. A file without one goes on with the chapter before it. */
  title: string | undefined;
  /** All that show somewhere: also those of classes that the deck or the article leaves out. */
  slides: Slide[];
}

/** A list in the manifest's content. */
export interface Part {
  /** From 1. */
  number: number;
  /** From a list with a title; else made from the number. */
  label: string;
  /** Of its slide of contents. */
  anchor: string;
  titles: Title[];
  /** What its contents list: the titles, and slides with `toc:`, in order. */
  entries: Entry[];
}

export interface Entry {
  /** In Markdown. */
  text: string;
  anchor: string;
}

/** A `# ` heading of the deck. Its anchor is the title slide's that is made for it: toc-…, as container.training makes it. */
export interface Title extends Entry {
  chapter: Chapter;
  /** The slide that has the heading. */
  slide: Slide;
}

export interface DeckSlide extends Slide {
  /** For its address; its own in the deck. */
  id: string;
  /** `title` and `contents` are made from the chapters' titles. */
  kind: "written" | "title" | "contents";
  /** What is made for the whole deck has none. */
  chapter: Chapter | undefined;
  /** From 1; slides with `count: false` have the number of the one before. */
  number: number;
  /** Of a title slide: anchors of the one before, of the contents and of the one after. */
  nav?: { previous: string; contents: string; next: string };
}

export interface Deck {
  /** The manifest's name without its ending. */
  id: string;
  /** The manifest, as messages name it. */
  file: string;
  /** Absolute path of the folder that it is in. */
  dir: string;
  manifest: Manifest;
  chapters: Chapter[];
  parts: Part[];
  /** All, also those that stand in no part. */
  titles: Title[];
  /** Those of the deck as it is presented, in order. */
  slides: DeckSlide[];
  /** Where `name:`, title slides and contents lead: to the slide with this id. */
  anchors: ReadonlyMap<string, string>;
  diagnostics: Diagnostic[];
}
