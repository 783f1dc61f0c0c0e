/**
 * The HTML that authors write between their Markdown. A few plain tags are let through; all others are taken out, and what
 * could run, or show what is not the author's text, with all that is in it. A sanitizer looks at the result again.
 */
import type { Element, ElementContent, Properties, Root } from "hast";
import type { Position } from "unist";
import { type Diagnostic, diagnose } from "../diagnostic.ts";
import { problems } from "../problems.ts";
import { classesOf, element, isElementContent, textOf } from "./hast.ts";
import { type Place, placeOf, type Source } from "./source.ts";

const allowed = new Set(
  "a b blockquote br code dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strike strong sub summary sup table tbody td tfoot th thead tr u ul var".split(
    " ",
  ),
);
/** Tags in tags. */
const depthMax = 32;
const empty = new Set(["br", "hr", "img"]);
/** What is in these is no text. */
const dropped = new Set(
  "applet audio base canvas embed frame frameset head iframe link math meta noembed noframes noscript object script select style svg template textarea title video xmp".split(
    " ",
  ),
);
const attributes: Readonly<Record<string, string>> = {
  align: "align",
  alt: "alt",
  class: "className",
  colspan: "colSpan",
  height: "height",
  href: "href",
  open: "open",
  rowspan: "rowSpan",
  src: "src",
  start: "start",
  title: "title",
  width: "width",
};

interface Opening {
  type: "open";
  tag: string;
  attributes: string;
  at: number;
}

type Piece = { type: "text"; value: string } | Opening | { type: "close"; tag: string };

/** Each goes on to the end if nothing ends it, so that no character is looked at twice. */
const markup =
  /<!--[\s\S]*?(?:-->|$)|<[?!][^>]*(?:>|$)|<\/([A-Za-z][\w-]*)[^>]*(>|$)|<([A-Za-z][\w:-]*)((?:[^"'>]+|"[^"]*(?:"|$)|'[^']*(?:'|$))*)(>|$)/g;

/** Turns the `raw` nodes of a tree into elements. `source` is what the tree was made from. */
export function readRawHtml(tree: Root, source: Source): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  rebuild(tree, { source, diagnostics });
  return diagnostics;
}

interface Context {
  source: Source;
  diagnostics: Diagnostic[];
}

function rebuild(parent: Root | Element, context: Context): void {
  if (parent.children.some((child) => child.type === "raw")) {
    const children = new Stack(context);
    for (const child of parent.children) {
      if (child.type === "raw") children.addRaw(child.value, child.position);
      else if (isElementContent(child)) children.add(child);
    }
    parent.children = children.finish();
  }
  for (const child of parent.children) {
    if (child.type !== "element") continue;
    rebuild(child, context);
    if (child.tagName === "pre" && classesOf(child).includes("mermaid")) keepBreaks(child);
  }
}

/** What draws a diagram reads text, in which a break is written as a tag. */
function keepBreaks(diagram: Element): void {
  const source = diagram.children.map((child) =>
    child.type === "element" && child.tagName === "br" ? "<br/>" : textOf(child),
  );
  diagram.children = [{ type: "text", value: source.join("") }];
}

/** Elements that are open, the innermost last. */
class Stack {
  readonly #roots: ElementContent[] = [];
  readonly #open: { element: Element; place: Place }[] = [];
  readonly #context: Context;
  /** A tag whose content is taken out until it closes. */
  #dropping = "";

  constructor(context: Context) {
    this.#context = context;
  }

  add(child: ElementContent): void {
    if (this.#dropping === "") (this.#open.at(-1)?.element.children ?? this.#roots).push(child);
  }

  addRaw(html: string, position: Position | undefined): void {
    const { line, column } = position?.start ?? { line: 1, column: 1 };
    const place = placeOf(this.#context.source, line - 1, column);
    const seen = { at: 0, place };
    for (const piece of piecesOf(html)) {
      if (piece.type === "text") this.add(piece);
      else if (piece.type === "close") this.#close(piece.tag);
      else {
        seen.place = placeIn(html.slice(seen.at, piece.at), seen.place);
        seen.at = piece.at;
        this.#start(piece, seen.place, position);
      }
    }
  }

  finish(): ElementContent[] {
    for (const { element: open, place } of this.#open) {
      this.#context.diagnostics.push(diagnose(place, problems.htmlOpen(open.tagName)));
    }
    return this.#roots;
  }

  #start({ tag, attributes: attributeText }: Opening, place: Place, position: Position | undefined): void {
    if (this.#dropping !== "") return;
    if (!allowed.has(tag)) {
      this.#context.diagnostics.push(diagnose(place, problems.htmlTag(tag)));
      if (dropped.has(tag) && !attributeText.endsWith("/") && !["base", "embed", "link", "meta"].includes(tag)) {
        this.#dropping = tag;
      }
      return;
    }
    const properties = this.#read(tag, attributeText, place);
    const started = element(tag, properties, []);
    if (position !== undefined) started.position = position;
    this.add(started);
    if (!empty.has(tag) && !attributeText.endsWith("/") && this.#open.length < depthMax)
      this.#open.push({ element: started, place });
  }

  #close(tag: string): void {
    if (this.#dropping !== "") {
      if (this.#dropping === tag) this.#dropping = "";
      return;
    }
    // A break that is closed is a break, as in a browser.
    if (tag === "br") this.add(element("br", {}, []));
    const index = this.#open.findLastIndex((open) => open.element.tagName === tag);
    if (index !== -1) this.#open.splice(index);
  }

  #read(tag: string, text: string, place: Place): Properties {
    const properties: Properties = {};
    for (const [, name = "", double, single, bare] of text.matchAll(
      /([^\s"'=<>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g,
    )) {
      const key = attributes[name.toLowerCase()];
      const value = decode(double ?? single ?? bare ?? "");
      if (key === undefined) this.#context.diagnostics.push(diagnose(place, problems.htmlAttribute(tag, name)));
      else if (key === "className") properties.className = value.split(/\s+/).filter((one) => one !== "");
      else properties[key] = key === "open" ? true : value;
    }
    return properties;
  }
}

function piecesOf(html: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of html.matchAll(markup)) {
    const [, close, closeEnd, open, attributeText = "", openEnd] = match;
    // A tag that nothing ends is text.
    if (closeEnd === "" || openEnd === "") break;
    if (match.index > from) pieces.push({ type: "text", value: decode(html.slice(from, match.index)) });
    from = match.index + match[0].length;
    if (close !== undefined) pieces.push({ type: "close", tag: close.toLowerCase() });
    else if (open !== undefined) {
      pieces.push({ type: "open", tag: open.toLowerCase(), attributes: attributeText.trimEnd(), at: match.index });
    }
  }
  if (from < html.length) pieces.push({ type: "text", value: decode(html.slice(from)) });
  return pieces;
}

/** The place behind some text that starts at a place. */
function placeIn(text: string, start: Place): Place {
  const before = text.split("\n");
  const column = (before.length === 1 ? start.column : 1) + (before.at(-1) ?? "").length;
  return { ...start, line: start.line + before.length - 1, column };
}

const named: Readonly<Record<string, string>> = { amp: "&", apos: "'", gt: ">", lt: "<", nbsp: "\u00a0", quot: '"' };

function decode(text: string): string {
  return text.replace(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]+));/gi,
    (whole, hex?: string, decimal?: string, name = "") => {
      const code = hex !== undefined ? Number.parseInt(hex, 16) : decimal !== undefined ? Number(decimal) : undefined;
      if (code === undefined) return named[name.toLowerCase()] ?? whole;
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
    },
  );
}
