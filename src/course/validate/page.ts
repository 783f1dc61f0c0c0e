/** Checks what a slide shows: headings, images, links, classes. */
import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { Element, Root } from "hast";
import type { Nodes } from "mdast";
import { buttons } from "../../words/buttons.ts";
import { knownClasses } from "../classes.ts";
import type { Deck } from "../deck.ts";
import { type Diagnostic, diagnose } from "../diagnostic.ts";
import { buttonOf } from "../dialect/buttons.ts";
import { classesOf, eachElement, textOf } from "../dialect/hast.ts";
import { eachNode, placeOfNode } from "../dialect/nodes.ts";
import { renderParsed } from "../dialect/render.ts";
import type { Slide } from "../dialect/slide.ts";
import { type Place, placeOf, type Source } from "../dialect/source.ts";
import { wordOf } from "../dialect/terms.ts";
import { deckPage, findFile, isRelative, labOf, pathOf } from "../links.ts";
import { nearest } from "../nearest.ts";
import { type Problem, problems } from "../problems.ts";
import { contentOf } from "../slide-content.ts";

export interface PageContext {
  /** Where relative links and images are looked for. */
  deck: Pick<Deck, "dir">;
  /** All that a `#…` may mean. */
  anchors: ReadonlySet<string>;
  /** What else has a page: names of decks. */
  decks: ReadonlySet<string>;
  /** Classes that the manifest knows. */
  classes: ReadonlySet<string>;
  /** Absolute paths of the labs' folders, by their names. */
  labs: ReadonlyMap<string, string>;
  /** Words of the glossary, in lower case. */
  terms: ReadonlySet<string>;
  /** A chapter without its deck: what it leads to may be in another. */
  isAlone?: boolean;
}

/** Checks the slides of one chapter, or of one lab, in order. */
export function checkPages(slides: readonly Slide[], context: PageContext): Diagnostic[] {
  const check = new PageCheck(context);
  for (const slide of slides) check.add(slide);
  return check.diagnostics;
}

class PageCheck {
  readonly diagnostics: Diagnostic[] = [];
  readonly #context: PageContext;
  /** Level of the heading before, in the chapter. */
  #level = 0;

  constructor(context: PageContext) {
    this.#context = context;
  }

  add(slide: Slide): void {
    const content = contentOf(slide);
    const rendered = renderParsed(content, { lab: undefined });
    this.diagnostics.push(...content.diagnostics, ...rendered.diagnostics);
    for (const { own } of slide.builds) for (const name of own) this.#classOfSlide(name, slide.place);
    eachNode(content.tree, (node) => this.#node(node, content.source));
    this.#headings(rendered.tree, content.source);
    eachElement(rendered.tree, (child) => this.#element(child, content.source));
    if (slide.background !== undefined) this.#file(slide.background, slide.place, problems.imageMissing);
  }

  #node(node: Nodes, source: Source): void {
    if (node.type === "contentClassBlock" || node.type === "contentClassText") {
      for (const name of node.classes) this.#class(name, placeOfNode(source, node));
    } else if (node.type === "link" || node.type === "image" || node.type === "definition") {
      const scheme = /^([a-z][a-z\d+.-]*):/i.exec(node.url.replace(/[\t\n\r]/g, "").trim())?.[1]?.toLowerCase();
      if (scheme !== undefined && !["http", "https", "mailto"].includes(scheme)) {
        this.#tell(placeOfNode(source, node), problems.addressUnsafe(node.url));
      }
    }
  }

  #class(name: string, place: Place): void {
    if (knownClasses.includes(name) || this.#context.classes.has(name)) return;
    this.#tell(place, problems.classUnknown(name, nearest(name, knownClasses)));
  }

  #term(word: string, place: Place): void {
    const { terms } = this.#context;
    if (!terms.has(word)) this.#tell(place, problems.termUnknown(word, nearest(word, terms)));
  }

  #button(button: string, place: Place): void {
    this.#tell(place, problems.buttonUnknown(button, nearest(button, buttons), buttons.join(", ")));
  }

  /** Slides have classes of their own for a manifest to leave out: only what looks mistyped is told. */
  #classOfSlide(name: string, place: Place): void {
    if (nearest(name, knownClasses) !== "") this.#class(name, place);
  }

  #headings(tree: Root, source: Source): void {
    let titles = 0;
    eachElement(tree, (heading) => {
      const level = Number(/^h([1-6])$/.exec(heading.tagName)?.[1] ?? 0);
      if (level === 0) return;
      const place = placeOfElement(heading, source);
      if (textOf(heading).trim() === "") this.#tell(place, problems.headingEmpty());
      if (level === 1) titles += 1;
      if (level === 1 && titles > 1) this.#tell(place, problems.titleSecond(textOf(heading)));
      if (this.#level > 0 && level > this.#level + 1) this.#tell(place, problems.headingLevel(level, this.#level));
      this.#level = level;
    });
  }

  #element(child: Element, source: Source): void {
    const { href, src, alt } = child.properties;
    if (child.tagName === "img") {
      const place = placeOfElement(child, source);
      const address = typeof src === "string" ? src : "";
      if (typeof alt !== "string" || alt.trim() === "") this.#tell(place, problems.altMissing(address));
      this.#file(address, place, problems.imageMissing);
    } else if (child.tagName === "a" && typeof href === "string") {
      this.#link(href, placeOfElement(child, source));
    } else if (child.tagName === "span" && classesOf(child).includes("term")) {
      this.#term(wordOf(textOf(child)), placeOfElement(child, source));
    } else {
      // What a page has was named when the text was rendered.
      const button = buttonOf(child);
      if (button !== undefined) this.#button(button, placeOfElement(child, source));
    }
  }

  #link(href: string, place: Place): void {
    const { anchors, decks } = this.#context;
    if (href.startsWith("#")) {
      const anchor = decodeAnchor(href.slice(1));
      // A number is a slide's, and "#" alone the first.
      if (anchor === "" || /^\d+$/.test(anchor) || anchors.has(anchor)) return;
      const near = nearest(anchor, anchors);
      if (this.#context.isAlone) this.#tell(place, problems.linkElsewhere(href));
      else this.#tell(place, problems.linkAnchor(href, near === "" ? "" : `#${near}`));
      return;
    }
    const lab = labOf(place.file, href);
    if (lab !== undefined) return this.#lab(lab, href, place);
    const page = deckPage.exec(href.split("#")[0] ?? "")?.[1];
    if (page !== undefined && isRelative(href) && (decks.has(page) || this.#hasManifest(page))) return;
    this.#file(href, place, problems.linkFile);
  }

  #lab(name: string, href: string, place: Place): void {
    if (existsSync(pathOf(place.file, href))) return;
    const { labs } = this.#context;
    const folder = labs.get(nearest(name, labs.keys()));
    const near = folder === undefined ? "" : relative(dirname(resolve(place.file)), join(folder, "lab.md"));
    this.#tell(place, problems.linkLab(href, near, [...labs.keys()].join(", ")));
  }

  #file(address: string, place: Place, problem: (address: string) => Problem): void {
    if (!isRelative(address) || findFile(this.#context.deck, place.file, address) !== undefined) return;
    this.#tell(place, problem(address));
  }

  /** Where only a part of a course is checked, the others are not read. */
  #hasManifest(name: string): boolean {
    return existsSync(join(this.#context.deck.dir, `${name}.yml`));
  }

  #tell(place: Place, problem: Problem): void {
    this.diagnostics.push(diagnose(place, problem));
  }
}

function placeOfElement({ position }: Element, source: Source): Place {
  return placeOf(source, (position?.start.line ?? 1) - 1, position?.start.column ?? 1);
}

function decodeAnchor(anchor: string): string {
  try {
    return decodeURIComponent(anchor);
  } catch {
    return anchor;
  }
}
